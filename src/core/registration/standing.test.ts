import { describe, expect, it } from 'vitest'
import {
  approval,
  catalogue,
  entry,
  person,
  policy,
  questions,
  registered,
  start,
  text,
  tim,
  timsApp,
  timsMail,
} from '../../../tests/model/cast.ts'
import { imported, provenBy, sessionFacts, settingUp, signedIn } from '../../../tests/model/session-cast.ts'
import type { AccountFacts, RegisteredMethod } from '../people/account.ts'
import type { FirstEnrolment, Policy } from '../policy/policy.ts'
import { hours, later, minutes } from '../time.ts'
import { emptySession, passwordProof, type SessionState } from './session.ts'
import { isClosed, isProvenTwice, methodsToProve, type StandingFacts, standingOf } from './standing.ts'

const first = (firstEnrolment: FirstEnrolment, more: Partial<Policy> = {}): Policy => ({
  ...policy,
  ...more,
  registration: { ...policy.registration, firstEnrolment },
})
const standing = (state: SessionState, account: AccountFacts, more: Partial<StandingFacts> = {}) =>
  standingOf(state, sessionFacts(account, more))

const known = imported(timsMail)
const held = (method: RegisteredMethod) => ({ ...method, heldUntil: later(start, hours(24)) })
const nobody = person('tim', [])
const proven = (...methods: readonly RegisteredMethod[]) => signedIn({ proofs: methods.map((each) => provenBy(each)) })
const atOnce = { hold: 0, first: true }
const heldADay = { hold: hours(24), first: false }

describe('whoever has a method that could be proven', () => {
  it('RG-01: proves one first; the password opens nothing, and neither does what somebody else could prove', () => {
    expect(standing(signedIn(), tim)).toEqual({ kind: 'prove' })
    expect(standing(emptySession, tim)).toEqual({ kind: 'prove' })
    expect(standing(proven(registered('adas-mail', timsMail)), tim)).toEqual({ kind: 'prove' })
  })

  it('RG-01: proves it within the last five minutes, to the millisecond', () => {
    const at = (span: number) => standing(proven(timsMail), tim, { now: later(start, span) }).kind
    expect(at(minutes(5) - 1)).toBe('open')
    expect(at(minutes(5))).toBe('prove')
    expect(at(-1)).toBe('prove')
  })

  it('may finish within fifteen minutes what a fresh proof began', () => {
    const at = (span: number) =>
      standingOf(proven(timsMail), sessionFacts(tim, { now: later(start, span) }), minutes(15)).kind
    expect(at(minutes(15) - 1)).toBe('open')
    expect(at(minutes(15))).toBe('prove')
  })

  it('RG-05: adds what is held for a day by one proof, and what is not by two of different classes', () => {
    expect(standing(proven(timsMail), tim)).toEqual({ kind: 'open', ...heldADay })
    expect(standing(proven(timsMail, timsApp), tim)).toEqual({ kind: 'open', hold: 0, first: false })
    const other = registered('other-mail', timsMail, 'tim@work.example')
    const twoMailboxes = person('tim', [timsMail, other])
    expect(standing(proven(timsMail, other), twoMailboxes)).toEqual({ kind: 'open', ...heldADay })
    expect(standing(signedIn({ proofs: [passwordProof(start), provenBy(timsMail)] }), tim)).toMatchObject(heldADay)
  })

  it('RG-05: can neither step up nor count twice by a method on hold', () => {
    const account = person('tim', [timsMail, held(timsApp)])
    expect(standing(proven(timsApp), account)).toEqual({ kind: 'prove' })
    expect(standing(proven(timsMail, timsApp), account)).toEqual({ kind: 'open', ...heldADay })
    expect(isProvenTwice(proven(timsMail, timsApp), sessionFacts(account))).toBe(false)
    expect(isProvenTwice(proven(timsMail, timsApp), sessionFacts(tim))).toBe(true)
  })

  it('is asked for it though the policy trusts an address that was imported', () => {
    const trusting = { policy: { ...policy, trustImported: true } }
    const account = person('tim', [known, timsApp])
    expect(standing(signedIn(), account, trusting)).toEqual({ kind: 'prove' })
    expect(standing(proven(known), account, trusting)).toEqual({ kind: 'open', ...heldADay })
  })
})

