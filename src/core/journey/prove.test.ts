import { describe, expect, it } from 'vitest'
import {
  ada,
  bothProofs,
  factsAbout,
  limits,
  mailChallenge,
  policy,
  standingAt,
  start,
  tim,
  timsApp,
  timsMail,
  withoutReason,
} from '../../../tests/model/cast.ts'
import { authenticatorApp, stepAt } from '../methods/authenticator-app/authenticator-app.ts'
import { email } from '../methods/email/email.ts'
import { challengeId, lookupHash } from '../people/identifiers.ts'
import { closeJourney, countFailure } from '../throttle/counters.ts'
import { days, instantFrom, later, minutes, seconds } from '../time.ts'
import { decide } from './decide.ts'
import type { Decision, JourneyFacts, Step } from './decision.ts'
import { deadline, type Journey, type Stage } from './journey.ts'

type Challenged = Extract<Stage, { at: 'challenged' }>
const { challenge } = mailChallenge
const { id } = challenge
const { expiresAt } = challenge
const attempt = { type: 'attempt', challenge: id } as const
const evidence = (kind: 'matches' | 'differs', of = id) =>
  ({ type: 'evidence', challenge: of, measured: { kind } }) as const

const stepped = (decision: Decision): Step => {
  if (decision.kind === 'stay') throw new Error('the journey stayed')
  return decision
}
const at = (facts: JourneyFacts, now: number): JourneyFacts => ({ ...facts, now: instantFrom(now) })
const { journey, facts } = standingAt(mailChallenge)
const withTries = (triesLeft: number): Challenged => ({
  ...mailChallenge,
  challenge: { ...challenge, issued: { method: timsMail.id, address: timsMail.address, answer: null, triesLeft } },
})

describe('an attempt', () => {
  it('reserves a try before anything is compared', () => {
    const decision = stepped(decide(journey, attempt, facts))
    expect(decision.journey.stage).toMatchObject({ challenge: { issued: { triesLeft: 4 } } })
    expect(decision.effects).toMatchObject([
      { kind: 'judge', challenge: id, against: timsMail, issued: { triesLeft: 4 } },
    ])
    expect(decision.counters.failures).toEqual(facts.counters.failures)
  })

  it('compares nothing once five tries are spent, though the code be right (CG-01)', () => {
    const spent = standingAt(withTries(0))
    const decision = stepped(decide(spent.journey, attempt, spent.facts))
    expect(decision).toMatchObject({ effects: [], journey: { remark: 'code-spent', stage: { at: 'challenged' } } })
    expect(decision.counters).toEqual(spent.facts.counters)
  })

  it('compares nothing at the end of its lifetime, and does a second before (FL-09)', () => {
    const busy = { ...journey, touchedAt: later(expiresAt, -minutes(1)) }
    expect(stepped(decide(busy, attempt, at(facts, expiresAt - 1_000))).effects).toHaveLength(1)
    for (const now of [expiresAt, expiresAt + 1_000]) {
      const decision = stepped(decide(busy, attempt, at(facts, now)))
      expect(decision).toMatchObject({ effects: [], journey: { remark: 'code-expired' } })
    }
  })

  it('compares nothing before the challenge was issued, and counts nothing', () => {
    const early = standingAt(
      { ...mailChallenge, challenge: { ...challenge, issued: null } },
      { subject: { kind: 'unresolved' } },
    )
    const decision = stepped(decide(early.journey, attempt, early.facts))
    expect(decision).toMatchObject({ effects: [], journey: { remark: 'code-wrong', failures: 0 } })
    expect(decide(early.journey, evidence('matches'), early.facts).kind).toBe('stay')
  })

  it("is refused without counting while this journey's wait runs, to the millisecond", () => {
    const waiting = { ...journey, waitUntil: later(start, seconds(30)) }
    expect(decide(waiting, attempt, at(facts, start + 29_999)).kind).toBe('stay')
    expect(decide(waiting, attempt, at(facts, start + 30_000)).kind).toBe('step')
  })

  it('at another challenge, from a second tab or before a resend, does nothing', () => {
    expect(decide(journey, { type: 'attempt', challenge: challengeId('old') }, facts).kind).toBe('stay')
  })

  it('is judged against nothing while the account has no comparisons left, and looks the same', () => {
    const spent = [0, 1, 2, 3, 4].reduce(
      (counters, n) => countFailure(counters, authenticatorApp.kind, 'strangers', later(start, n)),
      facts.counters,
    )
    const decision = stepped(decide(journey, attempt, at({ ...facts, counters: spent }, start + 10)))
    expect(decision.effects).toMatchObject([{ kind: 'judge', against: null }])
    const right = stepped(decide(decision.journey, evidence('matches'), at({ ...facts, counters: spent }, start + 10)))
    expect(right.journey).toMatchObject({ remark: 'code-wrong', proofs: [], failures: 1 })
    expect(right.counters.failures).toEqual(spent.failures)
    expect(right.facts).toMatchObject([{ kind: 'proof-failed', compared: false }])
  })
})

