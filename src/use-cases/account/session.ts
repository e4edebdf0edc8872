// Who is signed in, and leaving: here, elsewhere, one device, or everywhere.

import type { AuditFact } from '../../core/audit/facts.ts'
import type { TokenHash } from '../../core/people/identifiers.ts'
import { minutes } from '../../core/time.ts'
import type { LoadedSession, Session, SessionWrite } from '../../ports/sessions.ts'
import { accountFacts } from '../journey/journey-facts.ts'
import { type Draft, emptyDraft } from '../journey/step-draft.ts'
import type { Addressee } from '../messages/notices.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import { Busy, tries, type Visitor } from '../request.ts'
import { beginSession, sessionWrite } from './session-write.ts'

export interface SignedInPerson {
  readonly session: Session
  readonly account: Addressee
  readonly loaded: LoadedSession
}

/**
 * Null for nobody; for a disabled account too, whose sessions end with its rights. `returnTo`, an address of an application on
 * the list, is remembered by the session: whoever comes from there is led back there in the end.
 */
export async function readSession(
  hash: TokenHash,
  visitor: Visitor,
  room: OrganisationRoom,
  returnTo: string | null = null,
): Promise<SignedInPerson | null> {
  const loaded = await room.sessions.load({
    handle: { by: 'session', hash },
    browser: visitor.browser?.hash ?? null,
    network: null,
    times: room.sessionTimes,
  })
  const { session } = loaded
  if (session === null || loaded.account === null) return null
  const account = await accountFacts(loaded.account, room)
  if (account === null || account.entry.disabled || account.entry.lockedByAdministrator || account.frozenAt !== null)
    return null
  const comesFrom = returnTo !== null && returnTo !== session.returnTo ? returnTo : undefined
  if (comesFrom !== undefined) await room.sessions.touch(hash, comesFrom)
  else if (loaded.now - session.seenAt > minutes(1)) await room.sessions.touch(hash)
  return { session: { ...session, returnTo: comesFrom ?? session.returnTo }, account, loaded }
}

export async function signOut(hash: TokenHash, visitor: Visitor, room: OrganisationRoom): Promise<void> {
  await stepAsPerson(hash, visitor, room, () => ({ facts: [{ kind: 'signed-out' }], change: { ends: hash } }))
}

/** Everywhere, here too. */
export async function signOutEverywhere(hash: TokenHash, visitor: Visitor, room: OrganisationRoom): Promise<void> {
  await stepAsPerson(hash, visitor, room, ({ account }, draft) => {
    draft.endsSessionsOf = account.id
    return { facts: [{ kind: 'sessions-ended' }], change: {} }
  })
}

/** Everywhere but here: every session ends, and this browser gets a new one in the same step. */
export const signOutElsewhere = (hash: TokenHash, visitor: Visitor, room: OrganisationRoom): Promise<string | null> =>
  stepAsPerson(hash, visitor, room, ({ account, session }, draft) => {
    const { kind, state, returnTo } = session
    const { cookie, starts } = beginSession({ account: account.id, kind, state, returnTo }, visitor, room)
    draft.endsSessionsOf = account.id
    return { facts: [{ kind: 'sessions-ended' }], change: { starts }, cookie }
  })

/** One other session of the same person, by the id that the list shows. Of anybody else's nothing happens. */
export async function endSession(hash: TokenHash, id: string, visitor: Visitor, room: OrganisationRoom): Promise<void> {
  await stepAsPerson(hash, visitor, room, ({ account }) => ({
    facts: [{ kind: 'session-ended' }],
    change: { endsById: { account: account.id, id } },
  }))
}

interface PersonStep {
  readonly facts: readonly AuditFact[]
  readonly change: Partial<Pick<SessionWrite, 'starts' | 'ends' | 'endsById'>>
  /** The new session's, if the step begins one. */
  readonly cookie?: string
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
    const { facts, change, cookie } = decide(person, draft)
    if ((await room.sessions.commit(sessionWrite(person, draft, facts, visitor, room, change))) === 'moved') {
      return cookie ?? null
    }
  }
  throw new Busy('the session moved under every try')
}
