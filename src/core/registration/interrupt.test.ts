import { describe, expect, it } from 'vitest'
import { entry, person, policy, start, tim, timsApp, timsMail } from '../../../tests/model/cast.ts'
import { imported, sessionFacts, signedIn } from '../../../tests/model/session-cast.ts'
import type { AccountFacts, RegisteredMethod } from '../people/account.ts'
import { directoryKey } from '../people/identifiers.ts'
import type { Policy, RegistrationPolicy } from '../policy/policy.ts'
import { days, instantFrom, later } from '../time.ts'
import { interruptFor, kindAfter, mustChange, type Passed } from './interrupt.ts'

const asked = (account: AccountFacts, more: Partial<RegistrationPolicy> = {}, rules: Partial<Policy> = {}, span = 0) =>
  interruptFor(
    signedIn(),
    sessionFacts(account, {
      policy: { ...policy, ...rules, registration: { ...policy.registration, ...more } },
      now: later(start, span),
    }),
  )
const own = (...methods: readonly RegisteredMethod[]) => person('tim', methods)
const nobody = own()
const registration = (more: Partial<AccountFacts['registration']>, of: AccountFacts = tim): AccountFacts => ({
  ...of,
  registration: { ...of.registration, ...more },
})

describe('who lacks methods', () => {
  it('is asked for as many as the gates need', () => {
    expect(asked(nobody)).toEqual({ kind: 'register', have: 0, needed: 2, skipsLeft: 3 })
    expect(asked(own(timsMail))).toEqual({ kind: 'register', have: 1, needed: 2, skipsLeft: 3 })
    expect(asked(own(timsMail), {}, { gates: 1 })).toBeNull()
    expect(asked(tim)).toBeNull()
  })

  it('is not asked again for what is on hold, nor for what was imported and is trusted', () => {
    const held = { ...timsApp, heldUntil: later(start, days(1)) }
    expect(asked(own(timsMail, held))).toBeNull()
    expect(asked(own(imported(timsMail), timsApp))).toMatchObject({ have: 1 })
    expect(asked(own(imported(timsMail), timsApp), {}, { trustImported: true })).toBeNull()
  })

  it('is not asked where nothing is required, where nothing could be recovered, or where nothing helps', () => {
    expect(asked(nobody, { required: false })).toBeNull()
    expect(asked(nobody, {}, { scope: { kind: 'none' } })).toBeNull()
    expect(asked(nobody, {}, { on: false })).toBeNull()
    expect(asked(nobody, {}, { edition: 'free' })).toBeNull()
    expect(asked(nobody, {}, { methods: [] })).toBeNull()
    expect(asked(own(timsMail), {}, { methods: [timsMail.kind] })).toBeNull()
    const away = { ...nobody, entry: entry({ source: 'synchronized', directory: directoryKey('elsewhere') }) }
    expect(asked(away), 'its directory may not be written to').toBeNull()
    const administrator = { ...nobody, entry: entry({ role: 'user-administrator' }) }
    expect(asked(administrator, {}, { scope: { kind: 'none' } })).toMatchObject({ needed: 2 })
    expect(asked(administrator, {}, { administrators: { ...policy.administrators, on: false } })).toBeNull()
  })

  it('has so many skips, for ever where the policy says so or where nothing could be done, and never less than none', () => {
    const left = (skips: number, more: Partial<RegistrationPolicy>) =>
      asked(registration({ skips }, nobody), more)?.skipsLeft
    expect([0, 1, 3, 4].map((skips) => left(skips, { skips: 3 }))).toEqual([3, 2, 0, 0])
    expect(left(9, { skips: null })).toBeNull()
    expect(left(9, { firstEnrolment: 'known-address' })).toBeNull()
    expect(left(9, { firstEnrolment: 'enrolment-code' })).toBe(0)
  })
})

describe('who has enough', () => {
  it('is asked after so many days whether all is still right, counted from the last answer or the newest method', () => {
    const confirm = { kind: 'confirm', skipsLeft: 3 }
    const at = (day: number, of = tim) => asked(of, { reconfirmAfterDays: 180 }, {}, days(day))
    expect(at(180)).toEqual(confirm)
    expect(asked(tim, { reconfirmAfterDays: 180 }, {}, days(180) - 1)).toBeNull()
    const confirmed = registration({ confirmedAt: later(start, days(100)) })
    expect(at(279, confirmed)).toBeNull()
    expect(at(280, confirmed)).toEqual(confirm)
    const newer = { ...timsApp, provenAt: later(start, days(50)) }
    expect(at(229, own(timsMail, newer))).toBeNull()
    expect(at(230, own(timsMail, newer))).toEqual(confirm)
  })

  it('is never asked where the days are none, nor about what nobody has proven', () => {
    expect(asked(tim, { reconfirmAfterDays: 0 }, {}, days(9_999))).toBeNull()
    const trusted = own(imported(timsMail), imported(timsApp))
    expect(asked(trusted, {}, { trustImported: true }, days(9_999))).toBeNull()
  })
})

describe('the page after', () => {
  const member = tim
  const lacking = nobody
  const administrator = { ...tim, entry: entry({ role: 'global-administrator' }) }
  const expired = (of: AccountFacts) => ({ ...of, entry: { ...of.entry, mustChangePassword: true } })

  it.each<readonly [Passed, string, AccountFacts, string]>([
    ['password', 'a member', member, 'full'],
    ['password', 'who lacks methods', lacking, 'interrupted'],
    ['password', 'an administrator', administrator, 'second-proof'],
    ['password', 'an administrator without methods', { ...administrator, methods: [] }, 'second-proof'],
    ['password', 'whose password has to be replaced', expired(lacking), 'must-change'],
    ['password', 'an administrator whose password has to be replaced', expired(administrator), 'must-change'],
    ['new-password', 'a member', member, 'full'],
    ['new-password', 'who lacks methods', lacking, 'interrupted'],
    ['new-password', 'an administrator', administrator, 'second-proof'],
    ['second-proof', 'an administrator', administrator, 'full'],
    ['second-proof', 'an administrator with one method', { ...administrator, methods: [timsMail] }, 'interrupted'],
  ])('the %s of %s', (passed, _, account, kind) => {
    expect(kindAfter(passed, signedIn(), sessionFacts(account))).toBe(kind)
  })

  it('replaces a password that has to be changed or is too old', () => {
    expect(mustChange(entry(), start)).toBe(false)
    expect(mustChange(entry({ mustChangePassword: true }), start)).toBe(true)
    expect(mustChange(entry({ passwordExpiresAt: start }), start)).toBe(true)
    expect(mustChange(entry({ passwordExpiresAt: instantFrom(start + 1) }), start)).toBe(false)
  })
})
