// The journey as data: who walks, how far, and what stands between this person and a new password.
//
// named → resolved(account | nobody) → gate 1: choosing → challenged → proven → (gate 2, another class)
//   → new password → writing → done, or → unlocking → done
// exits: blocked, not-eligible, contacted-admin, cancelled, expired; a write whose answer was lost is indeterminate
//
// `nobody` walks the same stages as an account and can't leave gate 1: no challenge of his can be answered.
import type {
  AccountId,
  ChallengeId,
  JourneyId,
  LookupHash,
  MethodId,
  MethodKind,
  Reference,
} from '../people/identifiers.ts'
import type { IneligibleReason } from '../policy/eligibility.ts'
import type { Proof } from '../policy/gates.ts'
import type { JourneyTimes } from '../policy/policy.ts'
import { earliest, type Instant, later, latest } from '../time.ts'

export type Purpose = 'reset' | 'unlock'
export type Gate = 1 | 2

export type Subject =
  | { readonly kind: 'unresolved' }
  /** No such account, or one that may not go on: `account` is then known, to us and to its mailbox alone. */
  | { readonly kind: 'nobody'; readonly account: AccountId | null }
  | { readonly kind: 'account'; readonly account: AccountId }

/** What can be answered, once. `method` is null for `nobody`, whose answers are never right. */
export interface IssuedChallenge {
  readonly method: MethodId | null
  readonly address: LookupHash | null
  /** What a right answer hashes to; null where the answer is computed (authenticator app) or comes from outside. */
  readonly answer: LookupHash | null
  readonly triesLeft: number
}

export interface Challenge {
  readonly id: ChallengeId
  readonly kind: MethodKind
  /** Chosen at; its lifetime runs from here, so that it doesn't tell when (or whether) anything was issued. */
  readonly since: Instant
  readonly expiresAt: Instant
  /** Null until it is issued, which for a name not resolved yet happens after the response. */
  readonly issued: IssuedChallenge | null
}

export type Stage =
  | { readonly at: 'reason' }
  | { readonly at: 'choosing'; readonly gate: Gate }
  | { readonly at: 'challenged'; readonly gate: Gate; readonly challenge: Challenge }
  | { readonly at: 'new-password'; readonly rejections: number }
  /** The intent is on record; the directory is being asked. */
  | { readonly at: 'writing'; readonly since: Instant; readonly rejections: number }
  /** `asked`: the directory is being asked now; else it did not answer and the person may ask again. */
  | { readonly at: 'unlocking'; readonly since: Instant; readonly asked: boolean }
  /** The directory was asked and its answer was lost. */
  | { readonly at: 'indeterminate'; readonly since: Instant }
  | Ended

export type Ended =
  | { readonly at: 'done'; readonly outcome: Purpose }
  | { readonly at: 'blocked'; readonly until: Instant }
  | { readonly at: 'not-eligible'; readonly reason: IneligibleReason }
  | { readonly at: 'contacted-admin' }
  | { readonly at: 'cancelled' }
  | { readonly at: 'expired' }

/** Said on the next page, beside the form it is about. */
export type Remark =
  | 'code-wrong'
  | 'code-expired'
  | 'code-spent'
  | 'send-later'
  | 'sends-spent'
  | 'password-guessable'
  | 'password-personal'
  | 'password-too-short'
  | 'password-too-long'
  | 'password-used-before'
  | 'password-changed-lately'
  | 'password-refused'
  | 'passwords-differ'
  | 'directory-unavailable'

export interface Journey {
  readonly id: JourneyId
  readonly reference: Reference
  readonly purpose: Purpose
  readonly subject: Subject
  readonly stage: Stage
  readonly proofs: readonly Proof[]
  /** Wrong answers in this journey since its last proof; only these make waits that are shown. */
  readonly failures: number
  readonly waitUntil: Instant | null
  /** Messages this journey asked for, and when it last did. Counted alike for names that don't exist. */
  readonly sends: number
  /** Challenges asked for so far. Bounded, since each leaves a fact in the audit log. */
  readonly challenges: number
  readonly sentAt: Instant | null
  readonly remark: Remark | null
  readonly startedAt: Instant
  readonly touchedAt: Instant
}

/** The last moment at which the next step is taken. A wait that is shown doesn't count as idleness: the page outlasts it. */
export const deadline = (journey: Journey, times: JourneyTimes): Instant =>
  earliest(
    later(latest(journey.touchedAt, journey.waitUntil ?? journey.touchedAt), times.idle),
    absoluteEnd(journey, times),
  )

export const absoluteEnd = (journey: Pick<Journey, 'startedAt'>, times: JourneyTimes): Instant =>
  later(journey.startedAt, times.absolute)

export function hasEnded(stage: Stage): stage is Ended {
  switch (stage.at) {
    case 'done':
    case 'blocked':
    case 'not-eligible':
    case 'contacted-admin':
    case 'cancelled':
    case 'expired':
      return true
    case 'reason':
    case 'choosing':
    case 'challenged':
    case 'new-password':
    case 'writing':
    case 'unlocking':
    case 'indeterminate':
      return false
  }
}
