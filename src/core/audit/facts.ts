// The closed list of what the audit log records. A fact names kinds and reasons, never a secret, a code or a whole address.
import type { MethodKind } from '../people/identifiers.ts'
import type { IneligibleReason } from '../policy/eligibility.ts'

type Gate = 1 | 2
type Purpose = 'reset' | 'unlock'

/** Why an account could not go on, with the code its administrators know the reason by. */
export interface Refusal {
  readonly reason: IneligibleReason
  readonly code: string | null
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
  | { readonly kind: 'attack-mode-entered' }
  | { readonly kind: 'edition-set'; readonly edition: string }

export type AuditKind = AuditFact['kind']
