// The sign-in throttle of directories that keep none of their own. It slows guessing without letting a stranger lock the owner out:
// known browsers and strangers are counted apart, and the same wrong password typed again is not counted at all.
import { days, type Instant, later, minutes, seconds } from '../time.ts'

export interface LockState {
  readonly failures: number
  /** Lockouts since the last success: each lasts twice as long as the one before. */
  readonly lockouts: number
  readonly lockedUntil: Instant | null
  /** Keyed 32-bit tags of the last three wrong passwords: enough to know a repeat, too little to test a guess against. */
  readonly tags: readonly number[]
}

export const unlocked: LockState = { failures: 0, lockouts: 0, lockedUntil: null, tags: [] }

/** Failures before the first lockout, its length, and the longest one. */
const lockoutThreshold = 10
const firstLockout = seconds(60)
const longestLockout = minutes(60)
const rememberedTags = 3

export const isLocked = (state: LockState, now: Instant): boolean =>
  state.lockedUntil !== null && now < state.lockedUntil

/** After the first lockout one more failure locks again, for twice as long. A quiet day ends the series. */
export function afterWrongPassword(before: LockState, tag: number, now: Instant): LockState {
  const state = before.lockedUntil !== null && now >= later(before.lockedUntil, days(1)) ? unlocked : before
  if (isLocked(state, now) || state.tags.includes(tag)) return state
  const failures = state.failures + 1
  const tags = [tag, ...state.tags].slice(0, rememberedTags)
  if (state.lockouts === 0 && failures < lockoutThreshold) return { ...state, failures, tags }
  const span = Math.min(firstLockout * 2 ** state.lockouts, longestLockout)
  return { failures, lockouts: state.lockouts + 1, lockedUntil: later(now, span), tags }
}
