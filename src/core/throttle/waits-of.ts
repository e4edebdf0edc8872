// What stands in an account's way for having been tried too often, as an administrator is shown it; and forgetting it.
import type { MethodKind } from '../people/identifiers.ts'
import { days, earlier, type Instant } from '../time.ts'
import type { Allowance } from './allowance.ts'
import { type Counters, emptyCounters, streakOf } from './counters.ts'
import type { Limits } from './limits.ts'
import { isLocked } from './smart-lockout.ts'
import { comparisonStanding, startStanding } from './standing.ts'

export interface Wait {
  /** Answers of any method, starts, the sign-in; or one method that stopped altogether. */
  readonly what: 'answers' | 'starts' | 'sign-in' | MethodKind
  readonly whose: Allowance
  /** Of the last day. */
  readonly failures: number
  /** Null: until somebody clears it. */
  readonly until: Instant | null
}

const noMethod = '' as MethodKind

export function waitsOf(counters: Counters, limits: Limits, now: Instant): readonly Wait[] {
  return (['known', 'strangers'] as const).flatMap((whose) => {
    const failures = counters.failures[whose].filter((at) => at > earlier(now, days(1))).length
    const answers = comparisonStanding(counters, noMethod, whose, limits, now)
    const starts = startStanding(counters, whose, limits, now)
    const lock = counters.signIns[whose]
    const stopped = (Object.keys(counters.streaks) as MethodKind[]).filter((kind) => {
      const standing = comparisonStanding({ ...emptyCounters, streaks: counters.streaks }, kind, whose, limits, now)
      return !standing.open
    })
    return [
      ...(answers.open ? [] : [{ what: 'answers', whose, failures, until: answers.until } as const]),
      ...(starts.open
        ? []
        : [{ what: 'starts', whose, failures: counters.starts[whose].length, until: starts.until } as const]),
      ...(isLocked(lock, now)
        ? [{ what: 'sign-in', whose, failures: lock.failures, until: lock.lockedUntil } as const]
        : []),
      ...stopped.map((kind) => ({ what: kind, whose, failures: streakOf(counters, kind)[whose], until: null })),
    ]
  })
}

/** Failures, stopped methods, starts and the sign-in's lock; what was sent stays counted, and what is open stays open. */
export const clearWaits = (counters: Counters): Counters => ({
  ...emptyCounters,
  open: counters.open,
  sends: counters.sends,
  enrolments: counters.enrolments,
})
