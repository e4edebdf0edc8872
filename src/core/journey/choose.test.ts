import { describe, expect, it } from 'vitest'
import {
  ada,
  bothProofs,
  catalogue,
  factsAbout,
  limits,
  mailChallenge,
  policy,
  questions,
  standingAt,
  start,
  tim,
  timsApp,
  timsMail,
} from '../../../tests/model/cast.ts'
import { authenticatorApp } from '../methods/authenticator-app/authenticator-app.ts'
import { email } from '../methods/email/email.ts'
import { challengeId, methodKind } from '../people/identifiers.ts'
import { countSend } from '../throttle/counters.ts'
import { type Instant, later, seconds } from '../time.ts'
import { nextSendAt, offeredKinds } from './choose.ts'
import { decide } from './decide.ts'
import type { Decision, JourneyFacts, Step } from './decision.ts'
import type { Journey } from './journey.ts'

const stepped = (decision: Decision): Step => {
  if (decision.kind === 'stay') throw new Error('the journey stayed')
  return decision
}
const choose = (journey: Journey, facts: JourneyFacts, kind = email.kind, id = 'next') =>
  decide(journey, { type: 'method-chosen', kind, challenge: challengeId(id) }, facts)
const at = (facts: JourneyFacts, now: Instant) => ({ ...facts, now })
const choosing = standingAt({ at: 'choosing', gate: 1 })

describe('what is offered', () => {
  it('at gate 1 is the policy, in its order, for every name', () => {
    const { journey } = choosing
    for (const account of [tim, null, { ...tim, methods: [] }])
      expect(offeredKinds(journey, factsAbout(account, journey))).toEqual(policy.methods)
    const knowledge = { ...policy, methods: [questions.kind, email.kind] }
    expect(offeredKinds(journey, { ...choosing.facts, policy: knowledge })).toEqual([email.kind])
    expect(choose(journey, { ...choosing.facts, policy: knowledge }, questions.kind).kind).toBe('stay')
  })

  it("at gate 2 are the person's own methods of another class, each kind once", () => {
    const { journey, facts } = standingAt({ at: 'choosing', gate: 2 }, { proofs: bothProofs.slice(0, 1) })
    const account = { ...tim, methods: [timsMail, timsApp, { ...timsApp, id: timsMail.id }, { ...timsApp }] }
    expect(offeredKinds(journey, { ...facts, account })).toEqual([authenticatorApp.kind])
    expect(choose(journey, facts, email.kind).kind).toBe('stay')
    expect(choose(journey, facts, authenticatorApp.kind).kind).toBe('step')
  })

  it('is nothing the product does not have', () => {
    const gone = methodKind('gone')
    const facts = { ...choosing.facts, policy: { ...policy, methods: [gone] } }
    expect(offeredKinds(choosing.journey, facts)).toEqual([])
    expect(choose(choosing.journey, facts, gone).kind).toBe('stay')
  })
})

describe('choosing a method', () => {
  it('issues a challenge of it to the address on file', () => {
    const decision = stepped(choose(choosing.journey, choosing.facts))
    expect(decision.journey).toMatchObject({
      stage: { at: 'challenged', gate: 1, challenge: { id: 'next', kind: email.kind, issued: null } },
      sends: 1,
      sentAt: start,
    })
    expect(decision.effects).toEqual([
      { kind: 'issue-challenge', challenge: 'next', method: email.kind, to: timsMail, send: true },
    ])
  })

  it('counts no message for a method that sends none', () => {
    expect(stepped(choose(choosing.journey, choosing.facts, authenticatorApp.kind)).journey.sends).toBe(0)
  })

  it.each([
    ['by nobody', { subject: { kind: 'nobody', account: tim.id } }, tim],
    ['by who lacks it', {}, { ...tim, methods: [timsApp] }],
    ['while another account is at hand', {}, ada],
  ] as const)('%s issues a challenge that goes nowhere', (_, changed, account) => {
    const { journey, facts } = standingAt({ at: 'choosing', gate: 1 }, changed)
    expect(stepped(choose(journey, { ...facts, account })).effects).toEqual([
      { kind: 'issue-challenge', challenge: 'next', method: email.kind, to: null, send: false },
    ])
  })

  it('issues nothing while the name is looked for, and then what was chosen', () => {
    const { journey, facts } = standingAt({ at: 'choosing', gate: 1 }, { subject: { kind: 'unresolved' } })
    const chosen = stepped(choose(journey, facts))
    expect(chosen.effects).toEqual([])
    const found = stepped(decide(chosen.journey, { type: 'resolved', directory: 'reachable' }, facts))
    expect(found.effects).toMatchObject([{ kind: 'issue-challenge', challenge: 'next', to: timsMail, send: true }])
  })

  it('sends nothing to an address that had its mails for the hour, and looks the same', () => {
    const send = { address: timsMail.address, at: start, asked: true }
    const counters = Array(5).fill(send).reduce(countSend, choosing.facts.counters)
    const capped = stepped(choose(choosing.journey, { ...choosing.facts, counters }))
    expect(capped.effects).toMatchObject([{ kind: 'issue-challenge', to: timsMail, send: false }])
    expect(capped.journey).toEqual(stepped(choose(choosing.journey, choosing.facts)).journey)
  })
})

