// After the password: which page comes next, and whether a person is stopped there to keep the account recoverable.
import type { AccountFacts, DirectoryEntry } from '../people/account.ts'
import { isEnabled } from '../policy/eligibility.ts'
import { days, type Instant, later } from '../time.ts'
import type { SessionKind, SessionState } from './session.ts'
import { gatesNeeded, gatesPassed, isClosed, isForAdministrator, lackingKinds, type StandingFacts } from './standing.ts'

export type Interrupt =
  /** Too few methods: `have` of the `needed` gates can be passed. `skipsLeft` null: it may be put off for ever. */
  | { readonly kind: 'register'; readonly have: number; readonly needed: number; readonly skipsLeft: number | null }
  /** Long ago somebody said that all is right; is it still? */
  | { readonly kind: 'confirm'; readonly skipsLeft: number | null }

/** Null where nothing is asked: nothing is lacking, or nothing that is lacking could be registered. */
export function interruptFor(state: SessionState, facts: StandingFacts): Interrupt | null {
  const { policy, account, catalogue, now } = facts
  const { registration } = policy
  const asked = isAskedAgain(account)
  if (!(registration.required || asked) || !isEnabled(policy, account)) return null
  const skipsLeft = registration.skips === null ? null : Math.max(0, registration.skips - account.registration.skips)
  const have = gatesPassed(state, facts)
  const needed = gatesNeeded(state, facts)
  if (have < needed) {
    if (lackingKinds(state, facts).length === 0) return null
    // Whoever can't do what is asked, whatever they show, is told so and not kept out for it.
    return { kind: 'register', have, needed, skipsLeft: isClosed(state, facts) ? null : skipsLeft }
  }
  const { reconfirmAfterDays } = registration
  const last = lastConfirmed(account)
  const due = reconfirmAfterDays > 0 && (last === null || later(last, days(reconfirmAfterDays)) <= now)
  return (due || asked) && account.methods.some(({ kind, provenAt }) => provenAt !== null && catalogue.has(kind))
    ? { kind: 'confirm', skipsLeft }
    : null
}

/** By an administrator, and not answered since. */
function isAskedAgain(account: AccountFacts): boolean {
  const { askedAt = null } = account.registration
  const last = lastConfirmed(account)
  return askedAt !== null && (last === null || last < askedAt)
}

/** A method that was proven since is as good as an answer. */
function lastConfirmed({ registration, methods }: AccountFacts): Instant | null {
  const times = [registration.confirmedAt, ...methods.map((each) => each.provenAt)]
  return times.reduce((newest, at) => (newest === null || (at !== null && at > newest) ? at : newest), null)
}

/** What was passed before: each opens the next. */
export type Passed = 'password' | 'new-password' | 'second-proof'

/** The kind of the session once `passed` is behind the person. */
export function kindAfter(passed: Passed, state: SessionState, facts: StandingFacts): SessionKind {
  const { entry } = facts.account
  if (passed === 'password' && mustChange(entry, facts.now)) return 'must-change'
  if (passed !== 'second-proof' && isForAdministrator(state, facts)) return 'second-proof'
  return interruptFor(state, facts) === null ? 'full' : 'interrupted'
}

/** Set by somebody else for an hour, and never changed: it opens nothing any more. */
export const isDeadOneTimePassword = (entry: DirectoryEntry, now: Instant): boolean =>
  entry.mustChangePassword && entry.passwordExpiresAt !== null && entry.passwordExpiresAt <= now

/** Must-change and expired passwords open one door: the page that replaces them. */
export const mustChange = (entry: DirectoryEntry, now: Instant): boolean =>
  entry.mustChangePassword || (entry.passwordExpiresAt !== null && entry.passwordExpiresAt <= now)
