// Which fact makes which notice. One table: a fact that people must hear of can't be recorded without its mail.
import type { AuditFact, AuditKind } from './facts.ts'

/** `account`: to every address of the account. */
export interface Notice {
  readonly wording:
    | 'notice-reset'
    | 'notice-unlocked'
    | 'notice-changed'
    | 'notice-settled-changed'
    | 'notice-settled-unchanged'
    | 'notice-frozen'
  /** Carries the link "this was not me". */
  readonly notMe: boolean
}

export function noticeOf(fact: AuditFact): Notice | null {
  switch (fact.kind) {
    case 'password-reset':
      return { wording: 'notice-reset', notMe: true }
    case 'account-unlocked':
      return { wording: 'notice-unlocked', notMe: true }
    case 'password-changed':
      return { wording: 'notice-changed', notMe: true }
    case 'password-write-settled':
      return fact.found === 'changed'
        ? { wording: 'notice-settled-changed', notMe: true }
        : { wording: 'notice-settled-unchanged', notMe: false }
    case 'account-frozen':
      return { wording: 'notice-frozen', notMe: false }
    case 'journey-started':
    case 'journey-resolved':
    case 'reason-chosen':
    case 'not-eligible':
    case 'challenge-issued':
    case 'proof-passed':
    case 'proof-failed':
    case 'journey-blocked':
    case 'journey-expired':
    case 'journey-cancelled':
    case 'help-asked':
    case 'password-write-intended':
    case 'password-refused':
    case 'password-write-unavailable':
    case 'password-write-indeterminate':
    case 'unlock-unavailable':
    case 'signed-in':
    case 'sign-in-failed':
    case 'account-locked-out':
    case 'signed-out':
    case 'sessions-ended':
    case 'attack-mode-entered':
    case 'edition-set':
      return null
  }
}

/** Facts that a person is shown among "what happened lately" on their own page. */
export const personalFacts: readonly AuditKind[] = [
  'signed-in',
  'password-reset',
  'password-changed',
  'account-unlocked',
  'account-locked-out',
  'account-frozen',
  'sessions-ended',
]
