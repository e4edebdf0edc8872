// A journey begins for an account: counted against its starts, and one of at most a few that are open.
import type { JourneyId } from '../people/identifiers.ts'
import { type Counters, openJourney } from '../throttle/counters.ts'
import { startStanding } from '../throttle/standing.ts'
import type { JourneyFacts } from './decision.ts'

export function allowanceStarts(
  journey: JourneyId,
  { counters, allowance, policy, now }: JourneyFacts,
): { readonly counters: Counters; readonly throttled: boolean } {
  return {
    throttled: !startStanding(counters, allowance, policy.limits, now).open,
    counters: openJourney(counters, journey, allowance, policy.limits.openJourneys, now),
  }
}