describe('a first enrolment', () => {
  const after = (methods: readonly RegisteredMethod[], state: SessionState) =>
    standing(state, person('tim', methods)).kind

  it.each([
    ['password', [], 'open'],
    ['password', [known], 'confirm-known'],
    ['known-address', [], 'closed'],
    ['known-address', [known], 'confirm-known'],
    ['enrolment-code', [], 'enrolment-code'],
    ['enrolment-code', [known], 'enrolment-code'],
  ] as const)('RG-06: by %s with the addresses %j on file is at first %s', (asked, methods, kind) => {
    const account = person('tim', methods)
    expect(standing(signedIn(), account, { policy: first(asked) }).kind).toBe(kind)
    expect(standing(emptySession, account, { policy: first(asked) })).toEqual({ kind: 'password' })
    const late = { policy: first(asked), now: later(start, minutes(5)) }
    expect(standing(signedIn(), account, late)).toEqual({ kind: 'password' })
  })

  it('RG-06: goes by an administrator’s code whatever else is asked, and not without the password', () => {
    for (const asked of ['password', 'known-address', 'enrolment-code'] as const) {
      const account = person('tim', asked === 'enrolment-code' ? [] : [known])
      const state = signedIn({ enrolmentCode: true })
      expect(standing(state, account, { policy: first(asked) })).toEqual({ kind: 'open', ...atOnce })
      expect(standing({ ...state, proofs: [] }, account, { policy: first(asked) })).toEqual({ kind: 'password' })
    }
  })

  it('asks for an imported address only where a code can be sent to it and the policy allows it', () => {
    expect(standing(signedIn(), person('tim', [imported(timsApp)]))).toEqual({ kind: 'open', ...atOnce })
    const withoutMail = { policy: first('known-address', { methods: [timsApp.kind] }) }
    expect(standing(signedIn(), person('tim', [known]), withoutMail)).toEqual({ kind: 'closed' })
  })

  it('RG-06: is not skipped where the policy trusts what was imported', () => {
    const trusting = { policy: first('password', { trustImported: true }) }
    expect(standing(signedIn(), person('tim', [known]), trusting)).toMatchObject({ kind: 'confirm-known' })
    expect(standing(proven(known), person('tim', [known]), trusting)).toEqual({ kind: 'password' })
  })

  it('goes on in its session, unheld, until the gates can be passed; each step by a proof of what it added before', () => {
    const state = signedIn({ enrolled: [timsMail.id], proofs: [passwordProof(start), provenBy(timsMail)] })
    expect(standing(state, person('tim', [timsMail]))).toEqual({ kind: 'open', ...atOnce })
    expect(standing(state, person('tim', [timsMail]), { policy: { ...policy, gates: 1 } })).toMatchObject(heldADay)
    expect(standing(state, tim)).toEqual({ kind: 'open', ...heldADay })
    // The password alone was enough for the first one only.
    expect(standing({ ...state, proofs: [passwordProof(start)] }, person('tim', [timsMail])).kind).toBe('prove')
  })

  it('RG-05: is over with its session', () => {
    expect(standing(proven(timsMail), person('tim', [timsMail]))).toEqual({ kind: 'open', ...heldADay })
  })

  it('RG-05: is none where somebody has taken away everything', () => {
    const emptied = { ...nobody, registration: { ...nobody.registration, confirmedAt: start } }
    expect(standing(signedIn(), emptied)).toEqual({ kind: 'open', ...heldADay })
    const withKnown = { ...emptied, methods: [known] }
    expect(standing(signedIn(), withKnown)).toEqual({ kind: 'confirm-known', method: known.id, ...heldADay })
    expect(standing(signedIn({ enrolled: [timsMail.id] }), emptied)).toEqual({ kind: 'open', ...heldADay })
  })

  it('never is an administrator’s: a set-up link is the way', () => {
    const administrator = { ...nobody, entry: entry({ role: 'help-desk-administrator' }) }
    expect(standing(signedIn(), administrator)).toEqual({ kind: 'closed' })
    expect(standing(signedIn({ enrolmentCode: true }), { ...administrator, methods: [known] }).kind).toBe('closed')
    const reader = { ...nobody, entry: entry({ role: 'reports-reader' }) }
    expect(standing(signedIn(), reader)).toEqual({ kind: 'open', ...atOnce })
    expect(after([], signedIn())).toBe('open')
  })
})

describe('whoever has methods of which none can be proven now', () => {
  const unusable: readonly (readonly [string, AccountFacts, Partial<Policy>])[] = [
    ['on hold', person('tim', [held(timsMail)]), {}],
    ['not allowed any more', person('tim', [timsMail]), { methods: [timsApp.kind] }],
    ['knowledge', person('tim', [registered('ask', questions)]), { methods: [questions.kind, timsMail.kind] }],
    ['answered elsewhere', person('tim', [registered('friend', approval)]), {}],
  ]

  it.each(unusable)('RG-06: (%s) goes by what a first enrolment asks, and is held', (_, account, more) => {
    expect(standing(emptySession, account, { policy: first('password', more) })).toEqual({ kind: 'password' })
    expect(standing(signedIn(), account, { policy: first('password', more) })).toEqual({ kind: 'open', ...heldADay })
    expect(standing(signedIn(), account, { policy: first('known-address', more) })).toEqual({ kind: 'closed' })
    expect(standing(signedIn(), account, { policy: first('enrolment-code', more) }).kind).toBe('enrolment-code')
  })

  it('can be asked for nothing where nothing they could show would do', () => {
    const closed = (account: AccountFacts, asked: FirstEnrolment) =>
      isClosed(emptySession, sessionFacts(account, { policy: first(asked) }))
    expect(closed(nobody, 'known-address')).toBe(true)
    expect(closed(nobody, 'password')).toBe(false)
    expect(closed(nobody, 'enrolment-code')).toBe(false)
    expect(closed(person('tim', [known]), 'known-address')).toBe(false)
    expect(closed(tim, 'known-address')).toBe(false)
  })
})

it('a set-up asks for nothing more: its link was the proof', () => {
  expect(standing({ ...settingUp, proofs: [] }, tim)).toEqual({ kind: 'open', ...atOnce })
})

it('a fresh proof is made by what may pass a first gate and is typed on a page', () => {
  const all = [timsMail, timsApp, registered('friend', approval), registered('ask', questions), registered('t', text)]
  const kinds = all.map(({ kind }) => kind)
  const facts = { now: start, policy: { ...policy, methods: kinds }, catalogue, account: person('tim', all) }
  expect(methodsToProve(facts).map(({ kind }) => kind)).toEqual([timsMail.kind, timsApp.kind, text.kind])
})
