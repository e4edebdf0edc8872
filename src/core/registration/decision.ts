// Everything that can happen to what a session is setting up, what it is decided from, and what a decision consists of.
import type { AuditFact } from '../audit/facts.ts'
import type { IssuedChallenge } from '../journey/journey.ts'
import type { Measurement } from '../methods/method.ts'
import type { RegisteredMethod } from '../people/account.ts'
import type { ChallengeId, MethodId, MethodKind, SealedText } from '../people/identifiers.ts'
import type { Role } from '../people/roles.ts'
import type { Allowance } from '../throttle/allowance.ts'
import type { Counters } from '../throttle/counters.ts'
import type { Instant } from '../time.ts'
import type { PendingMethod, SessionKind, SessionState } from './session.ts'
import type { StandingFacts } from './standing.ts'

export interface RegistrationFacts extends StandingFacts {
  readonly kind: SessionKind
  readonly counters: Counters
  readonly allowance: Allowance
  /** How many other accounts have registered what is being added: an address on many is told to administrators. */
  readonly sharedWith: number
}

export type RegistrationEvent =
  /** Step-up, or the second proof of a sign-in, by this method. */
  | { readonly type: 'prove-chosen'; readonly method: MethodId; readonly challenge: ChallengeId }
  /** The password was typed again and is right. Wrong ones are counted by the sign-in throttle. */
  | { readonly type: 'password-proven' }
  | { readonly type: 'enrolment-code-typed'; readonly right: boolean }
  | {
      readonly type: 'method-offered'
      readonly pending: PendingMethod
      readonly replaces: MethodId | null
      readonly challenge: ChallengeId
    }
  /** One step for what was imported. */
  | { readonly type: 'confirmation-chosen'; readonly method: MethodId; readonly challenge: ChallengeId }
  | {
      readonly type: 'challenge-issued'
      readonly challenge: ChallengeId
      readonly issued: IssuedChallenge
      readonly sent: boolean
    }
  | { readonly type: 'resend-asked'; readonly challenge: ChallengeId }
  | { readonly type: 'attempt'; readonly challenge: ChallengeId }
  | { readonly type: 'evidence'; readonly challenge: ChallengeId; readonly measured: Measurement }
  | { readonly type: 'errand-left' }
  /** `anyway`: the person was told that too few would be left. */
  | { readonly type: 'removal-asked'; readonly method: MethodId; readonly anyway: boolean }
  | { readonly type: 'renamed'; readonly method: MethodId; readonly name: SealedText | null }
  | { readonly type: 'default-chosen'; readonly method: MethodId }
  | { readonly type: 'all-confirmed' }
  /** "Something has changed", said where it was asked. */
  | { readonly type: 'change-asked' }
  | { readonly type: 'skipped' }
  /** In a set-up: the first password is chosen and written with this step. */
  | { readonly type: 'set-up-password-set' }

export type MethodChange =
  | { readonly kind: 'add'; readonly method: RegisteredMethod }
  /** Proven where it stands: it was imported. */
  | { readonly kind: 'prove'; readonly method: MethodId; readonly heldFor: number }
  /** Kept aside for as long as the undo link lives. */
  | { readonly kind: 'remove'; readonly method: MethodId }
  | { readonly kind: 'rename'; readonly method: MethodId; readonly name: SealedText | null }

/** What a step changes of the account beside its methods. */
export interface AccountChange {
  readonly confirmed?: true
  readonly skips?: number
  readonly defaultMethod?: MethodId | null
  readonly role?: Role
  /** Only ever from the host, where whoever does it could change the row as well. */
  readonly liftsFreeze?: true
  /** An administrator asks for everything again. */
  readonly asked?: true
  /** An invitation was sent. */
  readonly invited?: true
}

