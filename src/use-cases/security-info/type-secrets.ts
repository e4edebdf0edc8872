// Two things that are typed and are no challenge of a method: the password, once more, and an administrator's enrolment code.
import type { NewPassword } from '../../core/people/new-password.ts'
import { canonicalName } from '../../core/people/typed-name.ts'
import { allowanceOf } from '../../core/throttle/allowance.ts'
import { emptyCounters } from '../../core/throttle/counters.ts'
import { isLocked } from '../../core/throttle/smart-lockout.ts'
import { countWrongPassword } from '../account/count-wrong-password.ts'
import { readSession } from '../account/session.ts'
import { Busy, tries } from '../request.ts'
import type { Actor } from './actions.ts'
import { readEnrolmentCode } from './enrolment-code.ts'
import { type RegistrationTaken, takeRegistrationStep } from './step.ts'

/** A right one is a fresh proof; a wrong one is a failed sign-in. `wrong` stands for a lockout too, as at the sign-in. */
export async function typePasswordAgain(
  password: NewPassword,
  actor: Actor,
): Promise<RegistrationTaken | { readonly kind: 'wrong' } | { readonly kind: 'unavailable' }> {
  const { session, visitor, room } = actor
  if (room.secrets.isFull('check')) throw new Busy('no room to check a password')
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const person = await readSession(session, visitor, room)
    if (person === null) return { kind: 'nobody' }
    const { account, loaded } = person
    const directory = room.directories.get(account.entry.directory)
    if (directory === undefined) return { kind: 'unavailable' }
    const locked = isLocked(
      (loaded.counters?.value ?? emptyCounters).signIns[allowanceOf(loaded.knownBrowser)],
      loaded.now,
    )
    if (locked && !directory.capabilities.keepsSignInThrottle) return { kind: 'wrong' }
    const { username } = account.entry
    const name = { text: username, canonical: canonicalName(username, loaded.policy.suffixes) }
    const verdict = await directory.check(name, password)
    if (verdict.kind === 'busy') throw new Busy('no room to check a password')
    if (verdict.kind === 'unreachable' || verdict.kind === 'misconfigured') return { kind: 'unavailable' }
    if (verdict.kind === 'right' && verdict.entry.externalId === account.entry.externalId) {
      return takeRegistrationStep(session, () => ({ type: 'password-proven' }), {}, visitor, room)
    }
    if (directory.capabilities.keepsSignInThrottle) return { kind: 'wrong' }
    if ((await countWrongPassword(person, password, visitor, room)) === 'moved') return { kind: 'wrong' }
  }
  throw new Busy('the account moved under every try')
}

/** Used up by the step that it opens; one of another account is as wrong as none. */
export async function typeEnrolmentCode(typed: string, actor: Actor): Promise<RegistrationTaken> {
  const { session, visitor, room } = actor
  const code = readEnrolmentCode(typed)
  const hash = code === null ? null : room.secrets.tokenHash(code)
  const found =
    hash === null
      ? null
      : await room.sessions.load({
          handle: { by: 'token', purpose: 'enrolment-code', hash },
          browser: null,
          network: null,
          times: room.sessionTimes,
        })
  const owner = found?.token != null ? (found.account?.id ?? null) : null
  const person = await readSession(session, visitor, room)
  if (person === null) return { kind: 'nobody' }
  const right = owner !== null && owner === person.account.id
  return takeRegistrationStep(
    session,
    () => ({ type: 'enrolment-code-typed', right }),
    {},
    visitor,
    room,
    right && hash !== null ? { usesToken: { purpose: 'enrolment-code', hash } } : {},
  )
}
