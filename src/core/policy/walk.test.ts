import { expect, it } from 'vitest'
import { catalogue, policy, start, tim } from '../../../tests/model/cast.ts'
import { eligibilityRules } from './eligibility.ts'
import { walkEligibility } from './walk.ts'

const question = {
  policy,
  account: tim,
  catalogue,
  purpose: 'reset',
  throttled: false,
  directory: 'reachable',
  now: start,
} as const

it('says yes to every rule when nothing stands in the way', () => {
  const { rules, reason, code } = walkEligibility(question)
  expect(rules.map(({ rule }) => rule)).toEqual(eligibilityRules.map(([name]) => name))
  expect(rules.every(({ holds }) => holds === true)).toBe(true)
  expect({ reason, code }).toEqual({ reason: null, code: null })
})

it('stops at the first no: what was asked before held, and what comes after was not asked', () => {
  const scope = { kind: 'none' } as const
  const { rules, reason, code } = walkEligibility({
    ...question,
    policy: { ...policy, scope },
    directory: 'unreachable',
  })
  const at = rules.findIndex(({ rule }) => rule === 'out-of-scope')
  expect(rules[at]).toEqual({ rule: 'out-of-scope', holds: false })
  expect(rules.slice(0, at).every(({ holds }) => holds === true)).toBe(true)
  expect(rules.slice(at + 1).every(({ holds }) => holds === null)).toBe(true)
  expect({ reason, code }).toEqual({ reason: 'out-of-scope', code: 'SSPR_0013' })
})
