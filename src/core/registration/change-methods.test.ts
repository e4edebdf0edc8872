import { describe, expect, it } from 'vitest'
import { entry, person, policy, registered, start, tim, timsApp, timsMail } from '../../../tests/model/cast.ts'
import {
  imported,
  offer,
  pending,
  play,
  provenBy,
  sessionFacts,
  signedIn,
  stepOf,
} from '../../../tests/model/session-cast.ts'
import type { AccountFacts, RegisteredMethod } from '../people/account.ts'
import { sealedText } from '../people/identifiers.ts'
import type { Policy } from '../policy/policy.ts'
import { days, later, minutes } from '../time.ts'
import { decideRegistration } from './decide.ts'
import type { RegistrationEvent, RegistrationFacts } from './decision.ts'
import type { SessionState } from './session.ts'

const proven = signedIn({ proofs: [provenBy(timsMail)] })
const facts = sessionFacts(tim)
const decide = (event: RegistrationEvent, state: SessionState = proven, of: RegistrationFacts = facts) =>
  decideRegistration(state, event, of)
const answer = (event: RegistrationEvent, state: SessionState = proven, of: RegistrationFacts = facts): string => {
  const decision = decide(event, state, of)
  return decision.kind === 'refuse' ? decision.why : decision.kind
}
const remove = ({ id }: RegisteredMethod, anyway = false) => ({ type: 'removal-asked', method: id, anyway }) as const
const rename = { type: 'renamed', method: timsMail.id, name: sealedText('sealed name') } as const
const prefer = ({ id }: RegisteredMethod) => ({ type: 'default-chosen', method: id }) as const
const withDefault = (method: RegisteredMethod): AccountFacts => ({
  ...tim,
  registration: { ...tim.registration, defaultMethod: method.id },
})

it('RG-01: no method is removed, renamed or preferred without a fresh proof', () => {
  for (const event of [remove(timsApp, true), rename, prefer(timsApp)]) {
    expect(answer(event)).toBe('step')
    expect(answer(event, signedIn())).toBe('prove-first')
    expect(answer(event, proven, { ...facts, now: later(start, minutes(5)) })).toBe('prove-first')
  }
})

it('nothing is done to what the account does not have', () => {
  const adas = registered('adas-mail', timsMail)
  for (const event of [remove(adas, true), { ...rename, method: adas.id }, prefer(adas)])
    expect(answer(event)).toBe('stay')
})

describe('removing', () => {
  it('below what the gates need is said first, and done if it is meant', () => {
    expect(answer(remove(timsApp))).toBe('below-gates')
    expect(stepOf(decide(remove(timsApp, true)))).toMatchObject({
      changes: [{ kind: 'remove', method: timsApp.id }],
      account: {},
      effects: [{ kind: 'renew-session' }],
      facts: [{ kind: 'method-removed', method: timsApp.kind, belowGates: true }],
      session: { kind: 'full', state: { remark: 'method-removed' } },
    })
    const spare = registered('spare', timsMail, 'tim@work.example')
    const three = sessionFacts(person('tim', [...tim.methods, spare]))
    expect(stepOf(decide(remove(spare), proven, three)).facts).toMatchObject([{ belowGates: false }])
  })

  it('ends what was under way', () => {
    const begun = play(proven, facts, offer(pending('new', timsMail, 'tim@new.example'), timsMail))
    expect(stepOf(decide(remove(timsMail, true), begun.state, begun.facts)).session.state.errand).toBeNull()
  })

  it('the default leaves none', () => {
    const { account } = stepOf(decide(remove(timsApp, true), proven, sessionFacts(withDefault(timsApp))))
    expect(account).toEqual({ defaultMethod: null })
    expect(stepOf(decide(remove(timsApp, true), proven, sessionFacts(withDefault(timsMail)))).account).toEqual({})
  })

  it('RG-05: the last one of one’s own is remembered, so that the next one is no first enrolment', () => {
    const last = sessionFacts(person('tim', [timsMail, imported(timsApp)]))
    expect(stepOf(decide(remove(timsMail, true), proven, last)).account).toEqual({ confirmed: true })
    expect(stepOf(decide(remove(imported(timsApp), true), proven, last)).account).toEqual({})
  })

  it('RG-06: an address on file that has to be proven first is not taken away instead', () => {
    const onFile = sessionFacts(person('tim', [imported(timsMail)]))
    expect(answer(remove(timsMail, true), signedIn(), onFile)).toBe('confirm-known-first')
    const strict = { ...policy, registration: { ...policy.registration, firstEnrolment: 'enrolment-code' } } as const
    expect(answer(remove(timsMail, true), signedIn(), { ...onFile, policy: strict })).toBe('enrolment-code-first')
    const beside = sessionFacts(person('tim', [imported(registered('x', timsMail, 'x@x.example')), timsApp, timsMail]))
    expect(answer(remove(registered('x', timsMail)), proven, beside)).toBe('step')
  })

  it('is never an administrator’s where fewer than two would be left, said or not', () => {
    const administrator = (...methods: readonly RegisteredMethod[]) =>
      sessionFacts({ ...person('tim', methods), entry: entry({ role: 'global-administrator' }) })
    for (const anyway of [false, true]) {
      expect(answer(remove(timsApp, anyway), proven, administrator(timsMail, timsApp))).toBe('administrators-need-two')
      expect(answer(remove(timsMail, anyway), proven, administrator(timsMail))).toBe('administrators-need-two')
    }
    const one = { policy: { ...policy, gates: 1 } } as const
    const more = { ...administrator(timsMail, timsApp), ...one }
    expect(answer(remove(timsApp, true), proven, more)).toBe('administrators-need-two')
    const spare = registered('spare', timsMail, 'tim@work.example')
    expect(answer(remove(spare), proven, administrator(timsMail, spare, timsApp))).toBe('step')
    const heldApp = { ...timsApp, heldUntil: later(start, days(1)) }
    const heldSpare = { ...spare, heldUntil: later(start, days(1)) }
    expect(answer(remove(timsMail, true), proven, administrator(timsMail, heldSpare, heldApp))).toBe(
      'administrators-need-two',
    )
  })
})

