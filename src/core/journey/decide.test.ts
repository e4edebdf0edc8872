import { describe, expect, it } from 'vitest'
import {
  bothProofs,
  factsAbout,
  mailChallenge,
  policy,
  standingAt,
  start,
  tim,
  timsMail,
} from '../../../tests/model/cast.ts'
import { email } from '../methods/email/email.ts'
import { challengeId, journeyId } from '../people/identifiers.ts'
import { closeJourney } from '../throttle/counters.ts'
import { type Instant, later, minutes, seconds } from '../time.ts'
import { decide, hasLapsed } from './decide.ts'
import type { Decision, JourneyFacts } from './decision.ts'
import type { JourneyEvent } from './events.ts'
import { deadline, hasEnded, type Journey, type Stage } from './journey.ts'

const challenge = mailChallenge.challenge.id
const everyEvent: readonly JourneyEvent[] = [
  { type: 'resolved', directory: 'reachable' },
  { type: 'reason-chosen', purpose: 'unlock' },
  { type: 'method-chosen', kind: email.kind, challenge: challengeId('next') },
  { type: 'resend-asked', challenge: challengeId('next') },
  {
    type: 'challenge-issued',
    challenge,
    issued: { method: timsMail.id, address: null, answer: null, triesLeft: 5 },
    sent: true,
  },
  { type: 'attempt', challenge },
  { type: 'evidence', challenge, measured: { kind: 'matches' } },
  { type: 'another-way' },
  { type: 'password-judged', refused: null },
  { type: 'password-written', outcome: { kind: 'set' } },
  { type: 'unlock-asked' },
  { type: 'unlock-written', outcome: 'unlocked' },
  { type: 'looked-again', found: 'changed' },
  { type: 'more-time' },
  { type: 'help-asked' },
  { type: 'start-over' },
]

/** Which events move a journey at each stage; every other one leaves everything as it is. */
const moves: Readonly<Record<string, readonly JourneyEvent['type'][]>> = {
  reason: ['reason-chosen', 'more-time', 'help-asked', 'start-over'],
  choosing: ['method-chosen', 'more-time', 'help-asked', 'start-over'],
  challenged: ['resend-asked', 'attempt', 'evidence', 'another-way', 'more-time', 'help-asked', 'start-over'],
  'new-password': ['password-judged', 'more-time', 'help-asked', 'start-over'],
  writing: ['password-written', 'looked-again'],
  unlocking: ['unlock-written', 'looked-again'],
  'unlocking, unanswered': ['unlock-asked', 'unlock-written', 'more-time', 'help-asked', 'start-over'],
  indeterminate: ['looked-again'],
}
const stages: Readonly<Record<string, Stage>> = {
  reason: { at: 'reason' },
  choosing: { at: 'choosing', gate: 1 },
  challenged: mailChallenge,
  'new-password': { at: 'new-password', rejections: 0 },
  writing: { at: 'writing', since: start, rejections: 0 },
  unlocking: { at: 'unlocking', since: start, asked: true },
  'unlocking, unanswered': { at: 'unlocking', since: start, asked: false },
  indeterminate: { at: 'indeterminate', since: start },
}
const ends: readonly Stage[] = [
  { at: 'done', outcome: 'reset' },
  { at: 'blocked', until: start },
  { at: 'not-eligible', reason: 'disabled' },
  { at: 'contacted-admin' },
  { at: 'cancelled' },
  { at: 'expired' },
]
const proofsAt = (stage: Stage) =>
  stage.at === 'reason' || stage.at === 'choosing' || stage.at === 'challenged' ? [] : bothProofs

const journeyAfter = (decision: Decision): Journey => {
  if (decision.kind === 'stay') throw new Error('the journey stayed')
  return decision.journey
}

describe('an event that does not fit', () => {
  it.each(Object.entries(stages))('changes nothing at %s', (name, stage) => {
    const { journey, facts } = standingAt(stage, { proofs: proofsAt(stage) })
    const moving = everyEvent.filter((event) => decide(journey, event, facts).kind === 'step').map(({ type }) => type)
    expect(moving).toEqual(moves[name])
  })

  it.each(ends)('cannot move a journey that ended as $at', (stage) => {
    const { journey, facts } = standingAt(stage, { proofs: bothProofs })
    expect(hasEnded(stage)).toBe(true)
    for (const event of everyEvent) {
      expect(decide(journey, event, facts)).toEqual({ kind: 'stay' })
      expect(decide(journey, event, { ...facts, now: later(start, minutes(600)) })).toEqual({ kind: 'stay' })
    }
  })

  it('decides the same for the same arguments and changes none of them', () => {
    for (const stage of Object.values(stages)) {
      const { journey, facts } = standingAt(stage, { proofs: proofsAt(stage) })
      const before = JSON.stringify({ journey, counters: facts.counters, account: facts.account })
      for (const event of everyEvent) expect(decide(journey, event, facts)).toEqual(decide(journey, event, facts))
      expect(JSON.stringify({ journey, counters: facts.counters, account: facts.account })).toBe(before)
    }
  })
})

