import { describe, expect, it } from 'vitest'
import { isAdministrator, mayLoseRole, roles } from './roles.ts'

it('everybody with a role administers something, but readers of reports', () => {
  expect(roles.filter((role) => !isAdministrator(role))).toEqual(['reports-reader'])
  expect(isAdministrator(null)).toBe(false)
})

describe('a role', () => {
  it('is kept by the last global administrator, and by no other for being the last', () => {
    for (const role of [...roles, null]) {
      expect(mayLoseRole(role, 1)).toBe(true)
      expect(mayLoseRole(role, 0)).toBe(role !== 'global-administrator')
    }
  })
})
