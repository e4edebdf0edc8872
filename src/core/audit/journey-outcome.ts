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

/** Facts after which a journey has that outcome, whatever else it holds; those of an earlier outcome go before. */
export const decidingFacts: Readonly<Record<JourneyOutcome, readonly AuditKind[]>> = {
  'got-back': ['password-reset'],
  unlocked: ['account-unlocked'],
  blocked: ['journey-blocked'],
  'not-eligible': ['not-eligible'],
  'directory-refused': ['password-write-unavailable', 'password-write-indeterminate', 'unlock-unavailable'],
  'gave-up': ['journey-cancelled', 'journey-expired', 'help-asked'],
  'under-way': [],
}

/** No journey lives longer (at most 60 minutes by the policy's own bound). */
const longestJourney = minutes(60)

export interface JourneySummary {
  readonly outcome: JourneyOutcome
  readonly purpose: 'reset' | 'unlock'
  readonly provedWith: readonly MethodKind[]
}

export function summariseJourney(facts: readonly AuditFact[], startedAt: Instant, now: Instant): JourneySummary {
  return {
    outcome: outcomeOf(facts, startedAt, now),
    purpose: facts.some((fact) => fact.kind === 'account-unlocked' || asks(fact) === 'unlock') ? 'unlock' : 'reset',
    provedWith: facts.flatMap((fact) => (fact.kind === 'proof-passed' ? [fact.method] : [])),
  }
}

function outcomeOf(facts: readonly AuditFact[], startedAt: Instant, now: Instant): JourneyOutcome {
  if (facts.some((fact) => fact.kind === 'password-write-settled' && fact.found === 'changed')) return 'got-back'
  const decided = journeyOutcomes.find((outcome) =>
    outcome === 'not-eligible'
      ? facts.some((fact) => refusalOf(fact) !== null)
      : outcome !== 'gave-up' && facts.some(({ kind }) => decidingFacts[outcome].includes(kind)),
  )
  if (decided !== undefined) return decided
  const left = facts.some(({ kind }) => decidingFacts['gave-up'].includes(kind))
  return left || startedAt <= earlier(now, longestJourney) ? 'gave-up' : 'under-way'
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
