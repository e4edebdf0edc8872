// How a journey ended, told from its facts: the one line an administrator reads before opening it.
import type { MethodKind } from '../people/identifiers.ts'
import { earlier, type Instant, minutes } from '../time.ts'
import type { AuditFact, AuditKind, Refusal } from './facts.ts'

export const journeyOutcomes = [
  'got-back',
  'unlocked',
  'gave-up',
  'blocked',
  'not-eligible',
  'directory-refused',
  'under-way',
] as const
export type JourneyOutcome = (typeof journeyOutcomes)[number]

/** Facts after which a journey has that outcome, if nothing before it in `journeyOutcomes` was so; giving up comes last. */
export const decidingFacts: Readonly<Record<JourneyOutcome, readonly AuditKind[]>> = {
  'got-back': ['password-reset'],
  unlocked: ['account-unlocked'],
  blocked: ['journey-blocked'],
  'not-eligible': ['not-eligible'],
  'directory-refused': ['password-write-unavailable', 'password-write-indeterminate', 'unlock-unavailable'],
  'gave-up': ['journey-cancelled', 'journey-expired', 'help-asked'],
  'under-way': [],
}

/** By one of these a journey of that outcome is found; whether it really has it, its facts say. Null: by where it began. */
export const leadingFacts: Readonly<Record<JourneyOutcome, readonly AuditKind[] | 'refusals' | null>> = {
  ...decidingFacts,
  'got-back': ['password-reset', 'password-write-settled'],
  'not-eligible': 'refusals',
  'gave-up': null,
  'under-way': null,
}

/** A journey with one of these, or with a refusal, was not given up and is not under way. */
export const decidedKinds: readonly AuditKind[] = journeyOutcomes.flatMap((outcome) =>
  outcome === 'gave-up' ? [] : decidingFacts[outcome],
)

/** No journey lives longer (at most 60 minutes by the policy's own bound). */
export const longestJourney = minutes(60)

/** All that its outcome depends on; counted in the database, where there are too many facts to read. */
export interface JourneyMarks {
  readonly kinds: readonly AuditKind[]
  readonly refused: boolean
  /** A write whose answer was lost turned out to have been carried out. */
  readonly foundChanged: boolean
  /** It began too long ago to be alive. */
  readonly over: boolean
}

export function outcomeOf({ kinds, refused, foundChanged, over }: JourneyMarks): JourneyOutcome {
  if (foundChanged) return 'got-back'
  const has = (outcome: JourneyOutcome): boolean => kinds.some((kind) => decidingFacts[outcome].includes(kind))
  const decided = journeyOutcomes.find((outcome) =>
    outcome === 'not-eligible' ? refused || has(outcome) : outcome !== 'gave-up' && has(outcome),
  )
  return decided ?? (over || has('gave-up') ? 'gave-up' : 'under-way')
}

export interface JourneySummary {
  readonly outcome: JourneyOutcome
  readonly purpose: 'reset' | 'unlock'
  readonly provedWith: readonly MethodKind[]
}

export function summariseJourney(facts: readonly AuditFact[], startedAt: Instant, now: Instant): JourneySummary {
  return {
    outcome: outcomeOf({
      kinds: facts.map(({ kind }) => kind),
      refused: facts.some((fact) => refusalOf(fact) !== null),
      foundChanged: facts.some((fact) => fact.kind === 'password-write-settled' && fact.found === 'changed'),
      over: startedAt <= earlier(now, longestJourney),
    }),
    purpose: facts.some((fact) => fact.kind === 'account-unlocked' || asks(fact) === 'unlock') ? 'unlock' : 'reset',
    provedWith: facts.flatMap((fact) => (fact.kind === 'proof-passed' ? [fact.method] : [])),
  }
}

/** Why an account could not go on, wherever a fact says so. */
export function refusalOf(fact: AuditFact): Refusal | null {
  switch (fact.kind) {
    case 'not-eligible':
      return { reason: fact.reason, code: fact.code }
    case 'journey-resolved':
    case 'reason-chosen':
      return fact.refusal
    default:
      return null
  }
}

const asks = (fact: AuditFact) =>
  fact.kind === 'reason-chosen' || fact.kind === 'not-eligible' ? fact.purpose : 'reset'