describe('right evidence', () => {
  it('proves this method, in this journey, for this account, by this challenge', () => {
    const decision = stepped(decide(journey, evidence('matches'), facts))
    expect(decision.journey.proofs).toEqual([{ ...bothProofs[0], challenge: id }])
    expect(decision.journey.stage).toEqual({ at: 'choosing', gate: 2 })
    expect(decision.effects).toEqual([{ kind: 'renew-cookie' }])
    expect(decision.counters.open).toMatchObject([{ journey: journey.id, proven: true }])
  })

  it('is enough where the policy asks for one gate, and not for an administrator', () => {
    const one = { ...policy, gates: 1 } as const
    const member = { ...facts, policy: one }
    expect(stepped(decide(journey, evidence('matches'), member)).journey.stage.at).toBe('new-password')
    const administrator = { ...tim, entry: { ...tim.entry, role: 'user-administrator' as const } }
    const decision = decide(journey, evidence('matches'), { ...member, account: administrator })
    expect(stepped(decision).journey.stage).toEqual({ at: 'choosing', gate: 2 })
    expect(stepped(decide(journey, evidence('matches'), { ...member, underAttack: true })).journey.stage.at).toBe(
      'choosing',
    )
  })

  it('of the last gate of an unlock asks the directory at once', () => {
    const app: Challenged = {
      at: 'challenged',
      gate: 2,
      challenge: {
        ...challenge,
        kind: authenticatorApp.kind,
        issued: { method: timsApp.id, address: null, answer: null, triesLeft: 5 },
      },
    }
    const second = standingAt(app, { purpose: 'unlock', proofs: bothProofs.slice(0, 1) })
    const step = stepAt(start)
    const decision = decide(
      second.journey,
      { type: 'evidence', challenge: id, measured: { kind: 'matches', step } },
      second.facts,
    )
    expect(stepped(decision).journey.stage).toEqual({ at: 'unlocking', since: start, asked: true })
    expect(stepped(decision).effects).toEqual([
      { kind: 'spend-step', method: timsApp.id, step },
      { kind: 'renew-cookie' },
      { kind: 'unlock', account: tim },
    ])
  })

  it('clears the waits of this journey and the streak of this method, and no failure that was counted', () => {
    const counters = countFailure(facts.counters, email.kind, 'strangers', later(start, -minutes(1)))
    const failing = { ...journey, failures: 2, waitUntil: start }
    const decision = stepped(decide(failing, evidence('matches'), { ...facts, counters }))
    expect(decision.journey).toMatchObject({ failures: 0, waitUntil: null })
    expect(decision.counters.streaks).toEqual({ [email.kind]: { known: 0, strangers: 0 } })
    expect(decision.counters.failures).toEqual(counters.failures)
  })

  it.each<[string, Partial<Journey>, Partial<JourneyFacts>]>([
    ['of nobody', { subject: { kind: 'nobody', account: tim.id } }, {}],
    ['when the account at hand is another one', {}, { account: ada }],
    ['when the method is gone', {}, { account: { ...tim, methods: [timsApp] } }],
    [
      'when the method is put on hold',
      {},
      { account: { ...tim, methods: [{ ...timsMail, heldUntil: later(start, 1) }] } },
    ],
    ['when the method is no longer allowed', {}, { policy: { ...withoutReason, methods: [authenticatorApp.kind] } }],
    ['when the account is gone', {}, { account: null }],
    ['when its class was proven before', { proofs: bothProofs.slice(0, 1) }, {}],
  ])('proves nothing %s', (_, changed, found) => {
    const decision = stepped(decide({ ...journey, ...changed }, evidence('matches'), { ...facts, ...found }))
    expect(decision.journey.stage).toMatchObject({ at: 'challenged', gate: 1 })
    expect(decision.journey.proofs).toEqual(changed.proofs ?? [])
    expect(decision.journey.failures).toBe(1)
    expect(decision.counters.failures.strangers).toHaveLength(1)
  })

  it('that comes late, or for another challenge, proves nothing and costs nothing', () => {
    const busy = { ...journey, touchedAt: later(expiresAt, -1) }
    const late = stepped(decide(busy, evidence('matches'), at(facts, expiresAt)))
    expect(late.journey).toMatchObject({ proofs: [], failures: 0, remark: 'code-expired' })
    expect(decide(journey, evidence('matches', challengeId('another')), facts).kind).toBe('stay')
  })

  it('in a journey closed by a newer one ends it', () => {
    const closed = { ...facts, counters: closeJourney(facts.counters, journey.id) }
    expect(stepped(decide(journey, evidence('matches'), closed)).journey).toMatchObject({
      stage: { at: 'expired' },
      proofs: [],
    })
  })

  it.each<[string, Partial<JourneyFacts>, string]>([
    ['disabled', { account: { ...tim, entry: { ...tim.entry, disabled: true } } }, 'disabled'],
    ['frozen by "this was not me"', { account: { ...tim, frozenAt: start } }, 'frozen'],
    ['out of scope', { policy: { ...policy, scope: { kind: 'none' } } }, 'out-of-scope'],
    ['left with too few methods', { account: { ...tim, methods: [timsMail] } }, 'not-registered'],
  ])('of an account that was meanwhile %s is told so plainly, and goes no further (FL-10)', (_, found, reason) => {
    const decision = stepped(decide(journey, evidence('matches'), { ...facts, ...found }))
    expect(decision.journey.stage).toEqual({ at: 'not-eligible', reason })
    expect(decision.effects).toEqual([{ kind: 'renew-cookie' }])
    expect(decision.counters.open).toEqual([])
  })
})

