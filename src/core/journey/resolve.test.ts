import { describe, expect, it } from 'vitest'
import { policy, standingAt, start, tim, withoutReason } from '../../../tests/model/cast.ts'
import { journeyId, reference } from '../people/identifiers.ts'
import { emptyCounters } from '../throttle/counters.ts'
import { later } from '../time.ts'
import { asksReason, beginJourney } from './begin.ts'
import { decide } from './decide.ts'
import type { Decision, JourneyFacts, Step } from './decision.ts'

const stepped = (decision: Decision): Step => {
  if (decision.kind === 'stay') throw new Error('the journey stayed')
  return decision
}
const begun = standingAt({ at: 'reason' }, { subject: { kind: 'unresolved' } })
const facts: JourneyFacts = { ...begun.facts, counters: emptyCounters }
const resolve = (
  more: Partial<JourneyFacts> = {},
  directory: 'reachable' | 'unreachable' | 'misconfigured' = 'reachable',
) => stepped(decide(begun.journey, { type: 'resolved', directory }, { ...facts, ...more }))

describe('a journey begins', () => {
  it('with the reason where any directory can unlock, else with the methods, for every name', () => {
    const begin = (with_: typeof policy, attacked = false) =>
      beginJourney(journeyId('a'), reference('RK'), with_, attacked, start)
    expect(begin(policy)).toMatchObject({ stage: { at: 'reason' }, subject: { kind: 'unresolved' }, proofs: [] })
    expect(begin(withoutReason).stage).toEqual({ at: 'choosing', gate: 1 })
    expect(asksReason({ ...policy, directories: {} })).toBe(false)
    expect(begin(policy).waitUntil).toBeNull()
    expect(begin(policy, true).waitUntil).toBe(start + policy.limits.attackWait)
  })
})

describe('a name that was looked for', () => {
  it('is an account when it may go on: counted as a start, listed as open, and nothing on the page changes', () => {
    const decision = resolve()
    expect(decision.journey).toEqual({ ...begun.journey, subject: { kind: 'account', account: tim.id } })
    expect(decision.counters).toMatchObject({
      open: [{ journey: begun.journey.id, proven: false }],
      starts: { strangers: [start], known: [] },
    })
    expect(decision.effects).toEqual([])
    expect(decision.facts).toEqual([{ kind: 'journey-resolved', subject: 'account', refusal: null }])
  })

  it('is nobody when there is no such account: counted and listed alike', () => {
    const decision = resolve({ account: null })
    expect(decision.journey).toEqual({ ...begun.journey, subject: { kind: 'nobody', account: null } })
    expect(decision.counters).toEqual(resolve().counters)
    expect(decision.facts).toHaveLength(1)
  })

  it('is nobody when the account may not go on, and its own mailbox hears why', () => {
    const decision = resolve({ policy: { ...policy, scope: { kind: 'none' } } })
    expect(decision.journey.subject).toEqual({ kind: 'nobody', account: tim.id })
    expect(decision.effects).toEqual([{ kind: 'tell-why-not', account: tim, reason: 'out-of-scope' }])
    expect(decision.facts).toEqual([
      { kind: 'journey-resolved', subject: 'nobody', refusal: { reason: 'out-of-scope', code: 'SSPR_0013' } },
    ])
  })

  it('of a disabled account is nobody, and nobody is told anything', () => {
    const decision = resolve({ account: { ...tim, entry: { ...tim.entry, disabled: true } } })
    expect(decision.journey.subject).toEqual({ kind: 'nobody', account: tim.id })
    expect(decision.effects).toEqual([])
    const starts = { known: [], strangers: [0, 1, 2, 3, 4].map((n) => later(start, n)) }
    const account = { ...tim, entry: { ...tim.entry, disabled: true } }
    const throttled = resolve({ account, now: later(start, 10), counters: { ...emptyCounters, starts } })
    expect(throttled.effects).toEqual([])
  })

  it.each(['unreachable', 'misconfigured'] as const)('in a directory that is %s is nobody', (directory) => {
    expect(resolve({}, directory).journey.subject).toEqual({ kind: 'nobody', account: tim.id })
  })

  it('is nobody once the starts are spent, and still counted', () => {
    const starts = { known: [], strangers: [0, 1, 2, 3, 4].map((n) => later(start, n)) }
    const now = later(start, 10)
    const spent = resolve({ now, counters: { ...emptyCounters, starts } })
    expect(spent.journey.subject).toEqual({ kind: 'nobody', account: tim.id })
    expect(spent.counters.starts.strangers).toHaveLength(6)
    const known = resolve({ now, counters: { ...emptyCounters, starts }, allowance: 'known' })
    expect(known.journey.subject.kind).toBe('account')
  })

  it('is looked for once: the subject never changes by another answer (FL-05)', () => {
    const { journey } = resolve()
    expect(decide(journey, { type: 'resolved', directory: 'reachable' }, begun.facts).kind).toBe('stay')
    const nobody = resolve({ account: null }).journey
    expect(decide(nobody, { type: 'resolved', directory: 'reachable' }, begun.facts).kind).toBe('stay')
  })
})

describe('the reason', () => {
  const choose = (journey = resolve().journey, more: Partial<JourneyFacts> = {}) =>
    stepped(decide(journey, { type: 'reason-chosen', purpose: 'unlock' }, { ...begun.facts, ...more }))

  it('sets the purpose, before or after the name was found', () => {
    const expected = { purpose: 'unlock', stage: { at: 'choosing', gate: 1 } }
    expect(choose(begun.journey).journey).toMatchObject({ ...expected, subject: { kind: 'unresolved' } })
    expect(choose().journey).toMatchObject({ ...expected, subject: { kind: 'account' } })
  })

  it('that the account may not use makes it nobody, whose mailbox hears why', () => {
    const off = { policy: withoutReason }
    const decision = choose(resolve().journey, off)
    expect(decision.journey.subject).toEqual({ kind: 'nobody', account: tim.id })
    expect(decision.effects).toEqual([{ kind: 'tell-why-not', account: tim, reason: 'unlock-off' }])
    expect(choose(resolve().journey).facts).toHaveLength(decision.facts.length)
  })

  it('never makes somebody of nobody', () => {
    expect(choose(resolve({ account: null }).journey).journey.subject).toEqual({ kind: 'nobody', account: null })
    const out = resolve({ policy: { ...policy, scope: { kind: 'none' } } }).journey
    expect(choose(out).journey.subject).toEqual({ kind: 'nobody', account: tim.id })
  })
})
