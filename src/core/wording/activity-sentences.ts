// Facts of the audit log as a person reads them on their own page. What isn't about them has no sentence.
import type { AuditKind } from '../audit/facts.ts'

/** One for each of `personalFacts`; `notMe` where a stranger could have done it, so that it can be disowned. */
export const activitySentences: Readonly<Partial<Record<AuditKind, { readonly id: string; readonly notMe: boolean }>>> =
  {
    'signed-in': { id: 'activity.signed-in', notMe: false },
    'password-reset': { id: 'activity.password-reset', notMe: true },
    'password-changed': { id: 'activity.password-changed', notMe: true },
    'account-unlocked': { id: 'activity.account-unlocked', notMe: true },
    'account-locked-out': { id: 'activity.account-locked-out', notMe: false },
    'account-frozen': { id: 'activity.account-frozen', notMe: false },
    'sessions-ended': { id: 'activity.sessions-ended', notMe: false },
    'session-ended': { id: 'activity.session-ended', notMe: false },
    'method-added': { id: 'activity.method-added', notMe: true },
    'method-confirmed': { id: 'activity.method-confirmed', notMe: true },
    'method-replaced': { id: 'activity.method-replaced', notMe: true },
    'method-removed': { id: 'activity.method-removed', notMe: true },
    'methods-confirmed': { id: 'activity.methods-confirmed', notMe: false },
    'set-up-password-set': { id: 'activity.set-up-password-set', notMe: true },
    'set-up-completed': { id: 'activity.set-up-completed', notMe: true },
  }
