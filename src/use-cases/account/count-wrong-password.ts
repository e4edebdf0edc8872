// A password that a signed-in person typed wrong counts like a failed sign-in, wherever it was asked for.
import type { NewPassword } from '../../core/people/new-password.ts'
import { allowanceOf } from '../../core/throttle/allowance.ts'
import { emptyCounters } from '../../core/throttle/counters.ts'
import { afterWrongPassword } from '../../core/throttle/smart-lockout.ts'
import { emptyDraft } from '../journey/step-draft.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import type { Visitor } from '../request.ts'
import type { SignedInPerson } from './session.ts'
import { sessionWrite } from './session-write.ts'

/** For directories that keep no throttle of their own. */
export function countWrongPassword(
  person: SignedInPerson,
  typed: NewPassword,
  visitor: Visitor,
  room: OrganisationRoom,
): Promise<'moved' | 'lost'> {
  const { account, loaded } = person
  const counters = loaded.counters?.value ?? emptyCounters
  const allowance = allowanceOf(loaded.knownBrowser)
  const tag = room.secrets.tag(room.organisation.id, account.id, typed)
  const signIns = { ...counters.signIns, [allowance]: afterWrongPassword(counters.signIns[allowance], tag, loaded.now) }
  const draft = emptyDraft()
  draft.failures = 1
  const facts = [{ kind: 'sign-in-failed', because: 'password' }] as const
  return room.sessions.commit(sessionWrite(person, draft, facts, visitor, room, {}, { ...counters, signIns }))
}
