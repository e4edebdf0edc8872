import { describe, expect, it } from 'vitest'
import {
  approval,
  entry,
  person,
  policy,
  questions,
  recoveryCode,
  registered,
  start,
  text,
  tim,
  timsApp,
  timsMail,
  timsSavedCode,
} from '../../../tests/model/cast.ts'
import { imported, sessionFacts, settingUp, signedIn } from '../../../tests/model/session-cast.ts'
import type { AccountFacts, RegisteredMethod } from '../people/account.ts'
import type { Role } from '../people/roles.ts'
import type { Policy } from '../policy/policy.ts'
import { later, minutes } from '../time.ts'
import type { SessionState } from './session.ts'
import {
  confirmableMethods,
  fallsBelowGates,
  gatesNeeded,
  gatesPassed,
  isForAdministrator,
  kindsToRegister,
  lackingKinds,
  type StandingFacts,
} from './standing.ts'

const state = signedIn()
const passed = (methods: readonly RegisteredMethod[], more: Partial<StandingFacts> = {}, of: SessionState = state) =>
  gatesPassed(of, sessionFacts(person('tim', methods), more))
const held = (method: RegisteredMethod) => ({ ...method, heldUntil: later(start, minutes(1)) })
const administrator = (...methods: readonly RegisteredMethod[]): AccountFacts => ({
  ...person('tim', methods),
  entry: entry({ role: 'user-administrator' }),
})
const trusting = { policy: { ...policy, trustImported: true } }

describe('what is registered', () => {
  it('passes so many gates, though it be on hold', () => {
    expect(passed([])).toBe(0)
    expect(passed([timsMail])).toBe(1)
    expect(passed([timsMail, timsApp])).toBe(2)
    expect(passed([held(timsMail), held(timsApp)])).toBe(2)
    const withCodes = { policy: { ...policy, methods: [timsApp.kind, recoveryCode.kind] } }
    expect(passed([timsApp, timsSavedCode], withCodes)).toBe(1)
  })

  it('is what the policy allows', () => {
    expect(passed([timsMail, timsApp], { policy: { ...policy, methods: [timsApp.kind] } })).toBe(1)
  })

  it('is nothing that was only imported, unless the policy trusts it and few enough share it', () => {
    expect(passed([imported(timsMail), timsApp])).toBe(1)
    expect(passed([imported(timsMail), timsApp], trusting)).toBe(2)
    expect(passed([{ ...imported(timsMail), shared: true }, timsApp], trusting)).toBe(1)
  })

  it('is in a set-up only what was proven in it', () => {
    expect(passed([timsMail, timsApp], {}, settingUp)).toBe(0)
    expect(passed([timsMail, timsApp], {}, { ...settingUp, enrolled: [timsApp.id] })).toBe(1)
    const enrolled = [timsApp.id, timsMail.id]
    expect(passed([imported(timsMail), timsApp], trusting, { ...settingUp, enrolled })).toBe(1)
  })
})

describe('as many gates', () => {
  const needed = (account: AccountFacts, of: SessionState = state) =>
    gatesNeeded(of, sessionFacts(account, { policy: { ...policy, gates: 1 } }))
  const link = (role: Role | null): SessionState => ({ ...settingUp, setUp: { role, passwordSet: true } })

  it('are needed as the policy says, and two for administrators', () => {
    expect(needed(tim)).toBe(1)
    expect(gatesNeeded(state, sessionFacts(tim))).toBe(2)
    expect(needed(administrator())).toBe(2)
    expect(needed({ ...tim, entry: entry({ role: 'reports-reader' }) })).toBe(1)
  })

  it('are needed in a set-up by the role that it ends in, and by the role that is held', () => {
    expect(needed(tim, link('global-administrator'))).toBe(2)
    expect(needed(tim, link(null))).toBe(1)
    expect(needed(administrator(), link(null))).toBe(2)
    expect(isForAdministrator(link('reports-reader'), { account: administrator() })).toBe(true)
  })
})

