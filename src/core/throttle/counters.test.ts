import { describe, expect, it } from 'vitest'
import { limits, start } from '../../../tests/model/cast.ts'
import { journeyId, lookupHash, methodKind } from '../people/identifiers.ts'
import { days, hours, instantFrom, later, minutes } from '../time.ts'
import {
  type Counters,
  clearLockouts,
  closeEveryJourney,
  closeJourney,
  countFailure,
  countSend,
  countSuccess,
  emptyCounters,
  forgetOld,
  markProven,
  openJourney,
  streakOf,
} from './counters.ts'
import { afterWrongPassword, unlocked } from './smart-lockout.ts'
import { mayMail } from './standing.ts'

const email = methodKind('email')
const open = (counters: Counters, id: string, at = start) =>
  openJourney(counters, journeyId(id), 'strangers', limits.openJourneys, at)
const openIds = (counters: Counters) => counters.open.map((each) => each.journey)
const three = ['a', 'b', 'c'].reduce((counters, id) => open(counters, id), emptyCounters)

describe('open journeys', () => {
  it('a fourth closes the oldest and is itself never refused', () => {
    expect(openIds(three)).toEqual(['a', 'b', 'c'])
    expect(openIds(open(three, 'd'))).toEqual(['b', 'c', 'd'])
  })

  it('a fourth closes the oldest unproven one, never a proven one', () => {
    expect(openIds(open(markProven(three, journeyId('a')), 'd'))).toEqual(['a', 'c', 'd'])
    const allProven = ['a', 'b', 'c'].reduce((counters, id) => markProven(counters, journeyId(id)), three)
    expect(openIds(open(allProven, 'd'))).toEqual(['a', 'b', 'c', 'd'])
  })

  it("strangers' fourth one leaves a known browser's open (CG-12)", () => {
    const known = openJourney(emptyCounters, journeyId('k'), 'known', limits.openJourneys, start)
    expect(openIds(['a', 'b', 'c', 'd', 'e'].reduce((counters, id) => open(counters, id), known))).toEqual([
      'k',
      'c',
      'd',
      'e',
    ])
  })

  it('one opened again is still one', () => {
    expect(openIds(open(three, 'a'))).toEqual(['b', 'c', 'a'])
  })

  it('are closed one by one, or all when the password is new (SE-09)', () => {
    expect(openIds(closeJourney(three, journeyId('b')))).toEqual(['a', 'c'])
    expect(openIds(closeEveryJourney(three))).toEqual([])
  })

  it('count as starts of whoever started them', () => {
    expect(three.starts.strangers).toHaveLength(3)
    expect(three.starts.known).toHaveLength(0)
  })
})

describe('what lowers a counter (CG-04)', () => {
  const failed = countFailure(countFailure(emptyCounters, email, 'strangers', start), email, 'known', start)

  it("is a success of the same method, for that method's streak alone", () => {
    const both = countFailure(failed, methodKind('authenticator-app'), 'strangers', start)
    const after = countSuccess(both, email)
    expect(streakOf(after, email)).toEqual({ known: 0, strangers: 0 })
    expect(streakOf(after, methodKind('authenticator-app'))).toEqual({ known: 0, strangers: 1 })
    expect(after.failures).toEqual(both.failures)
  })

  it('is not the end of a journey: it lifts sign-in lockouts and leaves failed comparisons counted', () => {
    const locked = afterWrongPassword(unlocked, 1, start)
    const after = clearLockouts({ ...failed, signIns: { known: locked, strangers: locked } })
    expect(after.signIns).toEqual({ known: unlocked, strangers: unlocked })
    expect(after.failures).toEqual(failed.failures)
    expect(after.streaks).toEqual(failed.streaks)
  })
})

describe('mail to one address', () => {
  const address = lookupHash('tim@home.example')
  const may = (counters: Counters, at: number, asked = true) =>
    mayMail(counters, address, asked, limits, instantFrom(at))
  const mailed = (moments: readonly number[], asked: boolean) =>
    moments.reduce((counters, at) => countSend(counters, { address, at: instantFrom(at), asked }), emptyCounters)
  const times = (count: number, gap: number) => Array.from({ length: count }, (_, n) => start + n * gap)

  it('is asked for five times an hour and ten times a day', () => {
    expect(may(mailed(times(4, 1), true), start + 4)).toBe(true)
    expect(may(mailed(times(5, 1), true), start + hours(1) - 1)).toBe(false)
    expect(may(mailed(times(5, 1), true), start + hours(1))).toBe(true)
    expect(may(mailed(times(10, hours(2)), true), start + days(1) - 1)).toBe(false)
    expect(may(mailed(times(10, hours(2)), true), start + days(1))).toBe(true)
  })

  it('is sent unasked five times a day, within the whole', () => {
    const five = mailed(times(5, hours(2)), false)
    expect(may(mailed(times(4, hours(2)), false), start + hours(9), false)).toBe(true)
    expect(may(five, start + hours(10), false)).toBe(false)
    expect(may(five, start + hours(10), true)).toBe(true)
    expect(may(mailed(times(5, minutes(1)), true), start + minutes(6), false)).toBe(false)
  })

  it('does not count against another address', () => {
    const full = mailed(times(10, 1), true)
    expect(mayMail(full, lookupHash('ada@home.example'), true, limits, later(start, 11))).toBe(true)
  })
})

describe('forgetting', () => {
  it('keeps a row small under any attack', () => {
    let counters: Counters = emptyCounters
    for (let n = 0; n < 500; n += 1) {
      const now = later(start, n)
      counters = countFailure(open(counters, `j${n}`, now), email, 'strangers', now)
      counters = countSend(counters, { address: lookupHash('a'), at: now, asked: true })
      counters = forgetOld(markProven(counters, journeyId(`j${n}`)), now)
    }
    expect(counters.failures.strangers.length).toBeLessThanOrEqual(64)
    expect(counters.starts.strangers.length).toBeLessThanOrEqual(32)
    expect(counters.open.length).toBeLessThanOrEqual(32)
    expect(counters.sends.length).toBeLessThanOrEqual(64)
    expect(streakOf(counters, email).strangers).toBe(500)
  })

  it('drops what no window looks back to, and never a streak', () => {
    const counters = countFailure(open(emptyCounters, 'a'), email, 'strangers', start)
    const after = forgetOld(counters, later(start, days(60)))
    expect(after.failures.strangers).toEqual([])
    expect(after.starts.strangers).toEqual([])
    expect(after.open).toEqual([])
    expect(streakOf(after, email).strangers).toBe(1)
  })

  it('takes no entry for old because a clock went back', () => {
    const counters = countFailure(emptyCounters, email, 'strangers', later(start, hours(5)))
    expect(forgetOld(counters, start).failures.strangers).toHaveLength(1)
  })
})
