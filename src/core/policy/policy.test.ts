import { expect, it } from 'vitest'
import { policy } from '../../../tests/model/cast.ts'
import { initialBranding } from '../branding/branding.ts'
import { completePolicy, type Policy } from './policy.ts'

it('that was saved before a setting existed has its first value', () => {
  const { branding: _, ...old } = policy
  expect(completePolicy(old as Policy).branding).toEqual(initialBranding)
})

it('that was saved with it keeps it', () => {
  const branding = { ...initialBranding, name: 'Acme' }
  expect(completePolicy({ ...policy, branding }).branding).toEqual(branding)
})
