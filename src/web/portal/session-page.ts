// What the pages of a session's errand have in common: what its last step said, and what has to be waited for.
import type { SessionState } from '../../core/registration/session.ts'
import type { Instant } from '../../core/time.ts'
import { sessionRemarks } from '../../core/wording/session-sentences.ts'
import type { Sentence } from '../../core/wording/wording.ts'
import type { SignedInPerson } from '../../use-cases/account/session.ts'
import { formatWhen } from '../../use-cases/messages/when.ts'
import type { ErrandView, SecurityInfo } from '../../use-cases/security-info/look.ts'
import type { Problem } from '../components/frame.ts'
import type { Turn } from './route.ts'

/** Said beside the code where it is about the code. What went well is no problem and is said elsewhere. */
export function remarkProblems({ remark }: SessionState): readonly Problem[] {
  if (remark === null || sessionRemarks[remark].good) return []
  return [{ sentence: { id: sessionRemarks[remark].id }, ...(remark.startsWith('code') ? { field: 'code' } : {}) }]
}

/** What went well in the last step, with the time from which it counts. */
export function saidOnce(
  { session, loaded }: SignedInPerson,
  { methods }: Pick<SecurityInfo, 'methods'>,
  locale: string,
  { room }: Pick<Turn, 'room'>,
): Sentence | null {
  const { remark } = session.state
  if (remark === null || !sessionRemarks[remark].good) return null
  const held = methods.find(({ heldUntil }) => heldUntil !== null && heldUntil > loaded.now)
  const when = held?.heldUntil == null ? '' : formatWhen(held.heldUntil, locale, room.organisation.timeZone)
  return { id: sessionRemarks[remark].id, values: { when } }
}

export function waitsOf(
  { errand, now, nextSendAt }: ErrandView,
  sends: boolean,
): { readonly resend?: { readonly seconds: number }; readonly nextTry?: number } {
  const seconds = (until: Instant | null): number => Math.max(0, Math.ceil(((until ?? now) - now) / 1000))
  return {
    ...(sends && nextSendAt !== null ? { resend: { seconds: seconds(nextSendAt) } } : {}),
    ...(seconds(errand.waitUntil) > 0 ? { nextTry: seconds(errand.waitUntil) } : {}),
  }
}