it('proves nothing for an address that was changed since the code was sent', () => {
  const moved = { ...timsMail, address: lookupHash('another mailbox') }
  const account = facts.account === null ? null : { ...facts.account, methods: [moved, timsApp] }
  const decision = stepped(decide(journey, evidence('matches'), { ...facts, account }))
  expect(decision.journey.proofs).toEqual([])
  expect(stepped(decide(journey, evidence('matches'), facts)).journey.proofs).toHaveLength(1)
})

describe('wrong evidence', () => {
  it('is counted for the account and for the journey, which waits 0, 0, 30 s, 60 s, 5 min, then 15 min', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6].map((failures) => {
      const { waitUntil } = stepped(decide({ ...journey, failures }, evidence('differs'), facts)).journey
      return waitUntil === null ? 0 : waitUntil - start
    })
    expect(waits).toEqual(limits.waits.concat(minutes(15)))
  })

  it('says that the tries are spent with the last of them', () => {
    const last = standingAt(withTries(0))
    expect(stepped(decide(last.journey, evidence('differs'), last.facts)).journey.remark).toBe('code-spent')
    expect(stepped(decide(journey, evidence('differs'), facts)).journey.remark).toBe('code-wrong')
  })

  it('blocks a journey with its tenth failure, and closes it', () => {
    const ninth = { ...journey, failures: 9 }
    const decision = stepped(decide(ninth, evidence('differs'), facts))
    expect(decision.journey.stage).toEqual({ at: 'blocked', until: later(start, days(1)) })
    expect(decision.counters.open).toEqual([])
    expect(decision.facts.map((each) => each.kind)).toEqual(['proof-failed', 'journey-blocked'])
  })

  it('blocks when the wait it asks for would outlast the journey, and says until when', () => {
    const tired = { ...journey, failures: 5, startedAt: instantFrom(start - minutes(16)) }
    const decision = stepped(decide(tired, evidence('differs'), facts))
    expect(decision.journey.stage).toEqual({ at: 'blocked', until: later(start, minutes(15)) })
    const fresher = { ...tired, startedAt: instantFrom(start - minutes(14)) }
    expect(stepped(decide(fresher, evidence('differs'), facts)).journey.stage.at).toBe('challenged')
  })

  it('does not let the page lapse while its own wait runs', () => {
    const waiting = stepped(decide({ ...journey, failures: 5 }, evidence('differs'), facts)).journey
    const { times } = facts.policy
    expect(deadline(waiting, times)).toBe(later(start, minutes(15) + times.idle))
    expect(deadline({ ...waiting, waitUntil: null }, times)).toBe(later(start, times.idle))
  })

  it('blocks a journey with its tenth failure, however short the wait is set', () => {
    const hasty = { ...policy, limits: { ...limits, longWait: minutes(1) } }
    const decision = stepped(decide({ ...journey, failures: 9 }, evidence('differs'), { ...facts, policy: hasty }))
    expect(decision.journey.stage).toEqual({ at: 'blocked', until: later(start, minutes(1)) })
  })

  it('of nobody is counted in its own bucket, as anybody is', () => {
    const nobody = standingAt(
      {
        ...mailChallenge,
        challenge: { ...challenge, issued: { method: null, address: null, answer: null, triesLeft: 4 } },
      },
      { subject: { kind: 'nobody', account: null } },
    )
    const theirs = stepped(decide(nobody.journey, evidence('matches'), factsAbout(null, nobody.journey)))
    const ours = stepped(decide(journey, evidence('differs'), facts))
    expect(theirs.counters).toEqual(ours.counters)
    expect(theirs.facts).toEqual(ours.facts)
    expect(theirs.effects).toEqual(ours.effects)
    expect(theirs.journey.remark).toBe(ours.journey.remark)
  })
})

it('a code answered before its address was known belongs to nobody else', () => {
  const foreign = standingAt({
    ...mailChallenge,
    challenge: {
      ...challenge,
      issued: { method: ada.methods[0]?.id ?? null, address: lookupHash('x'), answer: null, triesLeft: 5 },
    },
  })
  const decision = stepped(decide(foreign.journey, evidence('matches'), foreign.facts))
  expect(decision.journey).toMatchObject({ proofs: [], failures: 1 })
})
