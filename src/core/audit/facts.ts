// The closed list of what the audit log records. A fact names kinds and reasons, never a secret, a code or a whole address.
import type { AccountId, MethodKind } from '../people/identifiers.ts'
import type { IneligibleReason } from '../policy/eligibility.ts'

type Gate = 1 | 2
type Purpose = 'reset' | 'unlock'

/** Why an account could not go on, with the code its administrators know the reason by. */
export interface Refusal {
  readonly reason: IneligibleReason
  readonly code: string | null
}

/** Nothing but these can be done to another's account. */
export type HelpingAct =
  | 'clear-waits'
  | 'lift-freeze'
  | 'require-registration'
  | 'end-sessions'
  | 'invite'
  | 'remove-method'
  | 'one-time-password'

/** The account that acted, by its id; `host`: somebody at the command line. */
export type ActingAdministrator = AccountId | 'host'

/** Where somebody else's account is changed: by whom and why. Left out where the host did it, or the set-up's own end. */
interface ByAdministrator {
  readonly by?: ActingAdministrator
  readonly why?: string
}

export type AuditFact =
  | { readonly kind: 'journey-started' }
  /** One fact whoever the name is, so that a stranger's step writes as many rows as anyone's. */
  | { readonly kind: 'journey-resolved'; readonly subject: 'account' | 'nobody'; readonly refusal: Refusal | null }
  | { readonly kind: 'reason-chosen'; readonly purpose: Purpose; readonly refusal: Refusal | null }
  | {
      readonly kind: 'not-eligible'
      readonly reason: IneligibleReason
      readonly code: string | null
      readonly purpose: Purpose
    }
  | { readonly kind: 'challenge-issued'; readonly method: MethodKind; readonly gate: Gate; readonly sent: boolean }
  | { readonly kind: 'proof-passed'; readonly method: MethodKind; readonly gate: Gate }
  | { readonly kind: 'proof-failed'; readonly method: MethodKind; readonly gate: Gate; readonly compared: boolean }
  | { readonly kind: 'journey-blocked' }
  | { readonly kind: 'journey-expired' }
  | { readonly kind: 'journey-cancelled' }
  | { readonly kind: 'help-asked' }
  | { readonly kind: 'password-write-intended' }
  | { readonly kind: 'password-refused'; readonly because: string }
  | { readonly kind: 'password-write-unavailable' }
  | { readonly kind: 'password-write-indeterminate' }
  | { readonly kind: 'password-write-settled'; readonly found: 'changed' | 'unchanged' }
  | { readonly kind: 'password-reset'; readonly methods: readonly MethodKind[] }
  | { readonly kind: 'account-unlocked'; readonly methods: readonly MethodKind[] }
  | { readonly kind: 'unlock-unavailable' }
  | { readonly kind: 'password-changed'; readonly forced: boolean }
  | { readonly kind: 'signed-in' }
  | {
      readonly kind: 'sign-in-failed'
      readonly because: 'password' | 'disabled' | 'locked' | 'locked-by-administrator' | 'frozen' | 'unknown-name'
    }
  | { readonly kind: 'account-locked-out'; readonly seconds: number }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'sessions-ended' }
  | { readonly kind: 'account-frozen' }
  /** A fresh proof in a session: a step-up, or the second proof of a sign-in. */
  | { readonly kind: 'session-proof-passed'; readonly method: MethodKind }
  | { readonly kind: 'session-proof-failed'; readonly method: MethodKind; readonly compared: boolean }
  /** Sent to something that is being registered, or to prove what is registered. */
  | { readonly kind: 'session-challenge-issued'; readonly method: MethodKind; readonly sent: boolean }
  | {
      readonly kind: 'method-added'
      readonly method: MethodKind
      /** Seconds before it may be used. */
      readonly held: number
      /** Nothing but the password stood behind it: the account had no method before. */
      readonly byPasswordAlone: boolean
    }
  /** It was imported, and its owner has now shown that it works. */
  | { readonly kind: 'method-confirmed'; readonly method: MethodKind; readonly held: number }
  | { readonly kind: 'method-replaced'; readonly method: MethodKind; readonly held: number }
  | { readonly kind: 'method-removed'; readonly method: MethodKind; readonly belowGates: boolean }
  | { readonly kind: 'method-renamed'; readonly method: MethodKind }
  | { readonly kind: 'default-method-chosen'; readonly method: MethodKind }
  | { readonly kind: 'methods-confirmed' }
  | { readonly kind: 'registration-skipped'; readonly skips: number }
  /** Nobody holds so many accounts: administrators are told. */
  | { readonly kind: 'method-shared'; readonly method: MethodKind; readonly accounts: number }
  | { readonly kind: 'enrolment-code-made' }
  | { readonly kind: 'enrolment-code-used' }
  | { readonly kind: 'enrolment-code-refused' }
  /** The undo link of a change: what was added is gone, what was removed is back, and the account is frozen. */
  | { readonly kind: 'method-changes-undone' }
  /** `breakGlass`: there were global administrators already. */
  | ({
      readonly kind: 'set-up-link-made'
      readonly role: string | null
      readonly breakGlass: boolean
    } & ByAdministrator)
  | { readonly kind: 'set-up-started' }
  /** By the link, and not by whoever knew the old one. */
  | { readonly kind: 'set-up-password-set' }
  | { readonly kind: 'set-up-completed'; readonly role: string | null; readonly methods: readonly MethodKind[] }
  | ({ readonly kind: 'role-changed'; readonly from: string | null; readonly to: string | null } & ByAdministrator)
  | { readonly kind: 'freeze-lifted' }
  | { readonly kind: 'session-ended' }
  | { readonly kind: 'accounts-imported'; readonly created: number; readonly updated: number; readonly added: number }
  | { readonly kind: 'invited' }
  | { readonly kind: 'attack-mode-entered' }
  | { readonly kind: 'edition-set'; readonly edition: string }
  /** About whoever saved it. `changes` are paths: the values are in the policy's history. */
  | {
      readonly kind: 'policy-saved'
      readonly version: number
      readonly changes: readonly string[]
      readonly note: string | null
    }
  /** What an administrator did for somebody. What became of the account is a fact of its own beside it. */
  | {
      readonly kind: 'account-helped'
      readonly act: HelpingAct
      readonly by: ActingAdministrator
      readonly why: string
    }
  | { readonly kind: 'caller-check-sent'; readonly method: MethodKind; readonly by: ActingAdministrator }
  | {
      readonly kind: 'caller-check-answered'
      readonly method: MethodKind
      readonly right: boolean
      readonly by: ActingAdministrator
    }
  | { readonly kind: 'account-erased'; readonly by: ActingAdministrator }
  | { readonly kind: 'api-token-made'; readonly permissions: readonly string[]; readonly days: number }
  | { readonly kind: 'api-token-ended' }
  /** From then on it is shown to whoever knows its name. */
  | { readonly kind: 'picture-kept'; readonly picture: string }
  /** `what`: the facts themselves (`events`), or a report by its name. */
  | { readonly kind: 'audit-exported'; readonly format: 'csv' | 'jsonl'; readonly what: string }

