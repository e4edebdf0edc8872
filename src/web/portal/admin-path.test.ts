import { expect, it } from 'vitest'
import { adminPath } from './admin-path.ts'

it.each(['admin', 'admin/people', 'admin/people/7d3f3c1e-0000-4000-8000-000000000001'])(
  '%s is a room of the portal',
  (then) => {
    expect(adminPath(then)).toBe(then)
  },
)

it.each([
  undefined,
  '',
  'administrator',
  'admin/',
  'admin//evil.example',
  'admin/../sign-out',
  'admin/%2e%2e',
  'admin\\people',
  '/admin',
  'admin?x=1',
  'admin#x',
  'admin@evil.example',
  'Admin',
  'admin/\n',
  `admin/${'a'.repeat(200)}`,
])('%j is none', (then) => {
  expect(adminPath(then)).toBeNull()
})
