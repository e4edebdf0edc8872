import { describe, expect, it } from 'vitest'
import {
  approval,
  call,
  catalogue,
  entry,
  passkey,
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
} from '../../../tests/model/cast.ts'
import { authenticatorApp } from '../methods/authenticator-app/authenticator-app.ts'
import { email } from '../methods/email/email.ts'
import type { Method } from '../methods/method.ts'
import type { RegisteredMethod } from '../people/account.ts'
import { methodKind } from '../people/identifiers.ts'
import { roles } from '../people/roles.ts'
import { later } from '../time.ts'
import {
  allowedKinds,
  countsBeside,
  firstKinds,
  gatesFor,
  methodsForGate,
  type Proof,
  passableGates,
  usableMethods,
} from './gates.ts'

const all: readonly Method[] = [email, text, call, authenticatorApp, recoveryCode, passkey, approval, questions]
const kinds = all.map((each) => each.kind)
const everything = { ...policy, methods: kinds, administrators: { on: true, methods: kinds } }

const proofBy = (method: RegisteredMethod): Proof => ({
  gate: 1,
  method: method.id,
  kind: method.kind,
  class: catalogue.get(method.kind)?.class ?? 'knowledge',
  address: method.address,
  challenge: 'c',
  at: start,
})

// Which second method counts beside which first one (FL-03): rows prove gate 1, columns gate 2. Each method is its own.
const pairs: Readonly<Record<string, string>> = {
  //                     email text call app  code key  appr ques
  email: /*             */ '.    x    x    x    x    x    x    x',
  text: /*              */ 'x    .    .    x    x    x    x    x',
  call: /*              */ 'x    .    .    x    x    x    x    x',
  'authenticator-app': /**/ 'x    x    x    .    .    x    x    x',
  'recovery-code': /*   */ 'x    x    x    .    .    x    x    x',
  passkey: /*           */ 'x    x    x    x    x    .    x    x',
  approval: /*          */ 'x    x    x    x    x    x    .    x',
}

describe('pairs of methods', () => {
  const each = (prefix: string) => all.map((method) => registered(`${prefix}-${method.kind}`, method))

  it.each(Object.entries(pairs))('after %s', (first, row) => {
    const proof = proofBy(registered('first', { kind: methodKind(first) }))
    const answer = each('second').map((second) => (countsBeside(second, proof, catalogue) ? 'x' : '.'))
    expect(answer).toEqual(row.split(/\s+/))
  })

  it('the same address never counts twice, though the classes differ', () => {
    const mail = registered('mail', email, 'tim@home.example')
    const also = registered('also', approval, 'tim@home.example')
    expect(countsBeside(also, proofBy(mail), catalogue)).toBe(false)
    expect(passableGates([mail, also], catalogue)).toBe(1)
    expect(
      passableGates([mail, { ...also, address: registered('x', approval, 'ada@home.example').address }], catalogue),
    ).toBe(2)
  })

  it('the same method never counts twice, and two mailboxes are one class', () => {
    expect(countsBeside(timsMail, proofBy(timsMail), catalogue)).toBe(false)
    expect(countsBeside(timsMail, { ...proofBy(timsMail), class: 'key', address: null }, catalogue)).toBe(false)
    expect(passableGates([timsMail, registered('other', email, 'tim@work.example')], catalogue)).toBe(1)
  })

  it('of methods make so many passable gates', () => {
    const [mail, , , app, , , , ask] = each('own')
    const own = (...methods: (RegisteredMethod | undefined)[]) =>
      passableGates(
        methods.flatMap((method) => method ?? []),
        catalogue,
      )
    expect(own()).toBe(0)
    expect(own(mail)).toBe(1)
    expect(own(mail, app)).toBe(2)
    expect(own(ask)).toBe(0)
    expect(own(ask, registered('more', questions))).toBe(0)
    expect(own(ask, mail)).toBe(2)
  })

  it('a kind that the product no longer has passes no gate', () => {
    const gone = registered('gone', { kind: methodKind('gone') })
    expect(passableGates([gone], catalogue)).toBe(0)
    expect(passableGates([gone, timsMail], catalogue)).toBe(1)
    expect(methodsForGate([gone], [], catalogue)).toEqual([])
    expect(methodsForGate([gone], [proofBy(timsMail)], catalogue)).toEqual([])
  })
})

