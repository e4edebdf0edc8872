import { describe, expect, it } from 'vitest'
import { start } from '../../../tests/model/cast.ts'
import { days, type Instant, later, minutes, seconds } from '../time.ts'
import { afterWrongPassword, isLocked, type LockState, unlocked } from './smart-lockout.ts'

/** So many different wrong passwords at one moment; tags from `first` on. */
const wrong = (count: number, state: LockState = unlocked, now: Instant = start, first = 1): LockState =>
  Array.from({ length: count }, (_, n) => first + n).reduce(
    (before, tag) => afterWrongPassword(before, tag, now),
    state,
  )

const lockedFor = (state: LockState, now: Instant) => (state.lockedUntil === null ? null : state.lockedUntil - now)

describe('smart lockout', () => {
  it('begins with the tenth wrong password, for 60 seconds to the millisecond', () => {
    expect(isLocked(wrong(9), start)).toBe(false)
    const locked = wrong(10)
    expect(isLocked(locked, start)).toBe(true)
    expect(isLocked(locked, later(start, seconds(60) - 1))).toBe(true)
    expect(isLocked(locked, later(start, seconds(60)))).toBe(false)
  })

  it('then takes one more failure at a time, each twice as long, up to an hour', () => {
    let state = wrong(10)
    const spans: (number | null)[] = []
    for (let n = 0; n < 8; n += 1) {
      const now = state.lockedUntil ?? start
      state = afterWrongPassword(state, 100 + n, now)
      spans.push(lockedFor(state, now))
    }
    expect(spans).toEqual([2, 4, 8, 16, 32, 60, 60, 60].map(minutes))
  })

  it('counts nothing while it lasts', () => {
    const locked = wrong(10)
    expect(wrong(50, locked, later(start, seconds(59)), 100)).toEqual(locked)
  })

  it('does not count any of the last three wrong passwords typed again', () => {
    const three = wrong(3)
    for (const tag of [1, 2, 3, 3, 2, 1]) expect(afterWrongPassword(three, tag, start)).toEqual(three)
    expect(three.failures).toBe(3)
    const four = afterWrongPassword(three, 4, start)
    expect(afterWrongPassword(four, 1, start).failures).toBe(5)
    expect(afterWrongPassword(four, 2, start)).toEqual(four)
  })

  it('does not lock again for a repeat of what locked it', () => {
    const locked = wrong(10)
    const expired = locked.lockedUntil ?? start
    expect(isLocked(afterWrongPassword(locked, 10, expired), expired)).toBe(false)
    expect(isLocked(afterWrongPassword(locked, 11, expired), expired)).toBe(true)
  })

  it('remembers three tags and no more', () => {
    expect(wrong(9).tags).toEqual([9, 8, 7])
  })

  it('starts over after a quiet day, and not a moment before', () => {
    const locked = wrong(10)
    const quiet = later(locked.lockedUntil ?? start, days(1))
    expect(isLocked(afterWrongPassword(locked, 50, later(quiet, -1)), later(quiet, -1))).toBe(true)
    expect(afterWrongPassword(locked, 50, quiet)).toEqual({ failures: 1, lockouts: 0, lockedUntil: null, tags: [50] })
  })
})