describe('falling below the gates', () => {
  const falls = (before: AccountFacts, without: RegisteredMethod, more: Partial<StandingFacts> = {}) => {
    const after = { ...before, methods: before.methods.filter(({ id }) => id !== without.id) }
    return fallsBelowGates(state, sessionFacts(before, more), sessionFacts(after, more))
  }

  it('is having fewer than before and fewer than are needed', () => {
    expect(falls(tim, timsApp)).toBe(true)
    expect(falls(tim, timsApp, { policy: { ...policy, gates: 1 } })).toBe(false)
    expect(falls(person('tim', [timsMail]), timsMail)).toBe(true)
    const spare = registered('spare', timsMail, 'tim@work.example')
    expect(falls(person('tim', [timsMail, spare, timsApp]), spare)).toBe(false)
    expect(falls(person('tim', [timsMail, spare]), spare)).toBe(false)
  })

  it('is for an administrator also to have nothing left that the next sign-in could be proven by', () => {
    const heldMail = held(registered('held', timsMail, 'tim@work.example'))
    const methods = [timsMail, heldMail, held(timsApp)]
    expect(falls(administrator(...methods), timsMail)).toBe(true)
    expect(falls(person('tim', methods), timsMail)).toBe(false)
    expect(falls(administrator(timsMail, heldMail, timsApp), timsMail)).toBe(false)
    expect(falls(administrator(heldMail, held(timsApp), held(timsSavedCode)), heldMail)).toBe(true)
    expect(falls(administrator(heldMail, held(timsMail), held(timsApp)), heldMail)).toBe(false)
  })
})

describe('what may be registered', () => {
  const all = [timsMail, timsApp, registered('t', text), registered('f', approval), registered('q', questions)]
  const kinds = all.map(({ kind }) => kind)

  it('is what the policy allows, in its order, and a person can register by themselves', () => {
    const facts = sessionFacts(tim, { policy: { ...policy, methods: [...kinds].reverse() } })
    expect(kindsToRegister(state, facts)).toEqual([timsApp.kind, timsMail.kind])
  })

  it('follows the administrators’ list for whoever is one, or becomes one at the end of a set-up', () => {
    const apart = { policy: { ...policy, administrators: { on: true, methods: [timsApp.kind] } } }
    expect(kindsToRegister(state, sessionFacts(administrator(), apart))).toEqual([timsApp.kind])
    expect(kindsToRegister(settingUp, sessionFacts(tim, apart))).toEqual([timsApp.kind])
    expect(kindsToRegister(state, sessionFacts(tim, apart))).toEqual([timsMail.kind, timsApp.kind])
  })

  it('can be confirmed where it was imported, unless its address is registered beside it', () => {
    const confirmable = (methods: readonly RegisteredMethod[], more: Partial<StandingFacts> = {}) =>
      confirmableMethods(state, sessionFacts(person('tim', methods), more)).map(({ id }) => id)
    const onFile = imported(registered('on-file', timsMail, 'tim@home.example'))
    expect(confirmable([onFile, timsApp])).toEqual([onFile.id])
    expect(confirmable([onFile, timsMail])).toEqual([])
    expect(confirmable([onFile], { policy: { ...policy, methods: [timsApp.kind] } })).toEqual([])
    expect(confirmable([imported(timsApp)])).toEqual([timsApp.id])
  })
})

it('what is lacking is of a class that the account has nothing of that counts', () => {
  const lacking = (methods: readonly RegisteredMethod[], kinds: Policy['methods']) =>
    lackingKinds(signedIn(), sessionFacts(person('tim', methods), { policy: { ...policy, methods: kinds } }))
  const both = [timsMail.kind, timsApp.kind]
  expect(lacking([], both)).toEqual(both)
  expect(lacking([timsMail], both)).toEqual([timsApp.kind])
  expect(lacking(tim.methods, both)).toEqual([])
  expect(lacking([imported(timsMail)], both)).toEqual(both)
  // Of the app's class, but not allowed any more: it brings nobody through a gate.
  expect(lacking([registered('code', recoveryCode)], both)).toEqual(both)
  expect(lacking([registered('code', recoveryCode)], [...both, recoveryCode.kind])).toEqual([timsMail.kind])
  expect(lacking([registered('ask', questions)], both)).toEqual(both)
})
