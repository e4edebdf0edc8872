// A set-up link: made on the host for one account, used once, and followed through a first password and methods before any
// right exists. For the first administrator, for members without a password, and for administrators who lost everything.
import type { Remark } from '../../core/journey/journey.ts'
import type { TokenHash } from '../../core/people/identifiers.ts'
import type { NewPassword } from '../../core/people/new-password.ts'
import { type Role, roles } from '../../core/people/roles.ts'
import { decideRegistration } from '../../core/registration/decide.ts'
import { addProof, emptySession, passwordProof } from '../../core/registration/session.ts'
import { clearLockouts, closeEveryJourney, emptyCounters } from '../../core/throttle/counters.ts'
import type { LoadedSession } from '../../ports/sessions.ts'
import { readSession, type SignedInPerson } from '../account/session.ts'
import { beginSession, sessionWrite } from '../account/session-write.ts'
import { accountFacts } from '../journey/journey-facts.ts'
import { judgeNewPassword } from '../journey/judge-new-password.ts'
import { emptyDraft } from '../journey/step-draft.ts'
import { type Addressee, addNotices } from '../messages/notices.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import { Busy, tries, type Visitor } from '../request.ts'
import { registrationFacts } from '../security-info/step.ts'

export interface SetUpLink {
  readonly account: Addressee
  readonly role: Role | null
  readonly expiresAt: LoadedSession['now']
}

/** Null if the link is too old, was used, or never was one; nobody is told which. Nothing is written. */
export async function lookAtSetUp(
  hash: TokenHash,
  visitor: Visitor,
  room: OrganisationRoom,
): Promise<SetUpLink | null> {
  const found = await load(hash, visitor, room)
  return found === null ? null : found.link
}

/** The session that it opens, or null as above. Of many at once one wins. */
export async function beginSetUp(hash: TokenHash, visitor: Visitor, room: OrganisationRoom): Promise<string | null> {
  const found = await load(hash, visitor, room)
  if (found === null) return null
  const { link, loaded } = found
  const state = { ...emptySession, setUp: { role: link.role, passwordSet: false } }
  const next = { account: link.account.id, kind: 'set-up', state, returnTo: null } as const
  const { cookie, starts } = beginSession(next, visitor, room)
  const parts = { starts, usesToken: { purpose: 'set-up', hash } } as const
  const person = { account: link.account, loaded }
  const write = sessionWrite(person, emptyDraft(), [{ kind: 'set-up-started' }], visitor, room, parts)
  return (await room.sessions.commit(write)) === 'moved' ? cookie : null
}

export type SetUpPassword =
  | { readonly kind: 'set'; readonly session: string }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'refused'; readonly remark: Remark }
  | { readonly kind: 'indeterminate' }

/** Every other session ends with it, and what was begun under an older password. */
export async function chooseFirstPassword(
  session: TokenHash,
  password: NewPassword,
  visitor: Visitor,
  room: OrganisationRoom,
): Promise<SetUpPassword> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const person = await readSession(session, visitor, room)
    if (person === null || person.session.kind !== 'set-up') return { kind: 'nobody' }
    const outcome = await tryFirstPassword(person, password, visitor, room)
    if (outcome !== 'lost') return outcome
  }
  throw new Busy('the account moved under every try')
}

async function tryFirstPassword(
  person: SignedInPerson,
  password: NewPassword,
  visitor: Visitor,
  room: OrganisationRoom,
): Promise<SetUpPassword | 'lost'> {
  const { account, loaded, session } = person
  const facts = await registrationFacts(person, room)
  const decision = decideRegistration(session.state, { type: 'set-up-password-set' }, facts)
  if (decision.kind !== 'step') return { kind: 'nobody' }
  const refused = await judgeNewPassword(password, loaded, room)
  if (refused !== null) return { kind: 'refused', remark: refused }
  const outcome = await room.directories.get(account.entry.directory)?.set(account, password, loaded.policy.passwords)
  if (outcome === undefined || outcome.kind === 'unavailable')
    return { kind: 'refused', remark: 'directory-unavailable' }
  if (outcome.kind === 'busy') throw new Busy('no room to hash a password')
  if (outcome.kind === 'rejected') return { kind: 'refused', remark: outcome.because }
  if (outcome.kind === 'indeterminate') return { kind: 'indeterminate' }
  const draft = emptyDraft()
  draft.staged = outcome.kind === 'staged' ? outcome : null
  draft.endsSessionsOf = account.id
  const { state } = decision.session
  const proven = { ...state, proofs: addProof(state.proofs, passwordProof(loaded.now)) }
  const next = { account: account.id, kind: 'set-up', state: proven, returnTo: null } as const
  const { cookie, starts } = beginSession(next, visitor, room)
  const noted = [{ kind: 'set-up-password-set' }] as const
  const reference = room.secrets.reference()
  const { device, address } = visitor
  addNotices(
    draft,
    noted,
    account,
    loaded.policy,
    { now: loaded.now, reference, about: account.id, device, address },
    room,
  )
  const after = closeEveryJourney(clearLockouts(loaded.counters?.value ?? emptyCounters))
  const write = sessionWrite(person, draft, noted, visitor, room, { starts }, after, reference)
  if ((await room.sessions.commit(write)) === 'lost') return 'lost'
  room.nudgeDelivery()
  return { kind: 'set', session: cookie }
}

async function load(hash: TokenHash, visitor: Visitor, room: OrganisationRoom) {
  const loaded = await room.sessions.load({
    handle: { by: 'token', purpose: 'set-up', hash },
    browser: visitor.browser?.hash ?? null,
    network: visitor.network,
    times: room.sessionTimes,
  })
  if (loaded.token === null || loaded.account === null) return null
  const account = await accountFacts(loaded.account, room)
  if (account === null || account.frozenAt !== null) return null
  if (account.entry.disabled || account.entry.lockedByAdministrator) return null
  const role = roles.find((each) => each === loaded.token?.about['role']) ?? null
  return { loaded, link: { account, role, expiresAt: loaded.token.expiresAt } }
}
