import { describe, expect, it } from 'vitest'
import { entry, person, registered, start, text, tim, timsApp, timsMail } from '../../../tests/model/cast.ts'
import { imported, play, proveBy, provenBy, right, sessionFacts, signedIn } from '../../../tests/model/session-cast.ts'
import { authenticatorApp, stepAt } from '../methods/authenticator-app/authenticator-app.ts'
import { later, minutes } from '../time.ts'
import { decideRegistration } from './decide.ts'
import { emptySession, passwordProof } from './session.ts'

const facts = sessionFacts(tim)
const kindOf = (event: Parameters<typeof decideRegistration>[1], of = facts) =>
  decideRegistration(signedIn(), event, of).kind

describe('step-up', () => {
  it('asks for a method that the person has and can use now', () => {
    const { state, last } = play(signedIn(), facts, proveBy(timsMail))
    expect(state.errand).toMatchObject({ doing: 'prove', challenge: { kind: timsMail.kind, issued: { triesLeft: 5 } } })
    expect(last.effects).toMatchObject([{ kind: 'issue-challenge', to: { address: timsMail.address }, send: true }])
    expect(state.proofs).toEqual([passwordProof(start)])
  })

  it.each([
    ['of somebody else', registered('adas-mail', timsMail), tim],
    ['on hold', timsApp, person('tim', [timsMail, { ...timsApp, heldUntil: later(start, 1) }])],
    ['that was only imported', timsMail, person('tim', [imported(timsMail), timsApp])],
    ['not allowed', registered('text', text), person('tim', [timsMail, registered('text', text)])],
  ])('RG-01: asks for none that is %s', (_, method, account) => {
    expect(kindOf(proveBy(method), sessionFacts(account))).toBe('stay')
  })

  it('keeps its proof with the session, ends the streak of the method, spends the step of the app, and renews the session', () => {
    const step = stepAt(start)
    const { state, last } = play(signedIn(), facts, proveBy(timsApp), right(step))
    expect(state.proofs).toEqual([passwordProof(start), provenBy(timsApp)])
    expect(state.errand).toBeNull()
    expect(last).toMatchObject({
      session: { kind: 'full' },
      changes: [],
      account: {},
      effects: [{ kind: 'spend-step', method: timsApp.id, step }, { kind: 'renew-session' }],
      facts: [{ kind: 'session-proof-passed', method: timsApp.kind }],
    })
    expect(last.counters.streaks).toEqual({ [authenticatorApp.kind]: { known: 0, strangers: 0 } })
  })
})

describe('the second proof of an administrator’s sign-in', () => {
  const administrator = { ...tim, entry: entry({ role: 'global-administrator' }) }
  const atSignIn = sessionFacts(administrator, { kind: 'second-proof' })

  it('opens everything, or the interrupt where something is lacking', () => {
    expect(play(signedIn(), atSignIn, proveBy(timsMail), right()).last.session.kind).toBe('full')
    const lacking = sessionFacts({ ...administrator, methods: [timsMail] }, { kind: 'second-proof' })
    expect(play(signedIn(), lacking, proveBy(timsMail), right()).last.session.kind).toBe('interrupted')
  })

  it('is not the password again', () => {
    expect(kindOf({ type: 'password-proven' }, atSignIn)).toBe('stay')
  })
})

it('the password typed again is a fresh proof, and renews the session', () => {
  const later4 = { ...facts, now: later(start, minutes(4)) }
  const { state, last } = play(signedIn(), later4, { type: 'password-proven' })
  expect(state.proofs).toEqual([passwordProof(start), passwordProof(later4.now)])
  expect(last.effects).toEqual([{ kind: 'renew-session' }])
})

it('RG-06: an enrolment code counts if it is right; a wrong one is recorded, tallied, and opens nothing', () => {
  const typed = (isRight: boolean) => play(emptySession, facts, { type: 'enrolment-code-typed', right: isRight }).last
  expect(typed(true)).toMatchObject({
    session: { state: { enrolmentCode: true, remark: null } },
    effects: [{ kind: 'renew-session' }],
    facts: [{ kind: 'enrolment-code-used' }],
  })
  expect(typed(false)).toMatchObject({
    session: { state: { enrolmentCode: false, remark: 'enrolment-code-wrong', proofs: [] } },
    effects: [{ kind: 'tally-failure' }],
    facts: [{ kind: 'enrolment-code-refused' }],
  })
})
