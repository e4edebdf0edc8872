import { describe, expect, it } from 'vitest'
import { ada, bothProofs, policy, standingAt, start, tim, timsApp, timsMail } from '../../../tests/model/cast.ts'
import { journeyId } from '../people/identifiers.ts'
import { openJourney } from '../throttle/counters.ts'
import { afterWrongPassword, unlocked } from '../throttle/smart-lockout.ts'
import { later, minutes } from '../time.ts'
import { decide } from './decide.ts'
import type { Decision, JourneyFacts, Step } from './decision.ts'
import type { JourneyEvent } from './events.ts'
import type { Journey } from './journey.ts'

const stepped = (decision: Decision): Step => {
  if (decision.kind === 'stay') throw new Error('the journey stayed')
  return decision
}
const offer: JourneyEvent = { type: 'password-judged', refused: null }
const proven = standingAt({ at: 'new-password', rejections: 0 }, { proofs: bothProofs })
const writing = standingAt({ at: 'writing', since: start, rejections: 3 }, { proofs: bothProofs })
const unlocking = (asked: boolean) =>
  standingAt({ at: 'unlocking', since: start, asked }, { proofs: bothProofs, purpose: 'unlock' })
const finish = ({ journey, facts }: { journey: Journey; facts: JourneyFacts }, event: JourneyEvent) =>
  stepped(decide(journey, event, facts))
const writes = (decision: Decision) =>
  decision.kind === 'stay' ? [] : decision.effects.filter(({ kind }) => kind === 'write-password' || kind === 'unlock')

describe('a password that was offered', () => {
  it('is written after its intent is on record', () => {
    const decision = finish(proven, offer)
    expect(decision.journey.stage).toEqual({ at: 'writing', since: start, rejections: 0 })
    expect(decision.effects).toEqual([{ kind: 'write-password', account: tim }])
    expect(decision.facts).toEqual([{ kind: 'password-write-intended' }])
  })

  it('is written once: a second offer while the first is being written does nothing (FL-07)', () => {
    expect(decide(finish(proven, offer).journey, offer, proven.facts)).toEqual({ kind: 'stay' })
  })

  it('and refused by our rules is not written; the tenth refusal ends the journey', () => {
    const refusal = { type: 'password-judged', refused: 'password-guessable' } as const
    let { journey } = proven
    for (let rejections = 1; rejections < policy.times.rejections; rejections += 1) {
      const decision = stepped(decide(journey, refusal, proven.facts))
      expect(decision.effects).toEqual([])
      expect(decision.journey).toMatchObject({
        stage: { at: 'new-password', rejections },
        remark: 'password-guessable',
      })
      journey = decision.journey
    }
    const last = stepped(decide(journey, refusal, proven.facts))
    expect(last).toMatchObject({ journey: { stage: { at: 'expired' } }, counters: { open: [] }, effects: [] })
  })

  it.each<[string, Partial<JourneyFacts>, { readonly at: string; readonly reason?: string }]>([
    [
      'disabled',
      { account: { ...tim, entry: { ...tim.entry, disabled: true } } },
      { at: 'not-eligible', reason: 'disabled' },
    ],
    [
      'locked by an administrator',
      { account: { ...tim, entry: { ...tim.entry, lockedByAdministrator: true } } },
      { at: 'not-eligible', reason: 'locked-by-administrator' },
    ],
    ['frozen', { account: { ...tim, frozenAt: start } }, { at: 'not-eligible', reason: 'frozen' }],
    [
      'moved out of scope',
      { policy: { ...policy, scope: { kind: 'none' } } },
      { at: 'not-eligible', reason: 'out-of-scope' },
    ],
    [
      'left without a method it proved',
      { account: { ...tim, methods: [timsApp] } },
      { at: 'not-eligible', reason: 'not-registered' },
    ],
    [
      'left with another method in the place of one it proved',
      { account: { ...tim, methods: [{ ...timsMail, id: ada.id as never }, timsApp] } },
      { at: 'not-eligible', reason: 'not-registered' },
    ],
    ['deleted', { account: null }, { at: 'expired' }],
    ['mistaken for another one', { account: { ...ada, methods: tim.methods } }, { at: 'expired' }],
  ])('is not written when the account was meanwhile %s (FL-10)', (_, found, stage) => {
    const decision = stepped(decide(proven.journey, offer, { ...proven.facts, ...found }))
    expect(writes(decision)).toEqual([])
    expect(decision.journey.stage).toEqual(stage)
    if (stage.at === 'not-eligible') expect(decision.facts).toMatchObject([{ kind: 'not-eligible', purpose: 'reset' }])
    expect(decision.counters.open).toEqual([])
  })

  it('is not written when the policy was tightened: the second gate is asked for', () => {
    const one = { ...proven.journey, proofs: bothProofs.slice(0, 1) }
    const decision = stepped(decide(one, offer, proven.facts))
    expect(decision.journey.stage).toEqual({ at: 'choosing', gate: 2 })
    expect(writes(decision)).toEqual([])
    expect(writes(decide(one, offer, { ...proven.facts, policy: { ...policy, gates: 1 } }))).toHaveLength(1)
    const attacked = { ...proven.facts, policy: { ...policy, gates: 1 as const }, underAttack: true }
    expect(writes(decide(one, offer, attacked))).toEqual([])
  })

  it('of nobody is not written, whatever proofs the journey seems to hold', () => {
    const nobody = { ...proven.journey, subject: { kind: 'nobody', account: tim.id } } as const
    expect(writes(decide(nobody, offer, proven.facts))).toEqual([])
  })
})

