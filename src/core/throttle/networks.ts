// A nuisance limit on where requests come from, and the organisation's alarm. Neither decides whether a code is compared.
import { earlier, type Instant, later, latest, minutes } from '../time.ts'
import type { Limits, Window } from './limits.ts'

/** One address (IPv4 /32, IPv6 /64) and the network round it (/24, /48), as text. */
export interface NetworkKeys {
  readonly address: string
  readonly network: string
  /** Inside a private range: many people behind one address is what it is for. */
  readonly private: boolean
}

/** What came from one place within one bucket of time. Added up by the database, so that no count is lost to a race. */
export interface Tally {
  readonly place: string
  readonly bucket: number
  readonly starts: number
  readonly failures: number
  /** The newest thing counted, a start or a failure. */
  readonly lastAt: Instant | null
}

/** Five minutes: coarse enough for few rows, fine enough for windows of an hour. */
export const bucketSpan = minutes(5)
export const bucketAt = (now: Instant): number => Math.floor(now / bucketSpan)

/** The place under which a whole organisation's failures are tallied, in a few shards that don't wait for each other. */
export const everywhere = (shard: number): string => `*${shard}`
export const shards = 8

/**
 * Over its limit a place waits its turn (one start or failure each `networkWait`); it is never refused for good. An address
 * that is new waits with its network, or a whole /24 of new addresses would never wait.
 */
export function networkWait(tallies: readonly Tally[], keys: NetworkKeys, limits: Limits, now: Instant): number {
  const factor = keys.private ? limits.privateNetwork : 1
  const isOver = (place: string, times: number): boolean =>
    limits.networkStarts.some((window) => sum(tallies, place, 'starts', window, now) >= window.count * times) ||
    limits.networkFailures.some((window) => sum(tallies, place, 'failures', window, now) >= window.count * times)
  const waitOf = (place: string, times: number): number => {
    if (!isOver(place, times)) return 0
    const counted = tallies.filter((each) => each.place === place).flatMap((each) => each.lastAt ?? [])
    const last = counted.reduce((newest, at) => latest(newest, at), earlier(now, limits.networkWait))
    return later(last, limits.networkWait) - now
  }
  return Math.max(0, waitOf(keys.address, factor), waitOf(keys.network, factor * limits.widerNetwork))
}

/** Attack mode: so many failures in the whole organisation that single limits no longer say enough. */
export function underAttack(tallies: readonly Tally[], enabledAccounts: number, limits: Limits, now: Instant): boolean {
  const failures = sum(tallies, '*', 'failures', limits.attackFailures, now)
  return failures >= Math.max(limits.attackFailures.count, enabledAccounts * limits.attackShare)
}

function sum(
  tallies: readonly Tally[],
  place: string,
  what: 'starts' | 'failures',
  window: Window,
  now: Instant,
): number {
  const since = bucketAt(earlier(now, window.span))
  return (
    tallies
      // The bucket in which the window begins counts whole, so that no window ever holds more than its count.
      .filter((each) => each.bucket >= since && (place === '*' ? each.place.startsWith('*') : each.place === place))
      .reduce((total, each) => total + each[what], 0)
  )
}
