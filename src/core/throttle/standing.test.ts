import { describe, expect, it } from 'vitest'
import { limits, start } from '../../../tests/model/cast.ts'
import { methodKind } from '../people/identifiers.ts'
import { days, hours, type Instant, instantFrom, later, minutes, seconds } from '../time.ts'
import type { Allowance } from './allowance.ts'
import { type Counters, countFailure, countSuccess, emptyCounters, forgetOld } from './counters.ts'
import { comparisonStanding, spentUntil, startStanding, waitAfter } from './standing.ts'

const email = methodKind('email')
const app = methodKind('authenticator-app')

const standing = (counters: Counters, now: Instant, allowance: Allowance = 'strangers', kind = email) =>
  comparisonStanding(counters, kind, allowance, limits, now)

/** Fails at each of these moments, whether or not a comparison was allowed. */
const failing = (moments: readonly number[], allowance: Allowance = 'strangers', kind = email) =>
  moments.reduce((counters, at) => countFailure(counters, kind, allowance, instantFrom(at)), emptyCounters)

const times = (count: number, gap: number, from = start) => Array.from({ length: count }, (_, n) => from + n * gap)

describe('a window', () => {
  const window = { count: 2, span: minutes(10) }

  it('has room until its count is spent, and again at the moment the oldest leaves it, not before', () => {
    expect(spentUntil([start], window, start)).toBe(start)
    const history = [start, later(start, 1)]
    const ends = later(start, window.span)
    expect(spentUntil(history, window, later(ends, -1))).toBe(ends)
    expect(spentUntil(history, window, ends)).toBe(ends)
    expect(spentUntil(history, window, later(ends, 1))).toBe(later(ends, 1))
  })

  it('waits for as many to leave as were too many', () => {
    const history = [start, later(start, seconds(1)), later(start, seconds(2))]
    expect(spentUntil(history, window, later(start, seconds(3)))).toBe(later(start, seconds(1) + window.span))
  })
})

