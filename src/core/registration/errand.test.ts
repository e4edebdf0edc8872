// One thing at a time: its challenge, its tries, its messages, and what a right answer is worth.
import { describe, expect, it } from 'vitest'
import { policy, start, tim, timsMail } from '../../../tests/model/cast.ts'
import { facts, noor, offered, Sitting } from '../../../tests/model/registering-cast.ts'
import { authenticatorApp } from '../methods/authenticator-app/authenticator-app.ts'
import { email } from '../methods/email/email.ts'
import { challengeId, methodId } from '../people/identifiers.ts'
import { countFailure } from '../throttle/counters.ts'
import { minutes, seconds } from '../time.ts'
import { emptySession } from './session.ts'

const refusal = (why: string) => ({ kind: 'refuse', why })

describe('an errand', () => {
  const asked = () => {
    const sitting = new Sitting(noor)
    sitting.take(offered('one'))
    return sitting
  }

  it('takes the old one’s place: what answers the old one registers nothing (RG-04)', () => {
    const sitting = asked()
    sitting.take(offered('two'))
    sitting.answersNothing()
    expect(sitting.take({ type: 'attempt', challenge: challengeId('challenge-one') })).toEqual({ kind: 'stay' })
    expect(
      sitting.take({ type: 'evidence', challenge: challengeId('challenge-one'), measured: { kind: 'matches' } }),
    ).toEqual({
      kind: 'stay',
    })
    expect(sitting.methods).toEqual([])
  })

  it('has five tries, with waits, and then its code is dead', () => {
    const sitting = asked()
    const issued = { method: methodId('one'), address: offered('one').pending.address, answer: null, triesLeft: 5 }
    sitting.take({ type: 'challenge-issued', challenge: challengeId('challenge-one'), issued, sent: true })
    for (let n = 0; n < 5; n += 1) {
      sitting.after(minutes(1))
      sitting.take({ type: 'attempt', challenge: challengeId('challenge-one') })
      sitting.take({ type: 'evidence', challenge: challengeId('challenge-one'), measured: { kind: 'differs' } })
    }
    expect(sitting.state.remark).toBe('code-spent')
    expect(sitting.methods).toEqual([])
    const last = asked()
    last.take({
      type: 'challenge-issued',
      challenge: challengeId('challenge-one'),
      issued: { ...issued, triesLeft: 0 },
      sent: true,
    })
    expect(last.take({ type: 'attempt', challenge: challengeId('challenge-one') })).toMatchObject({ effects: [] })
  })

  it('takes no try, and counts none, before its wait is over', () => {
    const sitting = asked()
    sitting.answersNothing()
    const differs = () => {
      sitting.take({ type: 'attempt', challenge: challengeId('challenge-one') })
      sitting.take({ type: 'evidence', challenge: challengeId('challenge-one'), measured: { kind: 'differs' } })
    }
    while (sitting.state.errand?.waitUntil === null) differs()
    const { errand } = sitting.state
    expect(sitting.take({ type: 'attempt', challenge: challengeId('challenge-one') })).toEqual({ kind: 'stay' })
    expect(sitting.state.errand).toEqual(errand)
  })

  it('a right code proves nothing while comparisons with its method are spent', () => {
    let { counters } = facts(tim)
    for (let n = 0; n < 5; n += 1) counters = countFailure(counters, timsMail.kind, 'known', start)
    const sitting = new Sitting(tim, { counters, state: emptySession })
    sitting.proves(timsMail)
    expect(sitting.state.proofs).toEqual([])
    expect(sitting.state.remark).toBe('code-wrong')
    const unspent = new Sitting(tim, { state: emptySession })
    unspent.proves(timsMail)
    expect(unspent.state.proofs).toHaveLength(1)
  })

  it('registers only kinds that the policy allows', () => {
    const mailOnly = { ...policy, methods: [email.kind] }
    const sitting = new Sitting(noor, { policy: mailOnly })
    const app = { ...offered('app').pending, kind: authenticatorApp.kind }
    expect(sitting.take(offered('app', { pending: app }))).toEqual(refusal('kind-not-allowed'))
    expect(sitting.take(offered('mail')).kind).toBe('step')
  })

  it('sends again after the gap alone, and not more than ten messages a day to what nobody has proven', () => {
    const sitting = asked()
    sitting.answersNothing()
    expect(sitting.take({ type: 'resend-asked', challenge: challengeId('r') })).toMatchObject({ effects: [] })
    expect(sitting.state.remark).toBe('send-later')
    sitting.after(seconds(31))
    expect(sitting.take({ type: 'resend-asked', challenge: challengeId('r') })).toMatchObject({
      effects: [{ kind: 'issue-challenge', send: true }],
    })
    const bomb = new Sitting(noor)
    for (let n = 0; n < 10; n += 1) {
      bomb.take(offered(`victim-${n}`))
      bomb.answersNothing()
    }
    expect(bomb.take(offered('victim-10'))).toEqual(refusal('too-many-messages'))
  })

  it('wrong answers to a registered method are counted where those of journeys are; to a pending one they are not', () => {
    const proving = new Sitting(tim)
    proving.take({ type: 'prove-chosen', method: timsMail.id, challenge: challengeId('p') })
    const issued = { method: timsMail.id, address: timsMail.address, answer: null, triesLeft: 5 }
    proving.take({ type: 'challenge-issued', challenge: challengeId('p'), issued, sent: true })
    proving.take({ type: 'attempt', challenge: challengeId('p') })
    proving.take({ type: 'evidence', challenge: challengeId('p'), measured: { kind: 'differs' } })
    expect(proving.facts().counters.failures.known).toHaveLength(1)
    const adding = asked()
    adding.answersNothing()
    adding.take({ type: 'attempt', challenge: challengeId('challenge-one') })
    adding.take({ type: 'evidence', challenge: challengeId('challenge-one'), measured: { kind: 'differs' } })
    expect(adding.facts().counters.failures.known).toHaveLength(0)
    expect(adding.state.remark).toBe('code-wrong')
  })

  it('is left behind when the person says so', () => {
    const sitting = asked()
    sitting.take({ type: 'errand-left' })
    expect(sitting.state.errand).toBe(null)
    expect(sitting.take({ type: 'errand-left' })).toEqual({ kind: 'stay' })
  })
})

it('an address on more than three accounts is told to administrators', () => {
  const sitting = new Sitting(noor, { sharedWith: 3 })
  expect(sitting.adds('shared')).toMatchObject({
    facts: [{ kind: 'method-added' }, { kind: 'method-shared', accounts: 4 }],
  })
  expect(new Sitting(noor, { sharedWith: 2 }).adds('shared')).toMatchObject({ facts: [{ kind: 'method-added' }] })
})
