// What a step of a signed-in person writes: the parts that every step about an account has, and those of sessions alone.
import type { AuditFact } from '../../core/audit/facts.ts'
import type { AccountId, TokenHash } from '../../core/people/identifiers.ts'
import type { SessionKind, SessionState } from '../../core/registration/session.ts'
import { emptyCounters } from '../../core/throttle/counters.ts'
import type { AccountWrite } from '../../ports/journeys.ts'
import { sealedFields } from '../../ports/secrets.ts'
import type { SessionWrite } from '../../ports/sessions.ts'
import { accountWrite, type Draft, recordFacts } from '../journey/step-draft.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import type { Visitor } from '../request.ts'
import type { SignedInPerson } from './session.ts'

type SessionParts = Omit<SessionWrite, keyof AccountWrite>

/** A step that does nothing to any session. */
export const noSessionParts: SessionParts = {
  starts: null,
  moves: null,
  ends: null,
  endsById: null,
  freezes: null,
  usesNotMe: null,
  changes: null,
  undoes: null,
  spentStep: null,
  usesToken: null,
  makesToken: null,
}

export function sessionWrite(
  person: Pick<SignedInPerson, 'account' | 'loaded'>,
  draft: Draft,
  facts: readonly AuditFact[],
  visitor: Visitor,
  room: OrganisationRoom,
  change: Partial<SessionParts>,
  counters = person.loaded.counters?.value ?? emptyCounters,
  reference: string | null = null,
): SessionWrite {
  const recorded = recordFacts(facts, { account: person.account.id, journey: null, reference }, room)
  const about = { counters: person.loaded.counters, value: counters, network: visitor.network, facts: recorded }
  return { ...accountWrite(draft, about, room), ...noSessionParts, ...change }
}

export interface NewSession {
  readonly account: AccountId
  readonly kind: SessionKind
  readonly state: SessionState
  readonly returnTo: string | null
}

/** A session that begins in this step. Where it began from is kept for its owner, who may find one that is not theirs. */
export function beginSession(
  { account, kind, state, returnTo }: NewSession,
  visitor: Visitor,
  room: OrganisationRoom,
): { readonly cookie: string; readonly starts: NonNullable<SessionWrite['starts']> } {
  const { value, hash } = room.secrets.token()
  const place = { tenant: room.organisation.id, owner: account, field: sealedFields.origin }
  const origin = room.secrets.seal(place, JSON.stringify({ device: visitor.device, address: visitor.address }))
  return { cookie: value, starts: { hash, id: room.secrets.uuid(), account, kind, state, origin, returnTo } }
}

/** The same session under a new identifier: with each proof the old cookie is dead. */
export function renewSession(
  { session }: SignedInPerson,
  next: { readonly kind: SessionKind; readonly state: SessionState },
  renew: boolean,
  room: OrganisationRoom,
): { readonly cookie: string | null; readonly moves: NonNullable<SessionWrite['moves']> } {
  const token = renew ? room.secrets.token() : null
  const to: TokenHash = token?.hash ?? session.hash
  return { cookie: token?.value ?? null, moves: { hash: session.hash, version: session.version, to, ...next } }
}