describe('comparisons', () => {
  it('wait 0, 0, 30 s, 60 s, 5 min and then 15 min after a failure', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map((count) => waitAfter(count, limits))
    expect(waits).toEqual([0, 0, seconds(30), seconds(60), minutes(5), minutes(15), minutes(15)])
    expect(waitAfter(0, limits)).toBe(0)
  })

  it.each([
    [2, 0],
    [3, seconds(30)],
    [4, seconds(60)],
  ])('after failure %i of the day are closed for %i ms from that failure, to the millisecond', (count, wait) => {
    const moments = times(count, minutes(20))
    const last = instantFrom(moments.at(-1) ?? Number.NaN)
    const counters = failing(moments)
    expect(standing(counters, later(last, wait))).toEqual({ open: true })
    if (wait > 0) expect(standing(counters, later(last, wait - 1))).toEqual({ open: false, until: later(last, wait) })
  })

  it('are five in a quarter of an hour', () => {
    const counters = failing(times(5, minutes(1)))
    expect(standing(failing(times(4, minutes(1))), later(start, minutes(5)))).toEqual({ open: true })
    expect(standing(counters, later(start, minutes(15) - 1)).open).toBe(false)
    expect(standing(counters, later(start, minutes(15))).open).toBe(true)
  })

  it('are ten in a day: then none until 24 hours after the tenth', () => {
    const moments = times(10, minutes(30))
    const tenth = instantFrom(moments.at(-1) ?? Number.NaN)
    const counters = failing(moments)
    expect(standing(counters, later(tenth, hours(24) - 1))).toEqual({ open: false, until: later(tenth, hours(24)) })
    expect(standing(counters, later(tenth, hours(24))).open).toBe(true)
  })

  it('are thirty in the longest window, whatever the days say', () => {
    const counters = failing(times(30, days(1) / 2 - 1))
    const [, , longest] = limits.failures
    expect(standing(counters, later(start, longest.span - 1)).open).toBe(false)
    expect(standing(failing(times(29, days(1) / 2 - 1)), later(start, longest.span - 1)).open).toBe(true)
    expect(standing(counters, later(start, longest.span)).open).toBe(true)
  })

  it('are counted over all methods together', () => {
    const counters = [email, app, email, app, email].reduce(
      (before, kind, n) => countFailure(before, kind, 'strangers', later(start, n * minutes(1))),
      emptyCounters,
    )
    const now = later(start, minutes(10))
    for (const kind of [email, app, methodKind('text')])
      expect(standing(counters, now, 'strangers', kind).open).toBe(false)
  })

  it("by strangers leave a known browser's allowance whole (CG-12)", () => {
    const counters = failing(times(49, minutes(1)))
    expect(standing(counters, later(start, minutes(49)), 'strangers').open).toBe(false)
    expect(standing(counters, later(start, minutes(49)), 'known')).toEqual({ open: true })
  })

  it("by a known browser leave the strangers' allowance whole", () => {
    const counters = failing(times(10, minutes(1)), 'known')
    expect(standing(counters, later(start, minutes(10)), 'known').open).toBe(false)
    expect(standing(counters, later(start, minutes(10)), 'strangers')).toEqual({ open: true })
  })

  it('of one method stop for strangers at 50 failures without a success, and for no other method', () => {
    const longAfter = later(start, days(400))
    expect(standing(failing(times(49, days(7))), longAfter).open).toBe(true)
    const counters = failing(times(50, days(7)))
    expect(standing(counters, longAfter)).toEqual({ open: false, until: null })
    expect(standing(counters, longAfter, 'known')).toEqual({ open: true })
    expect(standing(counters, longAfter, 'strangers', app)).toEqual({ open: true })
  })

  it('of one method stop for everyone at 100, wherever the failures came from', () => {
    const byStrangers = failing(times(50, days(7)))
    const both = (known: number) =>
      times(known, days(7)).reduce(
        (counters, at) => countFailure(counters, email, 'known', instantFrom(at)),
        byStrangers,
      )
    const longAfter = later(start, days(400))
    expect(standing(both(49), longAfter, 'known').open).toBe(true)
    expect(standing(both(50), longAfter, 'known')).toEqual({ open: false, until: null })
  })

  it("stopped by a streak go on after a success of that method, and another method's success changes nothing", () => {
    const longAfter = later(start, days(400))
    const counters = failing(times(50, days(7)))
    expect(standing(countSuccess(counters, app), longAfter).open).toBe(false)
    expect(standing(countSuccess(counters, email), longAfter).open).toBe(true)
  })

  it('are judged the same after old entries were forgotten', () => {
    const counters = failing(times(30, days(1) / 2 - 1))
    const [, , longest] = limits.failures
    const now = later(start, longest.span - 1)
    expect(standing(forgetOld(counters, now), now)).toEqual(standing(counters, now))
  })
})

describe('starts', () => {
  const starting = (moments: readonly number[]) => ({
    ...emptyCounters,
    starts: { known: [], strangers: moments.map(instantFrom) },
  })

  it('are five in an hour and ten in a day, for strangers and known browsers apart', () => {
    const hour = starting(times(5, minutes(1)))
    expect(startStanding(starting(times(4, minutes(1))), 'strangers', limits, later(start, minutes(5))).open).toBe(true)
    expect(startStanding(hour, 'strangers', limits, later(start, hours(1) - 1)).open).toBe(false)
    expect(startStanding(hour, 'known', limits, later(start, hours(1) - 1)).open).toBe(true)
    expect(startStanding(hour, 'strangers', limits, later(start, hours(1))).open).toBe(true)
    const day = starting(times(10, hours(2)))
    expect(startStanding(day, 'strangers', limits, later(start, hours(24) - 1)).open).toBe(false)
    expect(startStanding(day, 'strangers', limits, later(start, hours(24))).open).toBe(true)
  })
})
