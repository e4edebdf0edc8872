import { describe, expect, it } from 'vitest'
import { entry, person, policy, registered, start, text, tim, timsApp, timsMail } from '../../../tests/model/cast.ts'
import {
  confirm,
  imported,
  offer,
  pending,
  provenBy,
  sessionFacts,
  settingUp,
  signedIn,
} from '../../../tests/model/session-cast.ts'
import type { RegisteredMethod } from '../people/account.ts'
import { hours, later, minutes } from '../time.ts'
import { decideRegistration } from './decide.ts'
import type { RegistrationEvent, RegistrationFacts } from './decision.ts'
import { termsOf } from './offer-method.ts'
import type { SessionState } from './session.ts'
import { mostMethods } from './standing.ts'

const proven = signedIn({ proofs: [provenBy(timsMail)] })
const facts = sessionFacts(tim)
const newMail = pending('new-mail', timsMail, 'tim@new.example')
const newApp = pending('new-app', timsApp, 'a secret')
const held = (method: RegisteredMethod) => ({ ...method, heldUntil: later(start, hours(24)) })

const answer = (event: RegistrationEvent, state: SessionState = proven, of: RegistrationFacts = facts): string => {
  const decision = decideRegistration(state, event, of)
  return decision.kind === 'refuse' ? decision.why : decision.kind
}

it('RG-01: what has to be shown first is said for each standing; only one is open for one method alone', () => {
  const terms = { hold: 0, first: true }
  expect(termsOf({ kind: 'open', ...terms }, null)).toEqual(terms)
  expect(termsOf({ kind: 'prove' }, null)).toBe('prove-first')
  expect(termsOf({ kind: 'password' }, null)).toBe('password-first')
  expect(termsOf({ kind: 'enrolment-code' }, null)).toBe('enrolment-code-first')
  expect(termsOf({ kind: 'closed' }, null)).toBe('enrolment-closed')
  const known = { kind: 'confirm-known', method: timsMail.id, ...terms } as const
  expect(termsOf(known, timsMail.id)).toEqual(terms)
  expect(termsOf(known, timsApp.id)).toBe('confirm-known-first')
  expect(termsOf(known, null)).toBe('confirm-known-first')
})

describe('a new method', () => {
  it('RG-01: is begun with a fresh proof, and not without', () => {
    expect(answer(offer(newMail))).toBe('step')
    expect(answer(offer(newMail), signedIn())).toBe('prove-first')
    expect(answer(offer(newMail), proven, { ...facts, now: later(start, minutes(5)) })).toBe('prove-first')
  })

  it('is one that the policy allows and people register by themselves', () => {
    expect(answer(offer(pending('t', text, '+49')))).toBe('kind-not-allowed')
    const allowed = { ...facts, policy: { ...policy, methods: [text.kind, timsMail.kind] } }
    expect(answer(offer(pending('t', text, '+49')), proven, allowed)).toBe('kind-not-allowed')
    expect(answer(offer(newApp), proven, allowed)).toBe('kind-not-allowed')
  })

  it('RG-09: is the tenth at most', () => {
    const many = Array.from({ length: mostMethods - 2 }, (_, n) => registered(`m${n}`, timsMail, `${n}@home.example`))
    const full = sessionFacts(person('tim', [...tim.methods, ...many]))
    expect(answer(offer(newMail), proven, full)).toBe('too-many-methods')
    expect(answer(offer(newMail, timsMail), proven, full)).toBe('step')
    expect(answer(offer(newMail), proven, sessionFacts(person('tim', [...tim.methods, ...many.slice(1)])))).toBe('step')
  })

  it('is none whose address stands for another one already', () => {
    expect(answer(offer(pending('again', timsMail, 'tim@home.example')))).toBe('already-registered')
    expect(answer(offer(pending('again', timsMail, 'tim@home.example'), timsMail))).toBe('already-registered')
    const onFile = sessionFacts(person('tim', [imported(timsMail), timsApp]))
    const byApp = signedIn({ proofs: [provenBy(timsApp)] })
    expect(answer(offer(pending('again', timsMail, 'tim@home.example')), byApp, onFile)).toBe('step')
  })

  it('replaces one of the same person and the same kind', () => {
    expect(answer(offer(newMail, timsMail))).toBe('step')
    expect(answer(offer(newApp, timsApp))).toBe('step')
    expect(answer(offer(newMail, timsApp))).toBe('stay')
    expect(answer(offer(newMail, registered('adas-mail', timsMail)))).toBe('stay')
  })
})

