import { expect, test } from 'vitest'
import { accountId, tenantId } from '../core/people/identifiers.ts'
import { newPassword } from '../core/people/new-password.ts'
import { createTags } from './tags.ts'
import { keyringOf } from './test-keyring.ts'

const tags = createTags(keyringOf('k1'))
const [tenant, account] = [tenantId('t1'), accountId('a1')]

test('a repeat of the same wrong password is recognised', () => {
  expect(tags.tag(tenant, account, newPassword('hunter3'))).toBe(tags.tag(tenant, account, newPassword('hunter3')))
})

test('another password, account, organisation or key gives another tag', () => {
  const seen = [
    tags.tag(tenant, account, newPassword('hunter3')),
    tags.tag(tenant, account, newPassword('hunter4')),
    tags.tag(tenant, accountId('a2'), newPassword('hunter3')),
    tags.tag(tenantId('t2'), account, newPassword('hunter3')),
    tags.tag(tenant, accountId('a1h'), newPassword('unter3')),
    createTags(keyringOf('k1')).tag(tenant, account, newPassword('hunter3')),
  ]
  expect(new Set(seen).size).toBe(seen.length)
})

test('tags fill a signed 32-bit integer, no more', () => {
  const seen = Array.from({ length: 1_000 }, (_, n) => tags.tag(tenant, account, newPassword(`${n}`)))
  expect(seen.every((tag) => Number.isInteger(tag) && tag >= -(2 ** 31) && tag < 2 ** 31)).toBe(true)
  expect(seen.some((tag) => tag < -(2 ** 30)) && seen.some((tag) => tag > 2 ** 30)).toBe(true)
})
