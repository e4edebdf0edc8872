// Changing methods that are there: behind which proof, held for how long, and never below what is needed.
import { describe, expect, it } from 'vitest'
import {
  catalogue,
  person,
  policy,
  registered,
  start,
  tim,
  timsApp,
  timsMail,
  timsSavedCode,
} from '../../../tests/model/cast.ts'
import { facts, freshlySignedIn, noor, offered, Sitting, withRole } from '../../../tests/model/registering-cast.ts'
import { authenticatorApp, stepAt } from '../methods/authenticator-app/authenticator-app.ts'
import { email } from '../methods/email/email.ts'
import { challengeId } from '../people/identifiers.ts'
import { usableMethods } from '../policy/gates.ts'
import { hours, later, minutes } from '../time.ts'
import { decideRegistration } from './decide.ts'
import { holdSpan } from './standing.ts'

const app = (name: string) => ({ pending: { ...offered(name).pending, kind: authenticatorApp.kind } })
const refusal = (why: string) => ({ kind: 'refuse', why })

describe('a later change', () => {
  const every = [
    offered('new'),
    { type: 'removal-asked', method: timsMail.id, anyway: true },
    { type: 'renamed', method: timsMail.id, name: null },
    { type: 'default-chosen', method: timsApp.id },
  ] as const

  it.each(every)('asks for a fresh proof by a method, whatever the password: $type (RG-01)', (event) => {
    const sitting = new Sitting(tim)
    expect(sitting.take(event)).toEqual(refusal('prove-first'))
    sitting.take({ type: 'password-proven' })
    expect(sitting.take(event)).toEqual(refusal('prove-first'))
    sitting.proves(timsApp, stepAt(start))
    expect(sitting.take(event).kind).toBe('step')
  })

  it.each(every)('asks again five minutes after the proof: $type', (event) => {
    const sitting = new Sitting(tim)
    sitting.proves(timsApp, stepAt(start))
    expect(sitting.after(minutes(5)).take(event)).toEqual(refusal('prove-first'))
  })

  it('that was begun with a fresh proof may be finished within fifteen minutes, and not after', () => {
    const begun = (wait: number) => {
      const sitting = new Sitting(tim)
      sitting.proves(timsApp, stepAt(start))
      sitting.after(minutes(4)).take(offered('new'))
      return sitting.after(wait).answers()
    }
    expect(begun(minutes(9)).kind).toBe('step')
    // The code itself dies after ten minutes; a secret for an app outlives the proof.
    const sitting = new Sitting(tim)
    sitting.proves(timsMail)
    sitting.after(minutes(4)).take(offered('new', app('new')))
    sitting.after(minutes(12))
    expect(sitting.answers(stepAt(sitting.now))).toEqual(refusal('prove-first'))
  })

  it('is held for a day with one proof, and not with two of different kinds', () => {
    const one = new Sitting(tim)
    one.proves(timsApp, stepAt(start))
    one.adds('new')
    expect(one.held('new')).toBe(later(start, hours(24)))
    expect(
      usableMethods(policy, one.account, catalogue, later(start, hours(24) - 1)).map(({ id }) => id),
    ).not.toContain('new')
    expect(usableMethods(policy, one.account, catalogue, later(start, hours(24))).map(({ id }) => id)).toContain('new')
    const two = new Sitting(tim)
    two.proves(timsApp, stepAt(start))
    two.proves(timsMail)
    two.adds('new')
    expect(two.held('new')).toBe(null)
  })

  it('two proofs of one kind are one proof', () => {
    const sitting = new Sitting(person('tim', [timsMail, timsApp, timsSavedCode]), {
      policy: { ...policy, methods: [email.kind, authenticatorApp.kind, timsSavedCode.kind] },
    })
    sitting.proves(timsApp, stepAt(start))
    sitting.proves(timsSavedCode)
    sitting.adds('new')
    expect(sitting.held('new')).toBe(later(start, holdSpan))
  })

  it('by a method that is on hold is no proof, nor is one by a method that was just offered', () => {
    const sitting = new Sitting(tim)
    sitting.proves(timsApp, stepAt(start))
    sitting.adds('new')
    sitting.after(minutes(6))
    const [, , added] = sitting.account.methods
    if (added === undefined) throw new Error('nothing was added')
    expect(sitting.take({ type: 'prove-chosen', method: added.id, challenge: challengeId('p') })).toEqual({
      kind: 'stay',
    })
    expect(sitting.adds('more')).toEqual(refusal('prove-first'))
  })

  it('replaces: the old one goes with the new one’s proof, not before, and so does what it was preferred for', () => {
    const sitting = new Sitting({ ...tim, registration: { ...tim.registration, defaultMethod: timsMail.id } })
    sitting.proves(timsApp, stepAt(start))
    sitting.take(offered('new', { replaces: timsMail.id }))
    expect(sitting.methods).toContain('tims-mail')
    expect(sitting.answers()).toMatchObject({ facts: [{ kind: 'method-replaced', held: 86_400 }] })
    expect(sitting.methods).toEqual(['tims-app', 'new'])
    expect(sitting.account.registration.defaultMethod).toBe('new')
  })

  it('repairs a lost app by the other proof: no password is touched (lost second factor)', () => {
    const sitting = new Sitting(tim)
    sitting.proves(timsMail)
    sitting.take(offered('new-app', { ...app('new-app'), replaces: timsApp.id }))
    sitting.answers(stepAt(start))
    expect(sitting.methods).toEqual(['tims-mail', 'new-app'])
  })

  it('offers nothing that another method of the account is already, nor an eleventh', () => {
    const sitting = new Sitting(tim)
    sitting.proves(timsApp, stepAt(start))
    const same = offered('same')
    expect(sitting.take({ ...same, pending: { ...same.pending, address: timsMail.address } })).toEqual(
      refusal('already-registered'),
    )
    const many = Array.from({ length: 8 }, (_, n) => registered(`more-${n}`, email, `m${n}@home.example`))
    const full = new Sitting({ ...tim, methods: [...tim.methods, ...many] })
    full.proves(timsApp, stepAt(start))
    expect(full.take(offered('eleventh'))).toEqual(refusal('too-many-methods'))
  })

  it('changes nothing while the account is frozen, or of a session that has to go elsewhere first', () => {
    const frozen = { ...tim, frozenAt: start }
    expect(decideRegistration(freshlySignedIn, offered('new'), facts(frozen))).toEqual({ kind: 'stay' })
    for (const kind of ['must-change', 'second-proof'] as const) {
      expect(decideRegistration(freshlySignedIn, offered('new'), facts(noor, { kind }))).toEqual({ kind: 'stay' })
    }
  })
})

