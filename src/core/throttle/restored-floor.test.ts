import { describe, expect, it } from 'vitest'
import { methodKind } from '../people/identifiers.ts'
import { days, earlier, type Instant, instantFrom, later, minutes } from '../time.ts'
import { type Counters, countFailure, emptyCounters } from './counters.ts'
import { defaultLimits as limits } from './limits.ts'
import { restoredFloor } from './restored-floor.ts'
import { comparisonStanding } from './standing.ts'

const now = instantFrom(Date.UTC(2026, 10, 27))
const kind = methodKind('email')
const floor = restoredFloor(limits)
const raised: Counters = {
  ...emptyCounters,
  failures: { known: [], strangers: Array.from({ length: floor.failures }, () => earlier(now, floor.age)) },
  streaks: { [kind]: { known: 0, strangers: floor.streak } },
}
const standing = (counters: Counters, whose: 'known' | 'strangers', at: Instant) =>
  comparisonStanding(counters, kind, whose, limits, at)

describe('an account after a restore whose counters are lost', () => {
  it('is closed to nobody at once, and has no wait for whoever types one wrong code', () => {
    expect(standing(raised, 'strangers', now)).toEqual({ open: true })
    expect(standing(countFailure(raised, kind, 'strangers', now), 'strangers', later(now, 1))).toEqual({ open: true })
    expect(standing(raised, 'known', now)).toEqual({ open: true })
  })

  it('lets strangers fail ten times in the month, however long they wait, and known browsers as often as ever', () => {
    let counters = raised
    let compared = 0
    for (let at = now; at < later(now, days(29)); at = later(at, minutes(10))) {
      if (!standing(counters, 'strangers', at).open) continue
      counters = countFailure(counters, kind, 'strangers', at)
      compared += 1
    }
    expect(compared).toBe(limits.failures[1].count)
    expect(standing(counters, 'known', later(now, days(29)))).toEqual({ open: true })
  })

  it('is as it was when the month is over', () => {
    expect(standing(raised, 'strangers', later(now, days(31)))).toEqual({ open: true })
    const since = earlier(later(now, days(30)), floor.span)
    expect(raised.failures.strangers.filter((at) => at > since)).toEqual([])
  })

  it('has nothing assumed of it where an organisation allows in a day what it allows in a month', () => {
    const [quarter, day] = limits.failures
    const odd = { ...limits, failures: [quarter, day, { ...day, span: days(31) }] } as const
    expect(restoredFloor(odd).failures).toBe(0)
  })
})
