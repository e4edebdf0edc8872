import { describe, expect, it } from 'vitest'
import { limits, start } from '../../../tests/model/cast.ts'
import { email } from '../methods/email/email.ts'
import { journeyId, lookupHash } from '../people/identifiers.ts'
import { later, minutes, seconds } from '../time.ts'
import { type Counters, countFailure, countSend, emptyCounters, openJourney } from './counters.ts'
import { clearWaits, waitsOf } from './waits-of.ts'

const failed = (times: number, from: Counters = emptyCounters): Counters =>
  Array.from({ length: times }).reduce<Counters>(
    (counters) => countFailure(counters, email.kind, 'strangers', start),
    from,
  )

describe('what stands in the way', () => {
  it('is nothing for an account that nobody tried', () => {
    expect(waitsOf(emptyCounters, limits, start)).toEqual([])
  })

  it('is told apart by who it stops, with how often and until when', () => {
    expect(waitsOf(failed(3), limits, start)).toEqual([
      { what: 'answers', whose: 'strangers', failures: 3, until: later(start, seconds(30)) },
    ])
    const locked = { failures: 10, lockouts: 1, lockedUntil: later(start, minutes(1)), tags: [] }
    const counters = { ...emptyCounters, signIns: { ...emptyCounters.signIns, known: locked } }
    expect(waitsOf(counters, limits, start)).toEqual([
      { what: 'sign-in', whose: 'known', failures: 10, until: later(start, minutes(1)) },
    ])
    expect(waitsOf(counters, limits, later(start, minutes(2)))).toEqual([])
  })

  it('names a method that stopped for good', () => {
    const streaks = { [email.kind]: { known: 0, strangers: limits.streakForStrangers } }
    expect(waitsOf({ ...emptyCounters, streaks }, limits, start)).toEqual([
      { what: email.kind, whose: 'strangers', failures: limits.streakForStrangers, until: null },
    ])
  })

  it('is gone once it is cleared, while messages stay counted and journeys open', () => {
    const sent = countSend(failed(40), { address: lookupHash('a'), at: start, asked: false })
    const busy = openJourney(sent, journeyId('j'), 'strangers', 3, start)
    expect(waitsOf(busy, limits, start)).not.toEqual([])
    const cleared = clearWaits(busy)
    expect(waitsOf(cleared, limits, start)).toEqual([])
    expect([cleared.sends, cleared.open]).toEqual([busy.sends, busy.open])
  })
})
