// Changing a password one knows: the old one, judged like a sign-in, then a new one. Every other session ends. Whoever has
// just proven in two ways who they are may be spared the old one, if the policy says so: it is what a reset would ask.
import type { Remark } from '../../core/journey/journey.ts'
import type { TokenHash } from '../../core/people/identifiers.ts'
import type { NewPassword } from '../../core/people/new-password.ts'
import { isAdministrator } from '../../core/people/roles.ts'
import { isEntitled } from '../../core/policy/editions.ts'
import { passableGates } from '../../core/policy/gates.ts'
import { kindAfter } from '../../core/registration/interrupt.ts'
import { addProof, passwordProof, type SessionKind } from '../../core/registration/session.ts'
import { isProvenTwice, methodsToProve } from '../../core/registration/standing.ts'
import { allowanceOf } from '../../core/throttle/allowance.ts'
import { type Counters, clearLockouts, closeEveryJourney, emptyCounters } from '../../core/throttle/counters.ts'
import { isLocked } from '../../core/throttle/smart-lockout.ts'
import { judgeNewPassword } from '../journey/judge-new-password.ts'
import { emptyDraft } from '../journey/step-draft.ts'
import { addNotices } from '../messages/notices.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import { Busy, tries, type Visitor } from '../request.ts'
import { countWrongPassword } from './count-wrong-password.ts'
import { readSession, type SignedInPerson } from './session.ts'
import { beginSession, sessionWrite } from './session-write.ts'

export type Changed =
  | { readonly kind: 'changed'; readonly session: string; readonly next: SessionKind }
  /** Not signed in any more. */
  | { readonly kind: 'nobody' }
  /** The old one is not right, or too many tries; said alike. */
  | { readonly kind: 'wrong' }
  | { readonly kind: 'refused'; readonly remark: Remark }
  | { readonly kind: 'indeterminate' }

export async function changePassword(
  hash: TokenHash,
  old: NewPassword | null,
  password: NewPassword,
  visitor: Visitor,
  room: OrganisationRoom,
): Promise<Changed> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const person = await readSession(hash, visitor, room)
    if (person === null || !opensChange(person.session.kind)) return { kind: 'nobody' }
    // Asked of what is so now: the page may be older than the proofs it relied on.
    if (old === null && askForOld(person, room) !== 'spared') return { kind: 'wrong' }
    const outcome = await tryChange(person, old, password, visitor, room)
    if (outcome !== 'lost') return outcome
  }
  throw new Busy('the account moved under every try')
}

const opensChange = (kind: SessionKind): boolean => kind === 'full' || kind === 'must-change'

/** `or-two-proofs`: it is asked, and two fresh proofs that this person could bring would spare it. */
export type AskForOld = 'asked' | 'or-two-proofs' | 'spared'

/** Spared after two fresh proofs of different classes, as a reset asks for, where the policy takes them for the old password. */
export function askForOld(
  { session, account, loaded: { policy, now } }: SignedInPerson,
  { catalogue }: Pick<OrganisationRoom, 'catalogue'>,
): AskForOld {
  if (session.kind !== 'full' || policy.askOldPassword !== 'unless-proven-twice') return 'asked'
  const facts = { now, policy, account, catalogue }
  if (isProvenTwice(session.state, facts)) return 'spared'
  return passableGates(methodsToProve(facts), catalogue) === 2 ? 'or-two-proofs' : 'asked'
}

async function tryChange(
  person: SignedInPerson,
  old: NewPassword | null,
  password: NewPassword,
  visitor: Visitor,
  room: OrganisationRoom,
): Promise<Changed | 'lost'> {
  const { account, loaded } = person
  const { now, policy } = loaded
  const counters = loaded.counters?.value ?? emptyCounters
  const allowance = allowanceOf(loaded.knownBrowser)
  const directory = room.directories.get(account.entry.directory)
  const administrator = isAdministrator(account.entry.role)
  const writeback = policy.directories[account.entry.directory]?.writeback === true
  const entitled = isEntitled(policy.edition, 'change', { source: account.entry.source, administrator, writeback })
  if (directory === undefined || !entitled) return { kind: 'refused', remark: 'password-refused' }
  if (old !== null && isLocked(counters.signIns[allowance], now)) return { kind: 'wrong' }

  const refused = await judgeNewPassword(password, loaded, room)
  if (refused !== null) return { kind: 'refused', remark: refused }
  const outcome =
    old === null
      ? await directory.set(account, password, policy.passwords)
      : await directory.change(account, old, password, policy.passwords)
  switch (outcome.kind) {
    case 'busy':
      throw new Busy('no room to hash a password')
    case 'wrong':
      if (old === null || directory.capabilities.keepsSignInThrottle) return { kind: 'wrong' }
      return (await countWrongPassword(person, old, visitor, room)) === 'lost' ? 'lost' : { kind: 'wrong' }
    case 'rejected':
      return recordRefusal(person, outcome.because, visitor, room)
    case 'unavailable':
      return { kind: 'refused', remark: 'directory-unavailable' }
    case 'indeterminate':
      return { kind: 'indeterminate' }
    case 'set':
    case 'staged':
      return recordChange(person, outcome.kind === 'staged' ? outcome : null, counters, visitor, room)
  }
}

/**
 * Only who knows the old password is told that the new one will not do. So it is told in turn: of many guesses at once each
 * has to win its step, as a wrong one has, or those that lost to a lockout would be answered all the same.
 */
async function recordRefusal(
  person: SignedInPerson,
  because: Remark,
  visitor: Visitor,
  room: OrganisationRoom,
): Promise<Changed | 'lost'> {
  const write = sessionWrite(person, emptyDraft(), [{ kind: 'password-refused', because }], visitor, room, {})
  return (await room.sessions.commit(write)) === 'lost' ? 'lost' : { kind: 'refused', remark: because }
}

async function recordChange(
  person: SignedInPerson,
  staged: ReturnType<typeof emptyDraft>['staged'],
  counters: Counters,
  visitor: Visitor,
  room: OrganisationRoom,
): Promise<Changed | 'lost'> {
  const { account, loaded, session } = person
  const draft = emptyDraft()
  const reference = room.secrets.reference()
  draft.staged = staged
  draft.endsSessionsOf = account.id
  const facts = [{ kind: 'password-changed', forced: session.kind === 'must-change' }] as const
  const { device, address } = visitor
  addNotices(
    draft,
    facts,
    account,
    loaded.policy,
    { now: loaded.now, reference, about: account.id, device, address },
    room,
  )
  const state = { ...session.state, errand: null, proofs: addProof(session.state.proofs, passwordProof(loaded.now)) }
  const { policy, now } = loaded
  const kind =
    session.kind === 'full'
      ? 'full'
      : kindAfter('new-password', state, { now, policy, account, catalogue: room.catalogue })
  const next = { account: account.id, kind, state, returnTo: session.returnTo }
  const { cookie, starts } = beginSession(next, visitor, room)
  const after = closeEveryJourney(clearLockouts(counters))
  const write = sessionWrite(person, draft, facts, visitor, room, { starts }, after, reference)
  if ((await room.sessions.commit(write)) === 'lost') return 'lost'
  room.nudgeDelivery()
  return { kind: 'changed', session: cookie, next: kind }
}
