// The history that limits are judged by. It hangs on the account, or on the bucket of a name nobody has, and outlives every journey.

import type { JourneyId, LookupHash, MethodKind } from '../people/identifiers.ts'
import { days, earlier, type Instant } from '../time.ts'
import type { Allowance } from './allowance.ts'
import { type LockState, unlocked } from './smart-lockout.ts'

export interface Send {
  readonly address: LookupHash
  readonly at: Instant
  readonly asked: boolean
}

export interface OpenJourney {
  readonly journey: JourneyId
  readonly at: Instant
  readonly allowance: Allowance
  readonly proven: boolean
}

export type PerAllowance<Value> = Readonly<Record<Allowance, Value>>

export interface Counters {
  /** When comparisons failed, newest last, of the last 31 days. */
  readonly failures: PerAllowance<readonly Instant[]>
  /** Failures of each method since its last success. */
  readonly streaks: Readonly<Record<MethodKind, PerAllowance<number>>>
  /** When journeys began, newest last, of the last day. */
  readonly starts: PerAllowance<readonly Instant[]>
  /** Journeys that may still go on. One that is not listed here is closed. */
  readonly open: readonly OpenJourney[]
  /** Messages of the last day. */
  readonly sends: readonly Send[]
  /** When messages went to addresses that were not proven yet, newest last, of the last day. */
  readonly enrolments: readonly Instant[]
  /** The sign-in throttle, for directories that keep none of their own. */
  readonly signIns: PerAllowance<LockState>
}

export const emptyCounters: Counters = {
  failures: { known: [], strangers: [] },
  streaks: {},
  starts: { known: [], strangers: [] },
  open: [],
  sends: [],
  enrolments: [],
  signIns: { known: unlocked, strangers: unlocked },
}

const none: PerAllowance<number> = { known: 0, strangers: 0 }

export const streakOf = (counters: Counters, kind: MethodKind): PerAllowance<number> => counters.streaks[kind] ?? none

/** Forgets what no window looks back to, so that a row stays small under any attack. */
export function forgetOld(counters: Counters, now: Instant): Counters {
  const since = (span: number) => (at: Instant) => at > earlier(now, span)
  const within = (lists: PerAllowance<readonly Instant[]>, span: number, most: number) => ({
    known: lists.known.filter(since(span)).slice(-most),
    strangers: lists.strangers.filter(since(span)).slice(-most),
  })
  return {
    ...counters,
    failures: within(counters.failures, days(31), 64),
    starts: within(counters.starts, days(1), 32),
    open: counters.open.filter((each) => each.at > earlier(now, days(1))).slice(-32),
    sends: counters.sends.filter((each) => each.at > earlier(now, days(1))).slice(-64),
    enrolments: counters.enrolments.filter(since(days(1))).slice(-32),
  }
}

export function countFailure(counters: Counters, kind: MethodKind, allowance: Allowance, now: Instant): Counters {
  const streak = streakOf(counters, kind)
  return {
    ...counters,
    failures: { ...counters.failures, [allowance]: [...counters.failures[allowance], now] },
    streaks: { ...counters.streaks, [kind]: { ...streak, [allowance]: streak[allowance] + 1 } },
  }
}

/** A success of one method ends that method's streak and no other counter. */
export const countSuccess = (counters: Counters, kind: MethodKind): Counters => ({
  ...counters,
  streaks: { ...counters.streaks, [kind]: none },
})

/**
 * The owner is back, so the sign-in throttle opens. Failed comparisons stay counted: an owner who is back every day
 * would otherwise give a stranger each day's guesses anew (365 a year become 3,650).
 */
export const clearLockouts = (counters: Counters): Counters => ({
  ...counters,
  signIns: { known: unlocked, strangers: unlocked },
})

export const countSend = (counters: Counters, send: Send): Counters => ({
  ...counters,
  sends: [...counters.sends, send],
})

export const countEnrolment = (counters: Counters, now: Instant): Counters => ({
  ...counters,
  enrolments: [...counters.enrolments, now],
})

/**
 * Opens a journey; beyond `most` of an allowance its oldest one without a proof is closed, never the new one and never a
 * proven one. Strangers can't close what a known browser has open.
 */
export function openJourney(
  counters: Counters,
  journey: JourneyId,
  allowance: Allowance,
  most: number,
  now: Instant,
): Counters {
  const others = counters.open.filter((each) => each.journey !== journey)
  const rivals = others.filter((each) => each.allowance === allowance)
  const victim = rivals.length >= most ? rivals.find((each) => !each.proven) : undefined
  return {
    ...counters,
    starts: { ...counters.starts, [allowance]: [...counters.starts[allowance], now] },
    open: [...others.filter((each) => each !== victim), { journey, at: now, allowance, proven: false }],
  }
}

export const markProven = (counters: Counters, journey: JourneyId): Counters => ({
  ...counters,
  open: counters.open.map((each) => (each.journey === journey ? { ...each, proven: true } : each)),
})

export const closeJourney = (counters: Counters, journey: JourneyId): Counters => ({
  ...counters,
  open: counters.open.filter((each) => each.journey !== journey),
})

/** With a new password nothing goes on that was begun under the old one. */
export const closeEveryJourney = (counters: Counters): Counters => ({ ...counters, open: [] })
