// May one more comparison, start or message be spent on this account now? Pure functions of history and time.
import type { LookupHash, MethodKind } from '../people/identifiers.ts'
import { days, earlier, type Instant, later, latest } from '../time.ts'
import type { Allowance } from './allowance.ts'
import { type Counters, streakOf } from './counters.ts'
import type { Limits, Window } from './limits.ts'

/** Open, or closed until a time (null: until an administrator clears it or the method is bound again). */
export type Standing = { readonly open: true } | { readonly open: false; readonly until: Instant | null }

const open: Standing = { open: true }

/** Whether a comparison may be made. While it may not, answers are treated like wrong ones and not compared. */
export function comparisonStanding(
  counters: Counters,
  kind: MethodKind,
  allowance: Allowance,
  limits: Limits,
  now: Instant,
): Standing {
  const streak = streakOf(counters, kind)
  if (streak.known + streak.strangers >= limits.streakForAll) return { open: false, until: null }
  if (allowance === 'strangers' && streak.strangers >= limits.streakForStrangers) return { open: false, until: null }
  const failures = counters.failures[allowance]
  const ends = [...limits.failures.map((window) => spentUntil(failures, window, now)), waitEnd(failures, limits, now)]
  const until = latest(now, ...ends)
  return until > now ? { open: false, until } : open
}

/** Whether a journey that starts now may reach the account's methods. */
export function startStanding(counters: Counters, allowance: Allowance, limits: Limits, now: Instant): Standing {
  const until = latest(now, ...limits.starts.map((window) => spentUntil(counters.starts[allowance], window, now)))
  return until > now ? { open: false, until } : open
}

/** Whether one more message may go to this address; unasked ones have a cap of their own within the whole. */
export function mayMail(
  counters: Counters,
  address: LookupHash,
  asked: boolean,
  limits: Limits,
  now: Instant,
): boolean {
  const sent = counters.sends.filter((each) => each.address === address)
  const all = sent.map((each) => each.at)
  const unasked = sent.filter((each) => !each.asked).map((each) => each.at)
  return (
    limits.mails.every((window) => spentUntil(all, window, now) <= now) &&
    (asked || spentUntil(unasked, limits.unsolicitedMails, now) <= now)
  )
}

/** The wait that `count` failures in a row ask for, in milliseconds. */
export const waitAfter = (count: number, limits: Limits): number =>
  count === 0 ? 0 : (limits.waits[Math.min(count, limits.waits.length) - 1] ?? 0)

/** When the window next has room: at once, or when its oldest entries have left it. */
export function spentUntil(history: readonly Instant[], window: Window, now: Instant): Instant {
  const inside = history.filter((at) => at > earlier(now, window.span))
  const blocking = inside[inside.length - window.count]
  return blocking === undefined ? now : later(blocking, window.span)
}

function waitEnd(failures: readonly Instant[], limits: Limits, now: Instant): Instant {
  const last = failures.at(-1)
  if (last === undefined) return now
  // The day that ended with the last failure, not the one that ends now: a wait once begun lasts as long as it was to.
  const { length } = failures.filter((at) => at > earlier(last, days(1)))
  return later(last, length >= limits.failures[1].count ? limits.longWait : waitAfter(length, limits))
}