export type AuditKind = AuditFact['kind']

const everyKind: Readonly<Record<AuditKind, true>> = {
  'journey-started': true,
  'journey-resolved': true,
  'reason-chosen': true,
  'not-eligible': true,
  'challenge-issued': true,
  'proof-passed': true,
  'proof-failed': true,
  'journey-blocked': true,
  'journey-expired': true,
  'journey-cancelled': true,
  'help-asked': true,
  'password-write-intended': true,
  'password-refused': true,
  'password-write-unavailable': true,
  'password-write-indeterminate': true,
  'password-write-settled': true,
  'password-reset': true,
  'account-unlocked': true,
  'unlock-unavailable': true,
  'password-changed': true,
  'signed-in': true,
  'sign-in-failed': true,
  'account-locked-out': true,
  'signed-out': true,
  'sessions-ended': true,
  'account-frozen': true,
  'session-proof-passed': true,
  'session-proof-failed': true,
  'session-challenge-issued': true,
  'method-added': true,
  'method-confirmed': true,
  'method-replaced': true,
  'method-removed': true,
  'method-renamed': true,
  'default-method-chosen': true,
  'methods-confirmed': true,
  'registration-skipped': true,
  'method-shared': true,
  'enrolment-code-made': true,
  'enrolment-code-used': true,
  'enrolment-code-refused': true,
  'method-changes-undone': true,
  'set-up-link-made': true,
  'set-up-started': true,
  'set-up-password-set': true,
  'set-up-completed': true,
  'role-changed': true,
  'freeze-lifted': true,
  'session-ended': true,
  'accounts-imported': true,
  invited: true,
  'attack-mode-entered': true,
  'edition-set': true,
  'policy-saved': true,
  'account-helped': true,
  'caller-check-sent': true,
  'caller-check-answered': true,
  'account-erased': true,
  'api-token-made': true,
  'api-token-ended': true,
  'picture-kept': true,
  'audit-exported': true,
}

/** For whoever filters by one. */
export const auditKinds = Object.keys(everyKind) as readonly AuditKind[]
