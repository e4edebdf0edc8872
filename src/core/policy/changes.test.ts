import { expect, it } from 'vitest'
import { policy } from '../../../tests/model/cast.ts'
import { groupId } from '../people/identifiers.ts'
import { policyChanges } from './changes.ts'

it('finds nothing between a policy and itself, whatever its version', () => {
  expect(policyChanges(policy, { ...policy, version: policy.version + 1 })).toEqual([])
})

it('names each path that differs with what it was and is, lists whole', () => {
  const changed = {
    ...policy,
    gates: 1,
    scope: { kind: 'groups', include: [groupId('a')], exclude: [] },
    registration: { ...policy.registration, skips: null },
  } as const
  const base = { ...policy, gates: 2, scope: { kind: 'all' } } as const
  expect(policyChanges(base, changed)).toEqual([
    { path: 'gates', from: 2, to: 1 },
    { path: 'registration.skips', from: policy.registration.skips, to: null },
    { path: 'scope.exclude', from: null, to: [] },
    { path: 'scope.include', from: null, to: ['a'] },
    { path: 'scope.kind', from: 'all', to: 'groups' },
  ])
})

it('sees a list of another order as another list: methods are offered in it', () => {
  const [first, second] = policy.methods
  if (first === undefined || second === undefined) throw new Error('the cast’s policy has two methods')
  const swapped = { ...policy, methods: [second, first] }
  expect(policyChanges(policy, swapped).map(({ path }) => path)).toContain('methods')
})
