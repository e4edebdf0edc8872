// The arithmetic of methods: making the secret of a challenge, and measuring what was brought against it.
import type { IssuedChallenge } from '../core/journey/journey.ts'
import type { Measurement } from '../core/methods/method.ts'
import type {
  AccountId,
  ChallengeId,
  LookupHash,
  MethodKind,
  SealedText,
  TenantId,
} from '../core/people/identifiers.ts'
import type { Instant } from '../core/time.ts'

export interface ChallengeSecret {
  /** What is sent to the person; null where nothing is. Goes into the sealed outbox row and nowhere else. */
  readonly code: string | null
  readonly answer: LookupHash | null
}

export interface IssuesChallenges {
  issue(tenant: TenantId, challenge: ChallengeId): ChallengeSecret
}

export interface JudgesEvidence {
  /**
   * Measures what was typed. `secret` null stands for a method that is not there: the same work, and never `matches`.
   * Asked for typed evidence only; evidence from outside brings its own measurement.
   */
  measure(question: {
    readonly tenant: TenantId
    readonly account: AccountId | null
    readonly challenge: ChallengeId
    readonly issued: IssuedChallenge
    readonly secret: SealedText | null
    readonly typed: string
    readonly now: Instant
  }): Measurement
}

/** For methods that are registered by a secret which an app keeps. */
export interface MakesSharedSecrets {
  /** Base32 (RFC 4648), as people type it. */
  newSecret(): string
  /** What a QR code says and a link on the same device opens: `otpauth://totp/…` (Google Authenticator's key URI format). */
  keyUri(secret: string, issuer: string, username: string): string
}

export interface Proofs extends IssuesChallenges, JudgesEvidence {
  readonly kind: MethodKind
  /** Null where the person names an address, or can't register it by themselves. */
  readonly sharedSecrets: MakesSharedSecrets | null
}