it('a name is kept sealed, or taken away', () => {
  for (const name of [rename.name, null]) {
    const step = stepOf(decide({ ...rename, name }))
    expect(step.changes).toEqual([{ kind: 'rename', method: timsMail.id, name }])
    expect(step).toMatchObject({ account: {}, effects: [], facts: [{ kind: 'method-renamed' }] })
  }
})

it('the default is a method that was proven', () => {
  expect(stepOf(decide(prefer(timsApp)))).toMatchObject({
    account: { defaultMethod: timsApp.id },
    changes: [],
    facts: [{ kind: 'default-method-chosen', method: timsApp.kind }],
  })
  const onFile = sessionFacts(person('tim', [timsMail, imported(timsApp)]))
  expect(answer(prefer(timsApp), proven, onFile)).toBe('stay')
})

describe('the interrupt', () => {
  const confirmAll = { type: 'all-confirmed' } as const
  const skip = { type: 'skipped' } as const
  const stopped = (account: AccountFacts, more: Partial<Policy['registration']> = {}) =>
    sessionFacts(account, {
      kind: 'interrupted',
      now: later(start, days(200)),
      policy: { ...policy, registration: { ...policy.registration, ...more } },
    })
  const nobody = person('tim', [])
  const skipped = (skips: number) => ({ ...nobody, registration: { ...nobody.registration, skips } })

  it('ends with the word that all is right, where that was the question', () => {
    expect(stepOf(decide(confirmAll, signedIn(), stopped(tim)))).toMatchObject({
      session: { kind: 'full', state: { remark: 'all-confirmed' } },
      account: { confirmed: true, skips: 0 },
      changes: [],
      facts: [{ kind: 'methods-confirmed' }],
    })
    expect(answer(confirmAll, signedIn(), stopped(nobody))).toBe('stay')
  })

  it('is put off as often as the policy lets it be', () => {
    expect(stepOf(decide(skip, signedIn(), stopped(skipped(2))))).toMatchObject({
      session: { kind: 'full' },
      account: { skips: 3 },
      facts: [{ kind: 'registration-skipped', skips: 3 }],
    })
    expect(answer(skip, signedIn(), stopped(skipped(3)))).toBe('no-skip-left')
    expect(answer(skip, signedIn(), stopped(nobody, { skips: 0 }))).toBe('no-skip-left')
    expect(stepOf(decide(skip, signedIn(), stopped(skipped(99), { skips: null }))).account).toEqual({ skips: 100 })
  })

  it('keeps nobody out who could do nothing about it, and counts no skip of theirs', () => {
    const closed = stopped(skipped(3), { firstEnrolment: 'known-address' })
    expect(stepOf(decide(skip, signedIn(), closed))).toMatchObject({
      session: { kind: 'full' },
      account: {},
      facts: [],
    })
  })

  it('is over where nothing is asked any more: nothing is confirmed and nothing counted by going on', () => {
    for (const event of [skip, confirmAll]) {
      const step = stepOf(decide(event, signedIn(), stopped(nobody, { required: false })))
      expect(step).toMatchObject({ session: { kind: 'full' }, account: {}, facts: [] })
    }
  })

  it('is answered where it is asked, and nowhere else', () => {
    for (const event of [skip, confirmAll]) expect(answer(event)).toBe('stay')
  })
})
