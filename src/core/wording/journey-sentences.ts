// The closed lists of what a journey's decisions say to people: each remark and each reason, by the ids of its sentences.
import type { Remark } from '../journey/journey.ts'
import type { IneligibleReason } from '../policy/eligibility.ts'
import type { Explanation } from './wording.ts'

/** One sentence that says what is wrong and what to do. `remark.password-too-short` takes `{limit}`. */
export const remarkSentences: Readonly<Record<Remark, string>> = {
  'code-wrong': 'remark.code-wrong',
  'code-expired': 'remark.code-expired',
  'code-spent': 'remark.code-spent',
  'send-later': 'remark.send-later',
  'sends-spent': 'remark.sends-spent',
  'password-guessable': 'remark.password-guessable',
  'password-personal': 'remark.password-personal',
  'password-too-short': 'remark.password-too-short',
  'password-too-long': 'remark.password-too-long',
  'password-used-before': 'remark.password-used-before',
  'password-changed-lately': 'remark.password-changed-lately',
  'password-refused': 'remark.password-refused',
  'passwords-differ': 'remark.passwords-differ',
  'directory-unavailable': 'remark.directory-unavailable',
}

/** Said to the person's own mailbox, and on the page once a proof has succeeded; never before. */
export const reasonSentences: Readonly<Record<IneligibleReason, Explanation>> = {
  throttled: { what: 'reason.throttled', next: 'reason.throttled.next' },
  'organisation-off': { what: 'reason.organisation-off', next: 'reason.call-with-reference' },
  edition: { what: 'reason.edition', next: 'reason.call-with-reference' },
  'administrators-off': { what: 'reason.administrators-off', next: 'reason.administrators-off.next' },
  'writeback-off': { what: 'reason.writeback-off', next: 'reason.call-with-reference' },
  'unlock-off': { what: 'reason.unlock-off', next: 'reason.unlock-off.next' },
  'out-of-scope': { what: 'reason.out-of-scope', next: 'reason.call-with-reference' },
  'not-registered': { what: 'reason.not-registered', next: 'reason.not-registered.next' },
  'directory-unreachable': { what: 'reason.directory-unreachable', next: 'reason.directory-unreachable.next' },
  'directory-misconfigured': { what: 'reason.directory-misconfigured', next: 'reason.call-with-reference' },
  disabled: { what: 'reason.disabled', next: 'reason.call-with-reference' },
  'locked-by-administrator': { what: 'reason.locked-by-administrator', next: 'reason.call-with-reference' },
  frozen: { what: 'reason.frozen', next: 'reason.call-with-reference' },
}
