// The first methods of an account: by its password, by what is on file, by a code, or by a set-up link.
import { describe, expect, it } from 'vitest'
import { person, policy, start, tim, timsMail } from '../../../tests/model/cast.ts'
import { imported, noor, offered, Sitting, withRegistration } from '../../../tests/model/registering-cast.ts'
import { authenticatorApp, stepAt } from '../methods/authenticator-app/authenticator-app.ts'
import { challengeId } from '../people/identifiers.ts'
import { later, minutes } from '../time.ts'
import { emptySession } from './session.ts'
import { holdSpan } from './standing.ts'

const app = (name: string) => ({ pending: { ...offered(name).pending, kind: authenticatorApp.kind } })
const refusal = (why: string) => ({ kind: 'refuse', why })

describe('a first enrolment', () => {
  it('registers one method after another in one session, none of them on hold', () => {
    const sitting = new Sitting(noor, { kind: 'interrupted' })
    sitting.adds('mail')
    expect([sitting.methods, sitting.held('mail'), sitting.kind]).toEqual([['mail'], null, 'interrupted'])
    sitting.take(offered('app', app('app')))
    sitting.answers(stepAt(start))
    expect([sitting.methods, sitting.held('app'), sitting.kind]).toEqual([['mail', 'app'], null, 'full'])
    expect(sitting.account.methods[1]?.lastStep, 'its first code is spent').toBe(stepAt(start))
  })

  it('is flagged where nothing but the password stood behind it, and not where an address on file did', () => {
    const alone = new Sitting(noor).adds('mail')
    expect(alone).toMatchObject({ facts: [{ kind: 'method-added', byPasswordAlone: true }] })
    const known = new Sitting(person('ivan', [imported(timsMail)]))
    known.take({ type: 'confirmation-chosen', method: timsMail.id, challenge: challengeId('c') })
    known.answers()
    known.take(offered('app', app('app')))
    expect(known.answers(stepAt(start))).toMatchObject({ facts: [{ kind: 'method-added', byPasswordAlone: false }] })
  })

  it('ends with the gates: a third method is a later addition, and needs a proof of its own', () => {
    const sitting = new Sitting(noor)
    sitting.adds('mail')
    sitting.take(offered('app', app('app')))
    sitting.answers(stepAt(start))
    sitting.adds('third')
    expect(sitting.held('third')).toBe(null)
    const [mailProof] = sitting.state.proofs.filter(({ method }) => method === 'mail')
    expect(mailProof, 'both were just proven, which is what a reset would ask').toBeDefined()
    sitting.after(minutes(6))
    expect(sitting.adds('fourth')).toEqual(refusal('prove-first'))
  })

  it('in another session is a later addition', () => {
    const sitting = new Sitting(person('mara', [timsMail]))
    expect(sitting.adds('second')).toEqual(refusal('prove-first'))
    sitting.proves(timsMail)
    sitting.take(offered('app', app('app')))
    sitting.answers(stepAt(start))
    expect(sitting.held('app')).toBe(later(start, holdSpan))
  })

  it('asks for the password again when it was long ago', () => {
    const sitting = new Sitting(noor).after(minutes(6))
    expect(sitting.adds('mail')).toEqual(refusal('password-first'))
    sitting.take({ type: 'password-proven' })
    sitting.adds('mail')
    expect(sitting.methods).toEqual(['mail'])
  })

  it('proves an imported address before anything is added', () => {
    const sitting = new Sitting(person('ivan', [imported(timsMail)]))
    expect(sitting.adds('mine')).toEqual(refusal('confirm-known-first'))
    sitting.take({ type: 'confirmation-chosen', method: timsMail.id, challenge: challengeId('c') })
    expect(sitting.answers()).toMatchObject({ changes: [{ kind: 'prove', method: timsMail.id, heldFor: 0 }] })
  })

  it.each([
    ['known-address', 'enrolment-closed'],
    ['enrolment-code', 'enrolment-code-first'],
  ] as const)('with the setting %s a stolen password enrols nothing (RG-06)', (firstEnrolment, why) => {
    const sitting = new Sitting(noor, withRegistration({ firstEnrolment }))
    expect(sitting.adds('thiefs')).toEqual(refusal(why))
    sitting.take({ type: 'password-proven' })
    expect(sitting.adds('thiefs')).toEqual(refusal(why))
    expect(
      sitting.take({ type: 'evidence', challenge: challengeId('challenge-thiefs'), measured: { kind: 'matches' } }),
    ).toEqual({
      kind: 'stay',
    })
    expect(sitting.methods).toEqual([])
  })

  it('opens with an administrator’s code, and stays shut with a wrong one', () => {
    const sitting = new Sitting(noor, withRegistration({ firstEnrolment: 'enrolment-code' }))
    sitting.take({ type: 'enrolment-code-typed', right: false })
    expect(sitting.state.remark).toBe('enrolment-code-wrong')
    expect(sitting.adds('mail')).toEqual(refusal('enrolment-code-first'))
    sitting.take({ type: 'enrolment-code-typed', right: true })
    expect(sitting.adds('mail')).toMatchObject({ facts: [{ kind: 'method-added', byPasswordAlone: false }] })
  })
})

describe('a set-up', () => {
  const setUp = (role: 'global-administrator' | null, passwordSet = true) => ({
    kind: 'set-up' as const,
    state: { ...emptySession, setUp: { role, passwordSet } },
  })

  it('grants the role at its end and not before, with two methods of different kinds, and replaces what was there', () => {
    const sitting = new Sitting(tim, setUp('global-administrator'))
    sitting.adds('mail')
    expect([sitting.account.entry.role, sitting.kind]).toEqual([null, 'set-up'])
    sitting.adds('another-mail')
    expect([sitting.account.entry.role, sitting.kind], 'two of one kind are one').toEqual([null, 'set-up'])
    sitting.take(offered('app', app('app')))
    const end = sitting.answers(stepAt(start))
    expect([sitting.account.entry.role, sitting.kind, sitting.state.setUp]).toEqual([
      'global-administrator',
      'full',
      null,
    ])
    expect(sitting.methods).toEqual(['mail', 'another-mail', 'app'])
    expect(end).toMatchObject({
      facts: [
        { kind: 'method-added', byPasswordAlone: false },
        { kind: 'set-up-completed', role: 'global-administrator' },
        { kind: 'role-changed', from: null, to: 'global-administrator' },
      ],
    })
  })

  it('does not end before the password is set', () => {
    const sitting = new Sitting(noor, setUp('global-administrator', false))
    sitting.adds('mail')
    sitting.take(offered('app', app('app')))
    sitting.answers(stepAt(start))
    expect([sitting.kind, sitting.account.entry.role]).toEqual(['set-up', null])
  })

  it('of a member needs what the policy’s gates need, and grants nothing', () => {
    const sitting = new Sitting(noor, { ...setUp(null), policy: { ...policy, gates: 1 } })
    sitting.adds('mail')
    expect([sitting.kind, sitting.account.entry.role]).toEqual(['full', null])
  })
})