describe('what became of the write', () => {
  const written = (outcome: Extract<JourneyEvent, { type: 'password-written' }>['outcome']) =>
    finish(writing, { type: 'password-written', outcome })

  it('set: the journey is done, sessions end, the browser is known, and every journey of the account is closed (SE-09)', () => {
    const locked = afterWrongPassword(unlocked, 1, start)
    const others = openJourney(writing.facts.counters, journeyId('other'), 'strangers', 3, start)
    const facts = { ...writing.facts, counters: { ...others, signIns: { known: locked, strangers: locked } } }
    const decision = stepped(decide(writing.journey, { type: 'password-written', outcome: { kind: 'set' } }, facts))
    expect(decision.journey.stage).toEqual({ at: 'done', outcome: 'reset' })
    expect(decision.effects.map(({ kind }) => kind)).toEqual(['end-sessions', 'remember-browser'])
    expect(decision.facts).toEqual([{ kind: 'password-reset', methods: bothProofs.map(({ kind }) => kind) }])
    expect(decision.counters).toMatchObject({ open: [], signIns: { known: unlocked, strangers: unlocked } })
  })

  it('rejected: the person may try another, and it counts as a refusal', () => {
    expect(written({ kind: 'rejected', because: 'password-used-before' }).journey).toMatchObject({
      stage: { at: 'new-password', rejections: 4 },
      remark: 'password-used-before',
    })
  })

  it('unavailable: the proofs are kept, nothing is counted', () => {
    const decision = written({ kind: 'unavailable' })
    expect(decision.journey).toMatchObject({ stage: { at: 'new-password', rejections: 3 }, proofs: bothProofs })
    expect(decision.facts).toEqual([{ kind: 'password-write-unavailable' }])
    expect(decision.counters.open).toHaveLength(1)
  })

  it('indeterminate: nothing is written again until the change time settles it', () => {
    const { journey, facts } = written({ kind: 'indeterminate' })
    expect(facts).toEqual([{ kind: 'password-write-indeterminate' }])
    expect(journey.stage).toEqual({ at: 'indeterminate', since: start })
    expect(decide(journey, offer, writing.facts).kind).toBe('stay')
    const changed = stepped(decide(journey, { type: 'looked-again', found: 'changed' }, writing.facts))
    expect(changed.journey.stage).toEqual({ at: 'done', outcome: 'reset' })
    expect(changed.facts).toEqual([{ kind: 'password-write-settled', found: 'changed' }])
    const unchanged = stepped(decide(journey, { type: 'looked-again', found: 'unchanged' }, writing.facts))
    expect(unchanged.journey).toMatchObject({ stage: { at: 'new-password' }, remark: 'directory-unavailable' })
    expect(writes(unchanged)).toEqual([])
  })

  it('unknown because the process died: settled the same way', () => {
    const found = finish(writing, { type: 'looked-again', found: 'changed' })
    expect(found.journey.stage).toEqual({ at: 'done', outcome: 'reset' })
    expect(finish(writing, { type: 'looked-again', found: 'unchanged' }).journey.stage.at).toBe('new-password')
  })
})

describe('an unlock', () => {
  it('that worked is done and leaves the sessions and other journeys alone', () => {
    const { journey, facts } = unlocking(true)
    const counters = openJourney(facts.counters, journeyId('other'), 'strangers', 3, start)
    const decision = stepped(decide(journey, { type: 'unlock-written', outcome: 'unlocked' }, { ...facts, counters }))
    expect(decision.journey.stage).toEqual({ at: 'done', outcome: 'unlock' })
    expect(decision.effects.map(({ kind }) => kind)).toEqual(['remember-browser'])
    expect(decision.counters.open.map((each) => each.journey)).toEqual(['other'])
  })

  it.each(['unavailable', 'indeterminate'] as const)(
    'that was %s may be asked for again with the same proofs',
    (outcome) => {
      const asked = finish(unlocking(true), { type: 'unlock-written', outcome })
      expect(asked.journey.stage).toEqual({ at: 'unlocking', since: start, asked: false })
      expect(asked.facts).toEqual([{ kind: 'unlock-unavailable' }])
      const again = stepped(decide(asked.journey, { type: 'unlock-asked' }, unlocking(true).facts))
      expect(again.effects).toEqual([{ kind: 'unlock', account: tim }])
    },
  )

  it('is not asked for twice at once, nor by rules that changed meanwhile', () => {
    const { journey, facts } = unlocking(true)
    expect(decide(journey, { type: 'unlock-asked' }, facts)).toEqual({ kind: 'stay' })
    const off = { ...policy, scope: { kind: 'none' } } as const
    const refused = decide(unlocking(false).journey, { type: 'unlock-asked' }, { ...facts, policy: off })
    expect(writes(refused)).toEqual([])
    expect(stepped(refused).journey.stage).toEqual({ at: 'not-eligible', reason: 'out-of-scope' })
  })

  it('whose answer died with the process may be asked for again, not be waited for without end', () => {
    const settled = finish(unlocking(true), { type: 'looked-again', found: 'unchanged' })
    expect(settled.journey.stage).toMatchObject({ at: 'unlocking', asked: false })
    expect(stepped(decide(settled.journey, { type: 'unlock-asked' }, unlocking(true).facts)).effects).toHaveLength(1)
    const late = { ...unlocking(true).facts, now: later(start, minutes(60)) }
    expect(stepped(decide(settled.journey, { type: 'unlock-asked' }, late)).journey.stage.at).toBe('expired')
  })
})
