// What a decision is made from, and what it consists of: the next journey, and effects described as data.
import type { AuditFact } from '../audit/facts.ts'
import type { MethodCatalogue } from '../methods/method.ts'
import type { AccountFacts, RegisteredMethod } from '../people/account.ts'
import type { ChallengeId, MethodId, MethodKind } from '../people/identifiers.ts'
import type { IneligibleReason } from '../policy/eligibility.ts'
import type { Policy } from '../policy/policy.ts'
import type { Allowance } from '../throttle/allowance.ts'
import type { Counters } from '../throttle/counters.ts'
import type { Instant } from '../time.ts'
import type { IssuedChallenge, Journey } from './journey.ts'

export interface JourneyFacts {
  /** The database's time. No other is ever seen. */
  readonly now: Instant
  readonly policy: Policy
  readonly catalogue: MethodCatalogue
  /** The subject's account as it is now; null for an unknown name. */
  readonly account: AccountFacts | null
  /** The subject's history: the account's, or that of the unknown name's bucket. */
  readonly counters: Counters
  readonly allowance: Allowance
  readonly underAttack: boolean
}

export type Effect =
  /** After the response: ask the directory for the name. */
  | { readonly kind: 'resolve' }
  /** Make the secret, send it where `to` says (nowhere for null, with the same work), and report `challenge-issued`. */
  | {
      readonly kind: 'issue-challenge'
      readonly challenge: ChallengeId
      readonly method: MethodKind
      readonly to: RegisteredMethod | null
      readonly send: boolean
    }
  /** Compare what was brought, and report `evidence`. `against` null: the same work, nothing to match. */
  | {
      readonly kind: 'judge'
      readonly challenge: ChallengeId
      readonly method: MethodKind
      readonly issued: IssuedChallenge
      readonly against: RegisteredMethod | null
    }
  | { readonly kind: 'write-password'; readonly account: AccountFacts }
  | { readonly kind: 'unlock'; readonly account: AccountFacts }
  /** The authenticator app's step is spent. */
  | { readonly kind: 'spend-step'; readonly method: MethodId; readonly step: number }
  /** Give the browser a new identifier; the old one is dead. */
  | { readonly kind: 'renew-cookie' }
  | { readonly kind: 'end-sessions'; readonly account: AccountFacts }
  | { readonly kind: 'remember-browser'; readonly account: AccountFacts }
  /** What the page must not say goes to the account's own addresses, within the caps. */
  | { readonly kind: 'tell-why-not'; readonly account: AccountFacts; readonly reason: IneligibleReason }
  /** One more failed comparison for the request's network and the organisation's alarm. */
  | { readonly kind: 'tally-failure' }

/** `stay`: the event doesn't fit (late, foreign, refused without counting); nothing is written and the current page is shown. */
export type Decision =
  | { readonly kind: 'stay' }
  | {
      readonly kind: 'step'
      readonly journey: Journey
      readonly counters: Counters
      readonly effects: readonly Effect[]
      readonly facts: readonly AuditFact[]
    }

export const stay: Decision = { kind: 'stay' }

export type Step = Extract<Decision, { kind: 'step' }>

/** A step to `next`; what isn't named stays as it is and the idle limit starts anew. */
export function step(
  journey: Journey,
  facts: JourneyFacts,
  next: Partial<Omit<Journey, 'id' | 'reference' | 'startedAt' | 'touchedAt'>>,
  rest: Partial<Pick<Step, 'counters' | 'effects' | 'facts'>> = {},
): Step {
  return {
    kind: 'step',
    journey: { ...journey, remark: null, ...next, touchedAt: facts.now },
    counters: rest.counters ?? facts.counters,
    effects: rest.effects ?? [],
    facts: rest.facts ?? [],
  }
}
