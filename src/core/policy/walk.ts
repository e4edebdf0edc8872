// The decision, walked rule by rule: which held, which said no, and which were never asked since one before them had.
import { type EligibilityQuestion, eligibilityRules, type IneligibleReason, reasonCodes } from './eligibility.ts'

export interface WalkedRule {
  readonly rule: IneligibleReason
  /** Null: not asked. */
  readonly holds: boolean | null
}

export interface Walk {
  readonly rules: readonly WalkedRule[]
  readonly reason: IneligibleReason | null
  readonly code: string | null
}

export function walkEligibility(question: EligibilityQuestion): Walk {
  const stop = eligibilityRules.findIndex(([, holds]) => !holds(question))
  const reason = eligibilityRules[stop]?.[0] ?? null
  return {
    rules: eligibilityRules.map(([rule], index) => ({
      rule,
      holds: stop === -1 || index < stop ? true : index === stop ? false : null,
    })),
    reason,
    code: reason === null ? null : reasonCodes[reason],
  }
}
