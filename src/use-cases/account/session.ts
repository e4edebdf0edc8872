// Who is signed in: reading a session, leaving it, and ending all the others.

import type { AuditFact } from '../../core/audit/facts.ts'
import type { TokenHash } from '../../core/people/identifiers.ts'
import { emptyCounters } from '../../core/throttle/counters.ts'
import { minutes } from '../../core/time.ts'
import type { LoadedSession, Session, SessionWrite } from '../../ports/sessions.ts'
import { accountFacts } from '../journey/journey-facts.ts'
import { accountWrite, type Draft, emptyDraft, recordFacts } from '../journey/step-draft.ts'
import type { Addressee } from '../messages/notices.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import { Busy, tries, type Visitor } from '../request.ts'

export interface SignedInPerson {
  readonly session: Session
  readonly account: Addressee
  readonly loaded: LoadedSession
}

/** Null for nobody; for a disabled account too, whose sessions end with its rights. */
export async function readSession(
  hash: TokenHash,
  visitor: Visitor,
  room: OrganisationRoom,
): Promise<SignedInPerson | null> {
  const loaded = await room.sessions.load({
    handle: { by: 'session', hash },
    browser: visitor.browser?.hash ?? null,
    network: null,
    times: room.sessionTimes,
  })
  if (loaded.session === null || loaded.account === null) return null
  const account = await accountFacts(loaded.account, room)
  if (account === null || account.entry.disabled || account.entry.lockedByAdministrator || account.frozenAt !== null)
    return null
  if (loaded.now - loaded.session.seenAt > minutes(1)) await room.sessions.touch(hash)
  return { session: loaded.session, account, loaded }
}

export async function signOut(hash: TokenHash, visitor: Visitor, room: OrganisationRoom): Promise<void> {
  await stepAsPerson(hash, visitor, room, () => ({ facts: [{ kind: 'signed-out' }], change: { ends: hash } }))
}

/** Everywhere but here: every session ends, and this browser gets a new one in the same step. */
export const signOutElsewhere = (hash: TokenHash, visitor: Visitor, room: OrganisationRoom): Promise<string | null> =>
  stepAsPerson(hash, visitor, room, (person, draft) => {
    draft.cookie = room.secrets.token()
    draft.endsSessionsOf = person.account.id
    return {
      facts: [{ kind: 'sessions-ended' }],
      change: { starts: { hash: draft.cookie.hash ?? hash, account: person.account.id, kind: person.session.kind } },
    }
  })

interface PersonStep {
  readonly facts: readonly AuditFact[]
  readonly change: Partial<Pick<SessionWrite, 'starts' | 'ends'>>
}

/** The new session's cookie, if the step made one. */
async function stepAsPerson(
  hash: TokenHash,
  visitor: Visitor,
  room: OrganisationRoom,
  decide: (person: SignedInPerson, draft: Draft) => PersonStep,
): Promise<string | null> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const person = await readSession(hash, visitor, room)
    if (person === null) return null
    const draft = emptyDraft()
    const { facts, change } = decide(person, draft)
    if ((await room.sessions.commit(sessionWrite(person, draft, facts, visitor, room, change))) === 'moved') {
      return draft.cookie?.value ?? null
    }
  }
  throw new Busy('the session moved under every try')
}

export function sessionWrite(
  person: Pick<SignedInPerson, 'account' | 'loaded'>,
  draft: Draft,
  facts: readonly AuditFact[],
  visitor: Visitor,
  room: OrganisationRoom,
  change: Partial<Pick<SessionWrite, 'starts' | 'ends' | 'freezes' | 'usesNotMe'>>,
  counters = person.loaded.counters?.value ?? emptyCounters,
  reference: string | null = null,
): SessionWrite {
  const recorded = recordFacts(facts, { account: person.account.id, journey: null, reference }, room)
  const about = { counters: person.loaded.counters, value: counters, network: visitor.network, facts: recorded }
  return { ...accountWrite(draft, about, room), starts: null, ends: null, freezes: null, usesNotMe: null, ...change }
}
