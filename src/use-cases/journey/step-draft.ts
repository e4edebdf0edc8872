// One step's writes, gathered while its events are decided, and committed as one.

import type { AuditFact } from '../../core/audit/facts.ts'
import type { Journey } from '../../core/journey/journey.ts'
import type { AccountId } from '../../core/people/identifiers.ts'
import type { Counters } from '../../core/throttle/counters.ts'
import { shards } from '../../core/throttle/networks.ts'
import type { AccountWrite, LoadedCounters, OutboxRow, RecordedFact, StepWrite } from '../../ports/journeys.ts'
import { emptyMessage } from '../messages/outgoing.ts'
import type { OrganisationRoom } from '../organisation-room.ts'

/** What effects add to. Everything else of a write is known from the start. */
export interface Draft {
  outbox: OutboxRow[]
  supersedesCodes: boolean
  spentStep: StepWrite['spentStep']
  staged: StepWrite['staged']
  failures: number
  /** The new cookie's value, for the response. */
  cookie: { readonly value: string; readonly hash: StepWrite['cookie'] } | null
  endsSessionsOf: AccountId | null
  remembersBrowser: StepWrite['remembersBrowser']
  /** The known-browser cookie's value, for the response. */
  browser: string | null
  notMeLink: StepWrite['notMeLink']
}

export const emptyDraft = (): Draft => ({
  outbox: [],
  supersedesCodes: false,
  spentStep: null,
  staged: null,
  failures: 0,
  cookie: null,
  endsSessionsOf: null,
  remembersBrowser: null,
  browser: null,
  notMeLink: null,
})

/** The part of a write that any step about an account has. */
export function accountWrite(
  draft: Draft,
  about: {
    readonly counters: LoadedCounters | null
    readonly value: Counters
    readonly network: AccountWrite['network']
    readonly facts: readonly RecordedFact[]
    readonly starts?: number
  },
  room: OrganisationRoom,
): AccountWrite {
  return {
    counters: about.counters === null ? null : { ...about.counters, value: about.value },
    facts: about.facts,
    outbox: draft.outbox,
    network: about.network,
    tally: { starts: about.starts ?? 0, failures: draft.failures, shard: room.secrets.integer(shards) },
    staged: draft.staged,
    endsSessionsOf: draft.endsSessionsOf,
    remembersBrowser: draft.remembersBrowser,
    notMeLink: draft.notMeLink,
  }
}

/** In the order they were decided: facts of one step share their time, so their random ids carry the order into the chain. */
export function recordFacts(
  facts: readonly AuditFact[],
  about: { readonly account: AccountId | null; readonly journey: Journey | null; readonly reference?: string | null },
  room: OrganisationRoom,
): readonly RecordedFact[] {
  const ids = facts.map(() => room.secrets.uuid()).sort()
  return facts.map((fact, index) => ({
    id: ids[index] ?? room.secrets.uuid(),
    fact,
    account: about.account,
    journey: about.journey?.id ?? null,
    reference: about.journey?.reference ?? about.reference ?? null,
  }))
}

/** Rows with no recipient, so that a step writes as many for a stranger as for anybody. */
export function padOutbox(draft: Draft, most: number, journey: Journey, room: OrganisationRoom): void {
  while (draft.outbox.length < most) draft.outbox.push(emptyMessage(journey.id, 'notice', room))
}
