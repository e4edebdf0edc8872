// After the password: which page comes next, and who is stopped to keep the account recoverable.
import { describe, expect, it } from 'vitest'
import { entry, person, policy, registered, start, tim, timsMail } from '../../../tests/model/cast.ts'
import {
  facts,
  freshlySignedIn,
  imported,
  noor,
  Sitting,
  withRegistration,
  withRole,
} from '../../../tests/model/registering-cast.ts'
import { authenticatorApp } from '../methods/authenticator-app/authenticator-app.ts'
import { email } from '../methods/email/email.ts'
import type { AccountFacts } from '../people/account.ts'
import { directoryKey } from '../people/identifiers.ts'
import type { Policy } from '../policy/policy.ts'
import { days, later } from '../time.ts'
import { interruptFor, kindAfter } from './interrupt.ts'
import { emptySession } from './session.ts'

const asked = (account: AccountFacts, more: Parameters<typeof facts>[1] = {}) =>
  interruptFor(emptySession, facts(account, more))
const withPolicy = (change: Partial<Policy>) => ({ policy: { ...policy, ...change } })
const skipped = (account: AccountFacts, skips: number): AccountFacts => ({
  ...account,
  registration: { ...account.registration, skips },
})

describe('registration is asked for', () => {
  it('of whoever lacks methods, with how many there are, how many are needed, and how often it may be put off', () => {
    expect(asked(noor)).toEqual({ kind: 'register', have: 0, needed: 2, skipsLeft: 3 })
    expect(asked(skipped(person('mara', [timsMail]), 2))).toEqual({
      kind: 'register',
      have: 1,
      needed: 2,
      skipsLeft: 1,
    })
    expect(asked(skipped(noor, 9))).toMatchObject({ skipsLeft: 0 })
    expect(asked(skipped(noor, 9), withRegistration({ skips: null }))).toMatchObject({ skipsLeft: null })
  })

  it('also where what there is was only imported', () => {
    expect(asked(person('ivan', [imported(timsMail)]))).toMatchObject({ kind: 'register', have: 0 })
  })

  it.each<[string, Parameters<typeof facts>[1]]>([
    ['the policy asks nobody', withRegistration({ required: false })],
    ['nobody may reset', withPolicy({ scope: { kind: 'none' } })],
    ['the organisation is switched off', withPolicy({ on: false })],
    ['the edition does not entitle', withPolicy({ edition: 'free' })],
    ['no kind could be registered', withPolicy({ methods: [] })],
  ])('of nobody when %s', (_, more) => {
    expect(asked(noor, more)).toBe(null)
  })

  it('of an administrator by the administrators’ policy alone', () => {
    const grace = withRole(noor, 'global-administrator')
    const nobody = { scope: { kind: 'none' } } as const
    expect(asked(grace, withPolicy(nobody))).toMatchObject({ kind: 'register', needed: 2 })
    expect(asked(grace, withPolicy({ ...nobody, administrators: { on: false, methods: [email.kind] } }))).toBe(null)
  })

  it('not of whoever holds what is needed, on hold or not', () => {
    const held = { ...registered('held', authenticatorApp), heldUntil: later(start, days(1)) }
    expect(asked(person('tim', [timsMail, held]))).toBe(null)
  })

  it('of nobody whose directory may not be written to', () => {
    const away = { ...noor, entry: entry({ source: 'synchronized', directory: directoryKey('elsewhere') }) }
    expect(asked(away)).toBe(null)
  })
})

describe('the question whether all is still right', () => {
  const at = (span: number, more: Parameters<typeof withRegistration>[0] = {}) =>
    asked(tim, { now: later(start, span), ...withRegistration(more) })

  it('comes 180 days after the newest method was proven, and not a moment before', () => {
    expect(at(days(180) - 1)).toBe(null)
    expect(at(days(180))).toEqual({ kind: 'confirm', skipsLeft: 3 })
  })

  it('comes after as many days as the policy says, and never at 0', () => {
    expect(at(days(90), { reconfirmAfterDays: 90 })).toMatchObject({ kind: 'confirm' })
    expect(at(days(7_300), { reconfirmAfterDays: 0 })).toBe(null)
  })

  it('is answered for the next 180 days by saying yes, and comes again at the next sign-in when it was put off', () => {
    const sitting = new Sitting(tim, { kind: 'interrupted' }).after(days(200))
    sitting.take({ type: 'skipped' })
    expect([sitting.kind, sitting.account.registration.skips]).toEqual(['full', 1])
    expect(interruptFor(emptySession, sitting.facts())).toEqual({ kind: 'confirm', skipsLeft: 2 })
    const again = new Sitting(sitting.account, { kind: 'interrupted' }).after(days(201))
    again.take({ type: 'all-confirmed' })
    expect([again.kind, again.account.registration.skips]).toEqual(['full', 0])
    expect(interruptFor(emptySession, again.after(days(179)).facts())).toBe(null)
    expect(interruptFor(emptySession, again.after(days(1)).facts())).toMatchObject({ kind: 'confirm' })
  })
})

