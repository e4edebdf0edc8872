// Numbers and spans of the same activities: each is timed once, and is told to both.
import type { Telemetry } from '../ports/telemetry.ts'
import type { Numbers } from './prometheus.ts'
import { openSpan } from './traces.ts'

/** `elapsed`: milliseconds by a clock that never goes back. */
export function createTelemetry(numbers: Pick<Numbers, 'observe' | 'count'>, elapsed: () => number): Telemetry {
  const begin: Telemetry['begin'] = (activity, go) => {
    const span = openSpan(activity)
    const started = elapsed()
    span.inside(go)
    return {
      end(outcome) {
        span.end(outcome)
        numbers.observe(activity, outcome, (elapsed() - started) / 1000)
      },
    }
  }
  return {
    begin,
    count: (happening) => numbers.count(happening),
    async measure(activity, work, outcomeOf = () => 'ok') {
      const span = openSpan(activity)
      const started = elapsed()
      let outcome = 'failed'
      try {
        const result = await span.inside(work)
        outcome = outcomeOf(result)
        return result
      } finally {
        span.end(outcome)
        numbers.observe(activity, outcome, (elapsed() - started) / 1000)
      }
    },
  }
}