describe('removing', () => {
  it('below what the gates need asks first, and is done when it is wanted all the same', () => {
    const sitting = new Sitting(tim)
    sitting.proves(timsApp, stepAt(start))
    expect(sitting.take({ type: 'removal-asked', method: timsMail.id, anyway: false })).toEqual(refusal('below-gates'))
    expect(sitting.take({ type: 'removal-asked', method: timsMail.id, anyway: true })).toMatchObject({
      facts: [{ kind: 'method-removed', belowGates: true }],
    })
  })

  it('what is beside enough asks nothing', () => {
    const sitting = new Sitting({
      ...tim,
      methods: [...tim.methods, registered('second-mail', email, 'second@home.example')],
    })
    sitting.proves(timsApp, stepAt(start))
    expect(sitting.take({ type: 'removal-asked', method: timsMail.id, anyway: false })).toMatchObject({
      facts: [{ kind: 'method-removed', belowGates: false }],
    })
  })

  it('never leaves an administrator with less than two', () => {
    const sitting = new Sitting(withRole(tim, 'global-administrator'))
    sitting.proves(timsApp, stepAt(start))
    for (const anyway of [false, true]) {
      expect(sitting.take({ type: 'removal-asked', method: timsMail.id, anyway })).toEqual(
        refusal('administrators-need-two'),
      )
    }
    expect(sitting.methods).toHaveLength(2)
  })
})
