// Which fact makes which notices, as far as the policy has a say. One table: a fact that people must hear of can't be recorded
// without its mail.
import { isAdministrator, type Role } from '../people/roles.ts'
import type { NotificationPolicy } from '../policy/notifications.ts'
import type { AuditFact, AuditKind } from './facts.ts'

/** To every address that the account had before the step. */
export interface AccountNotice {
  readonly to: 'account'
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
  /** Carries the link "this was not me", which also undoes what a step did to the account's methods. */
  readonly notMe: boolean
}

/** To every administrator of a kind but the one whom it is about, and to the policy's mailboxes. */
export interface AdministratorsNotice {
  readonly to: 'global-administrators' | 'all-administrators'
  readonly wording:
    | 'notice-break-glass'
    | 'notice-shared'
    | 'notice-administrator'
    | 'notice-attack'
    | 'notice-policy-saved'
}

export type Notice = AccountNotice | AdministratorsNotice

/** What decides beside the fact: the policy, and the role of the account that it is about. */
export interface NoticeTerms {
  readonly notifications: NotificationPolicy
  readonly role: Role | null
}

export function noticesOf(fact: AuditFact, terms: NoticeTerms): readonly Notice[] {
  const { people, administrators } = terms.notifications
  switch (fact.kind) {
    case 'password-reset':
      return [...own('notice-reset', people.reset), ...colleagues(terms)]
    case 'account-unlocked':
      return [...own('notice-unlocked', people.unlock), ...colleagues(terms)]
    case 'password-changed':
      return [...own('notice-changed', people.change), ...colleagues(terms)]
    case 'password-write-settled':
      return fact.found === 'changed'
        ? [...own('notice-settled-changed'), ...colleagues(terms)]
        : [quietly('notice-settled-unchanged')]
    case 'account-frozen':
      return [quietly('notice-frozen')]
    case 'method-added':
      return own('notice-method-added')
    case 'method-confirmed':
      return own('notice-method-confirmed')
    case 'method-replaced':
      return own('notice-method-replaced')
    case 'method-removed':
      return own('notice-method-removed')
    case 'set-up-password-set':
      return [...own('notice-set-up-password'), ...colleagues(terms)]
    case 'set-up-completed':
      return own('notice-set-up')
    case 'account-helped':
      // An invitation is a letter already, and a method that goes is told as one.
      if (fact.act === 'invite' || fact.act === 'remove-method') return []
      return [quietly('notice-helped'), ...(fact.act === 'one-time-password' ? colleagues(terms) : [])]
    case 'set-up-link-made':
      return fact.breakGlass ? [globally('notice-break-glass')] : []
    case 'method-shared':
      return [globally('notice-shared')]
    case 'attack-mode-entered':
      return [globally('notice-attack')]
    case 'policy-saved':
      return administrators.policySaved ? [globally('notice-policy-saved')] : []
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
    case 'edition-set':
    case 'caller-check-sent':
    case 'caller-check-answered':
    case 'account-erased':
    case 'api-token-made':
    case 'api-token-ended':
    case 'picture-kept':
    case 'audit-exported':
      return []
  }
}

const own = (wording: AccountNotice['wording'], on = true): readonly Notice[] =>
  on ? [{ to: 'account', wording, notMe: true }] : []

/** Nothing in it to disown. */
const quietly = (wording: AccountNotice['wording']): Notice => ({ to: 'account', wording, notMe: false })

const globally = (wording: AdministratorsNotice['wording']): Notice => ({ to: 'global-administrators', wording })

/** Whoever holds an administrator's password holds what that role can do. */
function colleagues({ notifications, role }: NoticeTerms): readonly Notice[] {
  const to = notifications.administrators.passwords
  return isAdministrator(role) && to !== 'nobody' ? [{ to, wording: 'notice-administrator' }] : []
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
