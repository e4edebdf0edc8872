// Which fact makes which notice. One table: a fact that people must hear of can't be recorded without its mail.
import type { AuditFact, AuditKind } from './facts.ts'

export interface Notice {
  /** Every address that the account had before the step, or those of every global administrator. */
  readonly to: 'account' | 'administrators'
  readonly wording:
    | 'notice-reset'
    | 'notice-unlocked'
    | 'notice-changed'
    | 'notice-settled-changed'
    | 'notice-settled-unchanged'
    | 'notice-frozen'
    | 'notice-method-added'
    | 'notice-method-confirmed'
    | 'notice-method-replaced'
    | 'notice-method-removed'
    | 'notice-helped'
    | 'notice-set-up-password'
    | 'notice-set-up'
    | 'notice-break-glass'
    | 'notice-shared'
  /** Carries the link "this was not me", which also undoes what a step did to the account's methods. */
  readonly notMe: boolean
}

export function noticeOf(fact: AuditFact): Notice | null {
  switch (fact.kind) {
    case 'password-reset':
      return { to: 'account', wording: 'notice-reset', notMe: true }
    case 'account-unlocked':
      return { to: 'account', wording: 'notice-unlocked', notMe: true }
    case 'password-changed':
      return { to: 'account', wording: 'notice-changed', notMe: true }
    case 'password-write-settled':
      return fact.found === 'changed'
        ? { to: 'account', wording: 'notice-settled-changed', notMe: true }
        : { to: 'account', wording: 'notice-settled-unchanged', notMe: false }
    case 'account-frozen':
      return { to: 'account', wording: 'notice-frozen', notMe: false }
    case 'method-added':
      return { to: 'account', wording: 'notice-method-added', notMe: true }
    case 'method-confirmed':
      return { to: 'account', wording: 'notice-method-confirmed', notMe: true }
    case 'method-replaced':
      return { to: 'account', wording: 'notice-method-replaced', notMe: true }
    case 'method-removed':
      return { to: 'account', wording: 'notice-method-removed', notMe: true }
    case 'set-up-password-set':
      return { to: 'account', wording: 'notice-set-up-password', notMe: true }
    case 'set-up-completed':
      return { to: 'account', wording: 'notice-set-up', notMe: true }
    case 'account-helped':
      // An invitation is a letter already, and a method that goes is told as one.
      return fact.act === 'invite' || fact.act === 'remove-method'
        ? null
        : { to: 'account', wording: 'notice-helped', notMe: false }
    case 'set-up-link-made':
      return fact.breakGlass ? { to: 'administrators', wording: 'notice-break-glass', notMe: false } : null
    case 'method-shared':
      return { to: 'administrators', wording: 'notice-shared', notMe: false }
    case 'session-proof-passed':
    case 'session-proof-failed':
    case 'session-challenge-issued':
    case 'method-renamed':
    case 'default-method-chosen':
    case 'methods-confirmed':
    case 'registration-skipped':
    case 'enrolment-code-made':
    case 'enrolment-code-used':
    case 'enrolment-code-refused':
    case 'method-changes-undone':
    case 'set-up-started':
    case 'role-changed':
    case 'freeze-lifted':
    case 'session-ended':
    case 'accounts-imported':
    case 'invited':
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
    case 'policy-saved':
    case 'caller-check-sent':
    case 'caller-check-answered':
    case 'account-erased':
    case 'api-token-made':
    case 'api-token-ended':
    case 'audit-exported':
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
  'session-ended',
  'method-added',
  'method-confirmed',
  'method-replaced',
  'method-removed',
  'methods-confirmed',
  'set-up-password-set',
  'set-up-completed',
]