describe('saying that something has changed', () => {
  const hana = (skips: number) => new Sitting(skipped(tim, skips), { kind: 'interrupted' }).after(days(200))

  it.each([0, 3])('opens the way after %i skips, claims nothing and counts nothing', (skips) => {
    const sitting = hana(skips)
    expect(sitting.take({ type: 'change-asked' })).toMatchObject({ kind: 'step', account: {}, facts: [], changes: [] })
    expect([sitting.kind, sitting.account.registration]).toEqual(['full', skipped(tim, skips).registration])
    expect(interruptFor(emptySession, sitting.facts()), 'asked again').toMatchObject({ kind: 'confirm' })
  })

  it('is no way past what is lacking', () => {
    const sitting = new Sitting(noor, { kind: 'interrupted' })
    expect(sitting.take({ type: 'change-asked' })).toEqual({ kind: 'stay' })
  })
})

describe('putting it off', () => {
  it('works as often as the policy says, and then no more', () => {
    const account = { current: noor as AccountFacts }
    for (let n = 0; n < 3; n += 1) {
      const sitting = new Sitting(account.current, { kind: 'interrupted' })
      sitting.take({ type: 'skipped' })
      expect(sitting.kind).toBe('full')
      account.current = sitting.account
    }
    const last = new Sitting(account.current, { kind: 'interrupted' })
    expect(last.take({ type: 'skipped' })).toEqual({ kind: 'refuse', why: 'no-skip-left' })
    expect(last.kind).toBe('interrupted')
  })

  it('is counted anew once something was registered', () => {
    const sitting = new Sitting(skipped(noor, 2), { kind: 'interrupted' })
    sitting.adds('mail')
    expect(sitting.account.registration.skips).toBe(0)
  })

  it('is nothing where nothing is asked any more: the way is open', () => {
    const sitting = new Sitting(skipped(tim, 3), { kind: 'interrupted' })
    sitting.take({ type: 'skipped' })
    expect([sitting.kind, sitting.account.registration.skips]).toEqual(['full', 3])
  })

  it('is not saying yes: what is lacking can’t be confirmed away', () => {
    const sitting = new Sitting(noor, { kind: 'interrupted' })
    expect(sitting.take({ type: 'all-confirmed' })).toEqual({ kind: 'stay' })
  })
})

describe('after the password', () => {
  const next = (account: AccountFacts, passed: Parameters<typeof kindAfter>[0] = 'password') =>
    kindAfter(passed, freshlySignedIn, facts(account))
  const mustChange = (account: AccountFacts): AccountFacts => ({
    ...account,
    entry: entry({ ...account.entry, mustChangePassword: true }),
  })

  it('a password that must change comes first, then an administrator’s second proof, then the interrupt', () => {
    const everything = mustChange(withRole(noor, 'global-administrator'))
    expect(next(everything)).toBe('must-change')
    expect(next(everything, 'new-password')).toBe('second-proof')
    expect(next(everything, 'second-proof')).toBe('interrupted')
    expect(next(everything, 'interrupt')).toBe('full')
  })

  it('an expired password is one that must change, from its last moment on', () => {
    const expires = (at: number) => ({ ...tim, entry: entry({ ...tim.entry, passwordExpiresAt: later(start, at) }) })
    expect([next(expires(0)), next(expires(1))]).toEqual(['must-change', 'full'])
  })

  it('a member with everything is through; readers of reports are members', () => {
    expect(next(tim)).toBe('full')
    expect(next(withRole(tim, 'reports-reader'))).toBe('full')
    expect(next(withRole(tim, 'help-desk-administrator'))).toBe('second-proof')
  })

  it('of a session that waits for an administrator’s second proof, only that proof leads on', () => {
    const sitting = new Sitting(withRole(tim, 'global-administrator'), { kind: 'second-proof' })
    for (const event of [{ type: 'skipped' }, { type: 'all-confirmed' }, { type: 'password-proven' }] as const) {
      expect(sitting.take(event)).toEqual({ kind: 'stay' })
    }
    sitting.proves(timsMail)
    expect(sitting.kind).toBe('full')
  })
})
