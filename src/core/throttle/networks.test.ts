import { describe, expect, it } from 'vitest'
import { limits, start } from '../../../tests/model/cast.ts'
import { days, hours, type Instant, later, minutes, seconds } from '../time.ts'
import { bucketAt, everywhere, type NetworkKeys, networkWait, type Tally, underAttack } from './networks.ts'

const keys: NetworkKeys = { address: '203.0.113.7', network: '203.0.113.0/24', private: false }

const tally = (more: Partial<Tally> & { readonly at?: Instant }): Tally => ({
  place: keys.address,
  bucket: bucketAt(more.at ?? start),
  starts: 0,
  failures: 0,
  lastAt: null,
  ...more,
})
const started = (starts: number, place = keys.address, at = start) => [tally({ place, starts, at, lastAt: at })]

describe('an address', () => {
  it('waits a minute from its last start once it has started ten times in an hour', () => {
    expect(networkWait(started(9), keys, limits, start)).toBe(0)
    expect(networkWait(started(10), keys, limits, start)).toBe(seconds(60))
    expect(networkWait(started(10), keys, limits, later(start, seconds(59)))).toBe(seconds(1))
    expect(networkWait(started(10), keys, limits, later(start, seconds(60)))).toBe(0)
  })

  it('waits after thirty starts in a day, though no hour of it was busy', () => {
    const day = (count: number) =>
      Array.from({ length: count }, (_, n) => started(1, keys.address, later(start, n * minutes(40)))).flat()
    const now = later(start, hours(20))
    const last = started(0, keys.address, now)
    expect(networkWait([...day(29), ...last], keys, limits, now)).toBe(0)
    expect(networkWait([...day(30), ...last], keys, limits, now)).toBe(seconds(60))
  })

  it('waits after twenty failures in an hour or a hundred in a day', () => {
    const failures = (count: number, at: Instant) => [
      tally({ failures: count, at }),
      tally({ failures: 0, lastAt: start }),
    ]
    expect(networkWait(failures(19, start), keys, limits, start)).toBe(0)
    expect(networkWait(failures(20, start), keys, limits, start)).toBe(seconds(60))
    const old = later(start, -hours(3))
    expect(networkWait(failures(99, old), keys, limits, start)).toBe(0)
    expect(networkWait(failures(100, old), keys, limits, start)).toBe(seconds(60))
  })

  it('shares five times as much with its neighbours', () => {
    const mine = started(0)
    expect(networkWait([...mine, ...started(49, keys.network)], keys, limits, start)).toBe(0)
    expect(networkWait([...mine, ...started(50, keys.network)], keys, limits, start)).toBe(seconds(60))
  })

  it('that is new waits with its network (EN-07)', () => {
    expect(networkWait(started(50, keys.network), keys, limits, later(start, seconds(20)))).toBe(seconds(40))
    expect(networkWait(started(49, keys.network), keys, limits, later(start, seconds(20)))).toBe(0)
  })

  it('in a private range has ten times as much', () => {
    const office = { ...keys, private: true }
    expect(networkWait(started(99), office, limits, start)).toBe(0)
    expect(networkWait(started(100), office, limits, start)).toBe(seconds(60))
  })

  it('never has more in any hour than the limit, wherever in its five minutes the hour begins', () => {
    const late = later(start, minutes(5) - 1)
    const stillInside = later(late, hours(1) - minutes(4))
    expect(
      networkWait(
        [...started(10, keys.address, late), ...started(0, keys.address, stillInside)],
        keys,
        limits,
        stillInside,
      ),
    ).toBe(seconds(60))
    expect(networkWait(started(10), keys, limits, later(start, hours(1) + minutes(5)))).toBe(0)
  })

  it('is never made to wait for what other places did', () => {
    expect(networkWait(started(1_000, '198.51.100.9'), keys, limits, start)).toBe(0)
  })
})

describe('attack mode', () => {
  const failed = (failures: number, at = start) => [
    tally({ place: everywhere(0), failures: Math.floor(failures / 2), at }),
    tally({ place: everywhere(7), failures: Math.ceil(failures / 2), at }),
  ]

  it('begins at 200 failures an hour in a small organisation, over all shards', () => {
    expect(underAttack(failed(199), 50, limits, start)).toBe(false)
    expect(underAttack(failed(200), 50, limits, start)).toBe(true)
    expect(underAttack(failed(200), 40_000, limits, start)).toBe(true)
  })

  it('begins at half a per cent of the accounts in a large one', () => {
    expect(underAttack(failed(499), 100_000, limits, start)).toBe(false)
    expect(underAttack(failed(500), 100_000, limits, start)).toBe(true)
  })

  it('ends when the hour is over, and single places never begin it', () => {
    expect(underAttack(failed(10_000, later(start, -hours(1) - minutes(5))), 50, limits, start)).toBe(false)
    expect(underAttack([tally({ failures: 10_000 })], 50, limits, later(start, days(0)))).toBe(false)
  })
})