describe('an administrator', () => {
  const administrator = (...methods: readonly RegisteredMethod[]) =>
    sessionFacts({ ...person('tim', methods), entry: entry({ role: 'user-administrator' }) })

  it('does not replace the last method that can be used now by one on hold: nobody would get in', () => {
    expect(answer(offer(newMail, timsMail), proven, administrator(timsMail, held(timsApp)))).toBe(
      'administrators-need-two',
    )
    expect(answer(offer(newMail, timsMail), proven, administrator(timsMail, timsApp))).toBe('step')
    expect(answer(offer(newMail), proven, administrator(timsMail, held(timsApp)))).toBe('step')
    expect(answer(offer(newMail, timsMail), proven, sessionFacts(person('tim', [timsMail, held(timsApp)])))).toBe(
      'step',
    )
  })

  it('may, where the new one is not held', () => {
    const twice = signedIn({ proofs: [provenBy(timsMail), provenBy(timsApp)] })
    expect(answer(offer(newMail, timsMail), twice, administrator(timsMail, timsApp))).toBe('step')
  })
})

describe('what was imported', () => {
  const known = imported(timsMail)
  const other = imported(registered('other', timsMail, 'tim@work.example'))
  const onFile = sessionFacts(person('tim', [known, other]))

  it('RG-06: is confirmed before anything else, the one that is asked for', () => {
    expect(answer(confirm(known), signedIn(), onFile)).toBe('step')
    expect(answer(confirm(other), signedIn(), onFile)).toBe('confirm-known-first')
    expect(answer(offer(newMail), signedIn(), onFile)).toBe('confirm-known-first')
    expect(answer(offer(newMail, known), signedIn(), onFile)).toBe('confirm-known-first')
    expect(answer(confirm(known), signedIn({ proofs: [] }), onFile)).toBe('password-first')
  })

  it('is confirmed once, by its owner, and under no rules of its own', () => {
    expect(answer(confirm(timsMail))).toBe('stay')
    expect(answer(confirm(imported(registered('adas', timsMail))), signedIn(), onFile)).toBe('stay')
    const beside = sessionFacts(person('tim', [imported(registered('x', timsMail, 'x@x.example')), timsApp]))
    expect(answer(confirm(registered('x', timsMail)), signedIn(), beside)).toBe('prove-first')
  })
})

describe('in a set-up', () => {
  const setUp = (methods: readonly RegisteredMethod[]) => sessionFacts(person('tim', methods), { kind: 'set-up' })
  const ten = Array.from({ length: mostMethods }, (_, n) => registered(`old${n}`, timsMail, `${n}@home.example`))

  it('what was there before is in nobody’s way: ten methods, the same address', () => {
    expect(answer(offer(pending('same', timsMail, '1@home.example')), settingUp, setUp(ten))).toBe('step')
    const enrolled = { ...settingUp, enrolled: ten.map(({ id }) => id) }
    expect(answer(offer(newMail), enrolled, setUp(ten))).toBe('too-many-methods')
    const again = offer(pending('same', timsMail, '1@home.example'), ten[0])
    expect(answer(again, enrolled, setUp(ten))).toBe('already-registered')
  })

  it('nothing that was there before is replaced', () => {
    expect(answer(offer(newMail, timsMail), settingUp, setUp([timsMail]))).toBe('stay')
    const enrolled = { ...settingUp, enrolled: [timsMail.id] }
    expect(answer(offer(newMail, timsMail), enrolled, setUp([timsMail]))).toBe('step')
  })
})