describe('asking for another message', () => {
  const { journey, facts } = standingAt(mailChallenge, { sends: 1, sentAt: start })
  const resend = (from: Journey, now: Instant) =>
    decide(from, { type: 'resend-asked', challenge: challengeId('next') }, at(facts, now))

  it('waits 30, 60 and 120 seconds, and a fourth message is the last', () => {
    let current = journey
    for (const gap of [30, 60, 120].map(seconds)) {
      const due = later(current.sentAt ?? start, gap)
      expect(nextSendAt(current, facts)).toBe(due)
      const early = stepped(resend(current, later(due, -1)))
      expect(early.journey).toMatchObject({ remark: 'send-later', sends: current.sends, stage: current.stage })
      expect(early.effects).toEqual([])
      current = stepped(resend(current, due)).journey
    }
    expect(current.sends).toBe(limits.resendGaps.length)
    expect(nextSendAt(current, facts)).toBeNull()
    const spent = stepped(resend(current, later(current.sentAt ?? start, seconds(301))))
    expect(spent.journey).toMatchObject({ remark: 'sends-spent', sends: 4, stage: current.stage })
    expect(spent.effects).toEqual([])
  })

  it('replaces the challenge: the old code and its tries are gone', () => {
    const next = stepped(resend(journey, later(start, seconds(30)))).journey
    expect(next.stage).toMatchObject({ challenge: { id: 'next', issued: null, since: start + seconds(30) } })
    expect(decide(next, { type: 'attempt', challenge: mailChallenge.challenge.id }, facts).kind).toBe('stay')
  })

  it('goes round no gap by another way and back', () => {
    const { journey: back } = stepped(decide(journey, { type: 'another-way' }, facts))
    expect(back.stage).toEqual({ at: 'choosing', gate: 1 })
    expect(stepped(choose(back, at(facts, later(start, seconds(29))))).journey).toMatchObject({
      stage: { at: 'choosing' },
      remark: 'send-later',
    })
  })

  it('keeps the failures of the journey and their wait', () => {
    const failing = { ...journey, failures: 3, waitUntil: later(start, seconds(40)) }
    const next = stepped(resend(failing, later(start, seconds(30)))).journey
    expect(next).toMatchObject({ failures: 3, waitUntil: start + seconds(40) })
  })
})

describe('a challenge that was issued', () => {
  const unissued = { ...mailChallenge, challenge: { ...mailChallenge.challenge, issued: null } }
  const { journey, facts } = standingAt(unissued, { remark: 'code-wrong' })
  const { issued } = mailChallenge.challenge
  const event = { type: 'challenge-issued', challenge: unissued.challenge.id, sent: true } as const

  it('can be answered, and its mail counts for the address', () => {
    if (issued === null) throw new Error('the cast issued no challenge')
    const decision = stepped(decide(journey, { ...event, issued }, facts))
    expect(decision.journey).toMatchObject({ stage: mailChallenge, remark: 'code-wrong' })
    expect(decision.counters.sends).toEqual([{ address: timsMail.address, at: start, asked: true }])
    const unsent = stepped(decide(journey, { ...event, issued, sent: false }, facts))
    expect(unsent.counters.sends).toEqual([])
  })

  it('late, twice or for another one changes nothing', () => {
    if (issued === null) throw new Error('the cast issued no challenge')
    expect(decide(journey, { ...event, issued, challenge: challengeId('old') }, facts).kind).toBe('stay')
    const fresh = { ...issued, triesLeft: 5 }
    const spent = standingAt({
      ...mailChallenge,
      challenge: { ...mailChallenge.challenge, issued: { ...issued, triesLeft: 0 } },
    })
    expect(decide(spent.journey, { ...event, issued: fresh }, spent.facts).kind).toBe('stay')
  })
})

it('the catalogue of these tests has every method of the policy', () => {
  for (const kind of policy.methods) expect(catalogue.has(kind)).toBe(true)
})

describe('asking for challenges without end', () => {
  it('ends after twenty, alike for somebody and for nobody', () => {
    const twentieth = { ...choosing.journey, challenges: 19 }
    const last = { ...choosing.journey, challenges: 20 }
    const nobody = { ...last, subject: { kind: 'nobody', account: null } } as const
    const app = authenticatorApp.kind
    expect(stepped(choose(twentieth, choosing.facts, app)).journey).toMatchObject({
      challenges: 20,
      stage: { at: 'challenged' },
    })
    for (const journey of [last, nobody]) {
      const decision = stepped(choose(journey, choosing.facts, app))
      expect(decision.journey.stage).toEqual({ at: 'blocked', until: later(start, policy.times.absolute) })
      expect(decision).toMatchObject({ effects: [], facts: [{ kind: 'journey-blocked' }] })
    }
  })
})
