// Everything that can happen to a journey. Requests, adapters and sweepers speak to it in these words only.
import type { Measurement } from '../methods/method.ts'
import type { ChallengeId, MethodKind } from '../people/identifiers.ts'
import type { IssuedChallenge, Purpose, Remark } from './journey.ts'

export type JourneyEvent =
  /** The directory was asked for the name. The facts hold the account, or none. */
  | { readonly type: 'resolved'; readonly directory: 'reachable' | 'unreachable' | 'misconfigured' }
  | { readonly type: 'reason-chosen'; readonly purpose: Purpose }
  | { readonly type: 'method-chosen'; readonly kind: MethodKind; readonly challenge: ChallengeId }
  | { readonly type: 'resend-asked'; readonly challenge: ChallengeId }
  | {
      readonly type: 'challenge-issued'
      readonly challenge: ChallengeId
      readonly issued: IssuedChallenge
      readonly sent: boolean
    }
  /** Somebody answers: a try is reserved before anything is compared. */
  | { readonly type: 'attempt'; readonly challenge: ChallengeId }
  | { readonly type: 'evidence'; readonly challenge: ChallengeId; readonly measured: Measurement }
  | { readonly type: 'another-way' }
  | { readonly type: 'password-judged'; readonly refused: Remark | null }
  | { readonly type: 'password-written'; readonly outcome: WriteOutcome }
  /** The directory did not answer before; the person asks again. */
  | { readonly type: 'unlock-asked' }
  | { readonly type: 'unlock-written'; readonly outcome: 'unlocked' | 'unavailable' | 'indeterminate' }
  /** A lost answer was looked for again: the change time says which. */
  | { readonly type: 'looked-again'; readonly found: 'changed' | 'unchanged' }
  | { readonly type: 'more-time' }
  | { readonly type: 'help-asked' }
  | { readonly type: 'start-over' }

/** What became of a password write, in the directory's stead. */
export type WriteOutcome =
  | { readonly kind: 'set' }
  | { readonly kind: 'rejected'; readonly because: Remark }
  /** It was certainly not written. */
  | { readonly kind: 'unavailable' }
  /** It may have been written. */
  | { readonly kind: 'indeterminate' }
