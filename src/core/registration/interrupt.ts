// After the password: which page comes next, and whether a person is stopped there to keep the account recoverable.
import type { DirectoryEntry } from '../people/account.ts'
import { isEnabled } from '../policy/eligibility.ts'
import { days, type Instant, later } from '../time.ts'
import type { SessionKind, SessionState } from './session.ts'
import {
  gatesNeeded,
  gatesPassed,
  isForAdministrator,
  lackingKinds,
  provenMethods,
  type StandingFacts,
} from './standing.ts'

export type Interrupt =
  /** Too few methods: `have` of the `needed` gates can be passed. */
  | { readonly kind: 'register'; readonly have: number; readonly needed: number; readonly skipsLeft: number | null }
  /** Long ago somebody said that all is right; is it still? */
  | { readonly kind: 'confirm'; readonly skipsLeft: number | null }

/** Null where nothing is asked: nothing is lacking, or nothing that is lacking could be registered. */
export function interruptFor(state: SessionState, facts: StandingFacts): Interrupt | null {
  const { policy, account, catalogue, now } = facts
  const { registration } = policy
  if (!registration.required || !isEnabled(policy, account)) return null
  const skipsLeft = registration.skips === null ? null : Math.max(0, registration.skips - account.registration.skips)
  const have = gatesPassed(state, facts)
  const needed = gatesNeeded(state, facts)
  if (have < needed) {
    return lackingKinds(state, facts).length === 0 ? null : { kind: 'register', have, needed, skipsLeft }
  }
  const { reconfirmAfterDays } = registration
  if (reconfirmAfterDays === 0) return null
  const last = lastConfirmed(state, facts)
  const due = last === null || later(last, days(reconfirmAfterDays)) <= now
  return due && provenMethods(state, account).some(({ kind }) => catalogue.has(kind))
    ? { kind: 'confirm', skipsLeft }
    : null
}

/** A method that was proven since is as good as an answer. */
function lastConfirmed(state: SessionState, { account }: StandingFacts): Instant | null {
  const times = [account.registration.confirmedAt, ...provenMethods(state, account).map((each) => each.provenAt)]
  return times.reduce((newest, at) => (newest === null || (at !== null && at > newest) ? at : newest), null)
}

/** What was passed before: each opens the next. */
export type Passed = 'password' | 'new-password' | 'second-proof' | 'interrupt'

/** The kind of the session once `passed` is behind the person. */
export function kindAfter(passed: Passed, state: SessionState, facts: StandingFacts): SessionKind {
  const { entry } = facts.account
  if (passed === 'password' && mustChange(entry, facts.now)) return 'must-change'
  if ((passed === 'password' || passed === 'new-password') && isForAdministrator(state, facts)) return 'second-proof'
  if (passed !== 'interrupt' && interruptFor(state, facts) !== null) return 'interrupted'
  return 'full'
}

/** Must-change and expired passwords open one door: the page that replaces them. */
const mustChange = (entry: DirectoryEntry, now: Instant): boolean =>
  entry.mustChangePassword || (entry.passwordExpiresAt !== null && entry.passwordExpiresAt <= now)