describe('time (FL-09)', () => {
  const { idle, absolute } = policy.times
  const at = (facts: JourneyFacts, now: Instant): JourneyFacts => ({ ...facts, now })
  const { journey, facts } = standingAt({ at: 'new-password', rejections: 0 }, { proofs: bothProofs })
  const offer: JourneyEvent = { type: 'password-judged', refused: null }

  it('a step is taken a second before the idle limit, and refused at it', () => {
    expect(journeyAfter(decide(journey, offer, at(facts, later(start, idle - seconds(1))))).stage.at).toBe('writing')
    for (const now of [later(start, idle), later(start, idle + seconds(1))]) {
      const decision = decide(journey, offer, at(facts, now))
      expect(journeyAfter(decision).stage).toEqual({ at: 'expired' })
      expect(decision).toMatchObject({ effects: [], facts: [{ kind: 'journey-expired' }], counters: { open: [] } })
    }
  })

  it('"I need more time" extends the idle limit, up to the absolute end and not beyond', () => {
    let busy = journey
    let now = start
    while (now < start + absolute - idle) {
      now = later(now, idle - seconds(1))
      busy = journeyAfter(decide(busy, { type: 'more-time' }, at(facts, now)))
    }
    expect(deadline(busy, policy.times)).toBe(start + absolute)
    expect(journeyAfter(decide(busy, offer, at(facts, later(start, absolute - 1)))).stage.at).toBe('writing')
    expect(journeyAfter(decide(busy, { type: 'more-time' }, at(facts, later(start, absolute)))).stage.at).toBe(
      'expired',
    )
  })

  it('"I need more time" keeps what the page says, a new step does not', () => {
    const said = { ...journey, remark: 'password-guessable' } as const
    expect(journeyAfter(decide(said, { type: 'more-time' }, facts)).remark).toBe('password-guessable')
    expect(journeyAfter(decide(said, offer, facts)).remark).toBeNull()
  })

  it.each(['writing', 'unlocking', 'indeterminate'])('ends no journey at %s, whose outcome is awaited', (name) => {
    const stage = stages[name] ?? { at: 'reason' }
    const working = standingAt(stage, { proofs: bothProofs })
    const late = at(working.facts, later(start, minutes(600)))
    expect(hasLapsed(working.journey, late)).toBe(false)
    for (const type of ['more-time', 'help-asked', 'start-over'] as const)
      expect(decide(working.journey, { type }, late).kind).toBe('stay')
    expect(decide(working.journey, { type: 'looked-again', found: 'unchanged' }, late).kind).toBe('step')
  })

  it('ends a journey that a newer one closed, and says so before a step records it', () => {
    const closed = { ...facts, counters: closeJourney(facts.counters, journey.id) }
    expect(hasLapsed(journey, closed)).toBe(true)
    expect(hasLapsed(journey, facts)).toBe(false)
    expect(journeyAfter(decide(journey, offer, closed)).stage.at).toBe('expired')
  })

  it('leaves a journey alone whose name is still being looked for, since none is listed for it yet', () => {
    const unresolved = standingAt({ at: 'choosing', gate: 1 }, { subject: { kind: 'unresolved' } })
    const unlisted = { ...factsAbout(null, { id: journeyId('another') }), now: start }
    expect(hasLapsed(unresolved.journey, unlisted)).toBe(false)
    expect(hasLapsed(unresolved.journey, { ...unlisted, now: later(start, idle) })).toBe(true)
  })
})

describe('leaving', () => {
  it.each([
    ['help-asked', 'contacted-admin', 'help-asked'],
    ['start-over', 'cancelled', 'journey-cancelled'],
  ] as const)('%s ends as %s, closes the journey and writes no password', (type, at, fact) => {
    const { journey, facts } = standingAt({ at: 'new-password', rejections: 0 }, { proofs: bothProofs })
    expect(decide(journey, { type }, facts)).toMatchObject({
      journey: { stage: { at } },
      effects: [],
      facts: [{ kind: fact }],
      counters: { open: [] },
    })
    expect(facts.account).toBe(tim)
  })
})