export type RegistrationEffect =
  /** Make the secret, send it where `to` says, and report `challenge-issued`. */
  | {
      readonly kind: 'issue-challenge'
      readonly challenge: ChallengeId
      readonly method: MethodKind
      readonly to: Pick<RegisteredMethod, 'id' | 'sealed' | 'address'>
      readonly send: boolean
    }
  /** Compare what was typed, and report `evidence`. `against` null: the same work, nothing to match. */
  | {
      readonly kind: 'judge'
      readonly challenge: ChallengeId
      readonly method: MethodKind
      readonly issued: IssuedChallenge
      readonly against: SealedText | null
    }
  | { readonly kind: 'spend-step'; readonly method: MethodId; readonly step: number }
  /** The session goes on under a new identifier; the old one is dead. */
  | { readonly kind: 'renew-session' }
  /** All but this one, which goes on under a new identifier: none that began with fewer rights gets more by waiting. */
  | { readonly kind: 'end-other-sessions' }
  | { readonly kind: 'tally-failure' }

/** Why nothing was done. What is asked for first is a page of its own. */
export type RegistrationRefusal =
  | 'prove-first'
  | 'password-first'
  | 'confirm-known-first'
  | 'enrolment-code-first'
  | 'enrolment-closed'
  | 'kind-not-allowed'
  | 'too-many-methods'
  | 'already-registered'
  | 'too-many-messages'
  /** Fewer ways than the gates need would be left; asked again with `anyway` it is done. */
  | 'below-gates'
  /** An administrator can't sign in without two. */
  | 'administrators-need-two'
  | 'no-skip-left'

export type RegistrationDecision =
  /** It doesn't fit (late, foreign); nothing is written and the current page is shown. */
  { readonly kind: 'stay' } | { readonly kind: 'refuse'; readonly why: RegistrationRefusal } | RegistrationStep

export interface RegistrationStep {
  readonly kind: 'step'
  readonly session: { readonly kind: SessionKind; readonly state: SessionState }
  readonly changes: readonly MethodChange[]
  readonly account: AccountChange
  readonly counters: Counters
  readonly effects: readonly RegistrationEffect[]
  readonly facts: readonly AuditFact[]
}

export const stayPut: RegistrationDecision = { kind: 'stay' }
export const refuse = (why: RegistrationRefusal): RegistrationDecision => ({ kind: 'refuse', why })

/** A step to `next`; what isn't named stays as it is, and what was said before is not said again. */
export function stepTo(
  state: SessionState,
  facts: RegistrationFacts,
  next: Partial<SessionState>,
  rest: Partial<Omit<RegistrationStep, 'kind' | 'session'>> & { readonly sessionKind?: SessionKind } = {},
): RegistrationStep {
  return {
    kind: 'step',
    session: { kind: rest.sessionKind ?? facts.kind, state: { ...state, remark: null, ...next } },
    changes: rest.changes ?? [],
    account: rest.account ?? {},
    counters: rest.counters ?? facts.counters,
    effects: rest.effects ?? [],
    facts: rest.facts ?? [],
  }
}

/** The account with what a step did to its methods: how it will be found by the next one. */
export function withChanges(
  methods: readonly RegisteredMethod[],
  changes: readonly MethodChange[],
  now: Instant,
): readonly RegisteredMethod[] {
  return changes.reduce((before, change) => applyChange(before, change, now), methods)
}

function applyChange(
  methods: readonly RegisteredMethod[],
  change: MethodChange,
  now: Instant,
): readonly RegisteredMethod[] {
  switch (change.kind) {
    case 'add':
      return [...methods, change.method]
    case 'remove':
      return methods.filter(({ id }) => id !== change.method)
    case 'rename':
      return methods.map((each) => (each.id === change.method ? { ...each, name: change.name } : each))
    case 'prove': {
      const heldUntil = change.heldFor === 0 ? null : ((now + change.heldFor) as Instant)
      return methods.map((each) => (each.id === change.method ? { ...each, provenAt: now, heldUntil } : each))
    }
  }
}
