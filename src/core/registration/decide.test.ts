import { describe, expect, it } from 'vitest'
import { person, start, tim, timsApp, timsMail } from '../../../tests/model/cast.ts'
import {
  attempt,
  confirm,
  imported,
  offer,
  pending,
  play,
  proveBy,
  provenBy,
  right,
  sessionFacts,
  settingUp,
  signedIn,
} from '../../../tests/model/session-cast.ts'
import { challengeId } from '../people/identifiers.ts'
import { days, later, minutes } from '../time.ts'
import { decideRegistration } from './decide.ts'
import type { RegistrationEvent } from './decision.ts'
import type { SessionKind, SessionState } from './session.ts'

const newMail = pending('new', timsMail, 'tim@new.example')
const known = imported({ ...timsApp, lastStep: null })
const account = person('tim', [timsMail, known])
const proven = signedIn({ proofs: [provenBy(timsMail)] })
const errand = play(proven, sessionFacts(account), offer(newMail))
const waiting = { ...errand.state, errand: errand.state.errand && { ...errand.state.errand } }

/** One of each event, in a state in which a session that is full would take it. */
const events: Readonly<Record<RegistrationEvent['type'], readonly [RegistrationEvent, SessionState]>> = {
  'prove-chosen': [proveBy(timsMail), proven],
  'password-proven': [{ type: 'password-proven' }, proven],
  'enrolment-code-typed': [{ type: 'enrolment-code-typed', right: true }, proven],
  'method-offered': [offer(newMail), proven],
  'confirmation-chosen': [confirm(known), proven],
  'challenge-issued': [
    {
      type: 'challenge-issued',
      challenge: challengeId('a challenge'),
      issued: { method: newMail.id, address: newMail.address, answer: null, triesLeft: 5 },
      sent: false,
    },
    {
      ...waiting,
      errand: waiting.errand && { ...waiting.errand, challenge: { ...waiting.errand.challenge, issued: null } },
    },
  ],
  'resend-asked': [{ type: 'resend-asked', challenge: challengeId('next') }, errand.state],
  attempt: [attempt, errand.state],
  evidence: [right(), errand.state],
  'errand-left': [{ type: 'errand-left' }, errand.state],
  'removal-asked': [{ type: 'removal-asked', method: known.id, anyway: true }, proven],
  renamed: [{ type: 'renamed', method: timsMail.id, name: null }, proven],
  'default-chosen': [{ type: 'default-chosen', method: timsMail.id }, proven],
  'all-confirmed': [{ type: 'all-confirmed' }, proven],
  skipped: [{ type: 'skipped' }, proven],
  'set-up-password-set': [{ type: 'set-up-password-set' }, proven],
}
const every = Object.values(events)
const taken = (kind: SessionKind, setUp: SessionState['setUp'] = null, more = {}): readonly string[] =>
  every
    .filter(([event, state]) => {
      const facts = sessionFacts(account, { kind, counters: errand.facts.counters, ...more })
      return decideRegistration({ ...state, setUp }, event, facts).kind !== 'stay'
    })
    .map(([{ type }]) => type)

const errands = ['challenge-issued', 'resend-asked', 'attempt', 'evidence', 'errand-left']

describe('a session', () => {
  it('that has to replace its password takes nothing else', () => {
    expect(taken('must-change')).toEqual([])
  })

  it('that waits for its second proof takes that proof', () => {
    expect(taken('second-proof')).toEqual(['prove-chosen', ...errands])
  })

  it('that is interrupted takes everything but a set-up', () => {
    expect(taken('interrupted', null, { now: later(start, 0) })).toEqual(
      Object.keys(events).filter((type) => !['set-up-password-set', 'all-confirmed'].includes(type)),
    )
    const late = sessionFacts(tim, { kind: 'interrupted', now: later(start, days(200)) })
    expect(decideRegistration(proven, { type: 'all-confirmed' }, late).kind).toBe('step')
  })

  it('that is full takes what is left once nothing is asked', () => {
    expect(taken('full')).toEqual(
      Object.keys(events).filter((type) => !['set-up-password-set', 'all-confirmed', 'skipped'].includes(type)),
    )
  })

  it('that is a set-up takes its password first, then methods, and nothing that touches what was there before', () => {
    const { role } = settingUp.setUp ?? { role: null }
    expect(taken('set-up', { role, passwordSet: false })).toEqual(['set-up-password-set'])
    expect(taken('set-up', { role, passwordSet: true })).toEqual(['method-offered', 'confirmation-chosen', ...errands])
    expect(taken('set-up', null)).toEqual([])
  })

  it('of a frozen account takes nothing', () => {
    const frozen = { account: { ...account, frozenAt: start } }
    for (const kind of ['interrupted', 'full', 'second-proof'] as const) expect(taken(kind, null, frozen)).toEqual([])
    expect(taken('set-up', settingUp.setUp, frozen)).toEqual([])
  })
})

it('what was said is said once: the next step says its own or nothing', () => {
  const early = play(errand.state, errand.facts, { type: 'resend-asked', challenge: challengeId('next') })
  expect(early.state.remark).toBe('send-later')
  expect(play(early.state, early.facts, attempt).state.remark).toBeNull()
  expect(play({ ...proven, remark: 'method-added' }, errand.facts, proveBy(timsMail)).state.remark).toBeNull()
  expect(play({ ...errand.state, remark: 'code-wrong' }, errand.facts, { type: 'errand-left' }).state).toMatchObject({
    remark: null,
    errand: null,
  })
})

it('a refusal says nothing on the next page and changes nothing', () => {
  const state = { ...signedIn(), remark: 'method-added' } as const
  expect(decideRegistration(state, offer(newMail), sessionFacts(account))).toEqual({
    kind: 'refuse',
    why: 'prove-first',
  })
  expect(decideRegistration(signedIn(), { type: 'errand-left' }, sessionFacts(account)).kind).toBe('stay')
})

it('the password of a set-up is chosen once', () => {
  const first: SessionState = { ...settingUp, setUp: { role: null, passwordSet: false } }
  const facts = sessionFacts(tim, { kind: 'set-up' })
  const { state, last } = play(first, facts, { type: 'set-up-password-set' })
  expect(state.setUp).toEqual({ role: null, passwordSet: true })
  expect(last).toMatchObject({ session: { kind: 'set-up' }, changes: [], account: {}, effects: [] })
})

it('what no limit looks back to is forgotten with each step', () => {
  const old = { ...errand.facts.counters, enrolments: [later(start, -days(2)), start] }
  const { last } = play(proven, sessionFacts(account, { counters: old }), proveBy(timsMail))
  expect(last.counters.enrolments).toEqual([start])
  expect(last.counters.sends.every(({ at }) => at > start - minutes(1))).toBe(true)
})