describe('knowledge', () => {
  const ask = registered('ask', questions)

  it('is offered at no first gate and passes none, whatever the setting', () => {
    expect(firstKinds(everything, catalogue)).toEqual(kinds.filter((kind) => kind !== questions.kind))
    expect(methodsForGate([ask, timsMail], [], catalogue)).toEqual([timsMail])
    expect(methodsForGate([ask], [], catalogue)).toEqual([])
  })

  it('may pass the second gate of a member', () => {
    expect(methodsForGate([ask, timsMail], [proofBy(timsMail)], catalogue)).toEqual([ask])
  })

  it('is nothing an administrator has', () => {
    expect(allowedKinds(everything, true, catalogue)).not.toContain(questions.kind)
    const administrator = { ...person('ada', [ask, timsMail]), entry: entry({ role: 'global-administrator' }) }
    expect(usableMethods(everything, administrator, catalogue, start)).toEqual([timsMail])
  })
})

describe('gates', () => {
  const one = { ...policy, gates: 1 } as const
  const mailOnly = person('tim', [timsMail])

  it('are for members what the policy says', () => {
    expect(gatesFor(one, tim, catalogue, false, start)).toBe(1)
    expect(gatesFor(policy, tim, catalogue, false, start)).toBe(2)
  })

  it.each(roles)('are for %s two if the role administers anything', (role) => {
    const expected = role === 'reports-reader' ? 1 : 2
    expect(gatesFor(one, { ...mailOnly, entry: entry({ role }) }, catalogue, false, start)).toBe(expected)
  })

  it('are two under attack for whoever holds two, and nobody is locked out for holding one', () => {
    expect(gatesFor(one, tim, catalogue, true, start)).toBe(2)
    expect(gatesFor(one, mailOnly, catalogue, true, start)).toBe(1)
  })
})

describe('usable methods', () => {
  const usable = (method: RegisteredMethod, more: Partial<typeof policy> = {}) =>
    usableMethods({ ...policy, ...more }, person('tim', [method]), catalogue, start).length === 1

  it('are allowed by the policy and known to the product', () => {
    expect(usable(timsMail)).toBe(true)
    expect(usable(timsMail, { methods: [authenticatorApp.kind] })).toBe(false)
    const gone = methodKind('gone')
    expect(usable(registered('gone', { kind: gone }), { methods: [gone] })).toBe(false)
  })

  it('are proven, or imported where the policy trusts that', () => {
    const unproven = { ...timsMail, provenAt: null }
    const imported = { ...unproven, source: 'imported' } as const
    expect(usable(unproven, { trustImported: true })).toBe(false)
    expect(usable(imported)).toBe(false)
    expect(usable(imported, { trustImported: true })).toBe(true)
  })

  it('are not on hold: up to the last millisecond of it', () => {
    expect(usable({ ...timsMail, heldUntil: later(start, 1) })).toBe(false)
    expect(usable({ ...timsMail, heldUntil: start })).toBe(true)
  })

  it('come in the order of the policy', () => {
    const reversed = { ...policy, methods: [authenticatorApp.kind, email.kind] }
    expect(usableMethods(reversed, tim, catalogue, start)).toEqual([timsApp, timsMail])
  })

  it("of an administrator follow the administrators' list", () => {
    const apart = { ...policy, administrators: { on: true, methods: [authenticatorApp.kind] } }
    const administrator = { ...tim, entry: entry({ role: 'user-administrator' }) }
    expect(usableMethods(apart, administrator, catalogue, start)).toEqual([timsApp])
    expect(usableMethods(apart, tim, catalogue, start)).toEqual([timsMail, timsApp])
  })
})
