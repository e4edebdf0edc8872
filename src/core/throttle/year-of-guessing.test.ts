// B.2's arithmetic, walked through: how many comparisons an attacker without end gets from one account in a year (CG-08).
import { describe, expect, it } from 'vitest'
import { limits, start } from '../../../tests/model/cast.ts'
import { methodKind } from '../people/identifiers.ts'
import { days, type Instant, later, minutes, seconds } from '../time.ts'
import { type Counters, clearLockouts, countFailure, countSuccess, emptyCounters, forgetOld } from './counters.ts'
import { comparisonStanding } from './standing.ts'

const email = methodKind('email')
const app = methodKind('authenticator-app')

interface Year {
  readonly comparisons: number
  /** When each was made. */
  readonly moments: readonly Instant[]
}

/** Guesses the moment a guess may be made, for a year; every so often the owner succeeds with all methods and finishes. */
function attack(kinds: readonly (typeof email)[], ownerSucceedsEvery: number | null): Year {
  let counters: Counters = emptyCounters
  const moments: Instant[] = []
  let ownerNext = ownerSucceedsEvery === null ? Number.POSITIVE_INFINITY : start + ownerSucceedsEvery
  for (let now = start; now < start + days(365); ) {
    if (now >= ownerNext) {
      counters = clearLockouts(kinds.reduce(countSuccess, counters))
      ownerNext += ownerSucceedsEvery ?? Number.POSITIVE_INFINITY
    }
    const free = kinds.find((kind) => comparisonStanding(counters, kind, 'strangers', limits, now).open)
    if (free !== undefined) {
      counters = forgetOld(countFailure(counters, free, 'strangers', now), now)
      moments.push(now)
      now = later(now, seconds(1))
      continue
    }
    const [first] = kinds
    const standing = first && comparisonStanding(counters, first, 'strangers', limits, now)
    const until = standing?.open === false ? standing.until : null
    const next = until ?? (Number.isFinite(ownerNext) ? (ownerNext as Instant) : later(start, days(365)))
    now = later(now, Math.max(1, Math.min(next, ownerNext) - now))
  }
  return { comparisons: moments.length, moments }
}

const most = (moments: readonly Instant[], span: number) =>
  Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + span).length))

describe('a year of guessing one account', () => {
  it('without a success of its owner ends at 50 comparisons', () => {
    expect(attack([email], null).comparisons).toBe(50)
  })

  it('by two methods ends at 50 of each', () => {
    expect(attack([email, app], null).comparisons).toBeLessThanOrEqual(100)
  })

  it.each([1, 7, 30])('while the owner finishes a journey every %i days stays within 365 comparisons', (every) => {
    const { comparisons } = attack([email], days(every))
    expect(comparisons).toBeGreaterThan(50)
    expect(comparisons).toBeLessThanOrEqual(365)
  })

  it('stays within 365 comparisons over two methods and an owner who is back every hour', () => {
    expect(attack([email, app], minutes(60)).comparisons).toBeLessThanOrEqual(365)
  })

  it('never has more than 5 in a quarter of an hour, 10 in a day and 30 in thirty days (CG-03)', () => {
    const { moments } = attack([email, app], days(1))
    expect(most(moments, minutes(15))).toBeLessThanOrEqual(5)
    expect(most(moments, days(1))).toBeLessThanOrEqual(10)
    expect(most(moments, days(30))).toBeLessThanOrEqual(30)
  })
})
