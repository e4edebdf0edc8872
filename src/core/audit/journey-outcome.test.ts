import { expect, it } from 'vitest'
import { start } from '../../../tests/model/cast.ts'
import { email } from '../methods/email/email.ts'
import { later, minutes } from '../time.ts'
import type { AuditFact } from './facts.ts'
import { decidingFacts, type JourneyOutcome, journeyOutcomes, summariseJourney } from './journey-outcome.ts'

const started: AuditFact = { kind: 'journey-started' }
const resolved: AuditFact = { kind: 'journey-resolved', subject: 'account', refusal: null }
const proof: AuditFact = { kind: 'proof-passed', method: email.kind, gate: 1 }
const refusal = { reason: 'out-of-scope', code: 'SSPR_0013' } as const
const outcome = (...facts: readonly AuditFact[]): JourneyOutcome => summariseJourney(facts, start, start).outcome

it.each<readonly [JourneyOutcome, readonly AuditFact[]]>([
  ['under-way', [started, resolved, proof]],
  [
    'got-back',
    [started, resolved, proof, { kind: 'password-write-intended' }, { kind: 'password-reset', methods: [] }],
  ],
  [
    'got-back',
    [started, { kind: 'password-write-indeterminate' }, { kind: 'password-write-settled', found: 'changed' }],
  ],
  ['directory-refused', [started, { kind: 'password-write-indeterminate' }]],
  ['directory-refused', [started, { kind: 'password-write-unavailable' }]],
  ['got-back', [started, { kind: 'password-write-unavailable' }, { kind: 'password-reset', methods: [] }]],
  ['unlocked', [started, { kind: 'account-unlocked', methods: [] }]],
  ['blocked', [started, resolved, { kind: 'journey-blocked' }]],
  ['not-eligible', [started, { kind: 'journey-resolved', subject: 'account', refusal }, { kind: 'journey-expired' }]],
  ['not-eligible', [started, { kind: 'reason-chosen', purpose: 'unlock', refusal }]],
  ['gave-up', [started, resolved, { kind: 'journey-cancelled' }]],
  ['gave-up', [started, { kind: 'help-asked' }]],
])('a journey is %s', (expected, facts) => {
  expect(outcome(...facts)).toBe(expected)
})

it('that nobody went on with is given up once no journey could still be alive', () => {
  expect(summariseJourney([started, resolved], start, later(start, minutes(59))).outcome).toBe('under-way')
  expect(summariseJourney([started, resolved], start, later(start, minutes(60))).outcome).toBe('gave-up')
})

it('says what was wanted and what was proved with, in order', () => {
  const { purpose, provedWith } = summariseJourney(
    [
      started,
      { kind: 'reason-chosen', purpose: 'unlock', refusal: null },
      proof,
      { kind: 'proof-failed', method: email.kind, gate: 2, compared: true },
    ],
    start,
    start,
  )
  expect({ purpose, provedWith }).toEqual({ purpose: 'unlock', provedWith: [email.kind] })
})

it('has deciding facts for every outcome, none of them for two', () => {
  const all = journeyOutcomes.flatMap((each) => decidingFacts[each])
  expect(new Set(all).size).toBe(all.length)
})
