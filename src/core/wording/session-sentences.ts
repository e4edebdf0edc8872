// The closed lists of what a session says to its owner: each remark and each reason why nothing was done, by their sentences.
import type { MethodNameProblem } from '../people/method-name.ts'
import type { AddressProblem } from '../registration/address.ts'
import type { RegistrationRefusal } from '../registration/decision.ts'
import type { SessionRemark } from '../registration/session.ts'

/** What went well is said as news, the rest as something to put right. */
export const sessionRemarks: Readonly<Record<SessionRemark, { readonly id: string; readonly good: boolean }>> = {
  'code-wrong': { id: 'remark.code-wrong', good: false },
  'code-expired': { id: 'remark.code-expired', good: false },
  'code-spent': { id: 'remark.code-spent', good: false },
  'send-later': { id: 'remark.send-later', good: false },
  'sends-spent': { id: 'refusal.too-many-messages', good: false },
  'enrolment-code-wrong': { id: 'prove.enrolment-code-wrong', good: false },
  'method-added': { id: 'security-info.added', good: true },
  'method-added-held': { id: 'security-info.added-held', good: true },
  'method-confirmed': { id: 'security-info.confirmed', good: true },
  'method-replaced': { id: 'security-info.replaced', good: true },
  'method-removed': { id: 'security-info.removed', good: true },
  'method-renamed': { id: 'security-info.renamed', good: true },
  'default-chosen': { id: 'security-info.default-chosen', good: true },
  'all-confirmed': { id: 'security-info.all-confirmed', good: true },
}

/** What has to be shown first has a page of its own; its sentence is for where that page can't help. */
export const refusalSentences: Readonly<Record<RegistrationRefusal, string>> = {
  'prove-first': 'refusal.prove-first',
  'password-first': 'refusal.password-first',
  'confirm-known-first': 'refusal.confirm-known-first',
  'enrolment-code-first': 'refusal.enrolment-code-first',
  'enrolment-closed': 'refusal.enrolment-closed',
  'kind-not-allowed': 'refusal.kind-not-allowed',
  'too-many-methods': 'refusal.too-many-methods',
  'already-registered': 'refusal.already-registered',
  'too-many-messages': 'refusal.too-many-messages',
  'below-gates': 'refusal.below-gates',
  'administrators-need-two': 'refusal.administrators-need-two',
  'no-skip-left': 'refusal.no-skip-left',
}

export const addressSentences: Readonly<Record<AddressProblem, string>> = {
  'address-empty': 'problem.address-empty',
  'address-not-plain': 'problem.address-not-plain',
  'address-own-domain': 'problem.address-own-domain',
}

export const methodNameSentences: Readonly<Record<MethodNameProblem, string>> = {
  'method-name-too-long': 'problem.method-name-too-long',
  'method-name-has-control-characters': 'problem.method-name-has-control-characters',
}
