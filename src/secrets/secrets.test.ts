import { expect, test } from 'vitest'
import { accountId, tenantId } from '../core/people/identifiers.ts'
import { newPassword } from '../core/people/new-password.ts'
import { verifyAuditSignature } from './audit-signing.ts'
import { createSecrets, defaultHashesAtOnce } from './secrets.ts'
import { keyringOf } from './test-keyring.ts'

test('everything the port names works from one keyring', async () => {
  const secrets = createSecrets({ keyring: keyringOf('k1'), hashesAtOnce: 2 })
  const tenant = tenantId(secrets.uuid())
  const place = { tenant, owner: secrets.uuid(), field: 'email' }
  const password = newPassword('correct horse battery')

  expect(secrets.open(place, secrets.seal(place, 'x'))).toBe('x')
  expect(secrets.lookups(tenant, 'name', 'tim')).toEqual([secrets.lookup(tenant, 'name', 'tim')])
  expect(verifyAuditSignature(secrets.publicKey, 'head', secrets.sign('head'))).toBe(true)
  expect(secrets.tag(tenant, accountId(place.owner), password)).toBeTypeOf('number')
  const hash = await secrets.hash(password, 'member')
  expect(await secrets.verify(hash, password, 'member', 'write')).toBe('right')
})

test.each([
  [1, 2],
  [2, 4],
  [64, 4],
])('RS-02: %i cores run %i hashes at once before anything waits', async (cores, atOnce) => {
  const secrets = createSecrets({ keyring: keyringOf('k1'), hashesAtOnce: defaultHashesAtOnce(cores) })
  const ask = () => secrets.verify(undefined, newPassword('x'), 'member', 'check')
  const answers = Array.from({ length: atOnce + 39 }, ask)
  expect(secrets.isFull('check')).toBe(false)
  answers.push(ask())
  expect(secrets.isFull('check')).toBe(true)
  expect(await ask()).toBe('busy')
  expect(new Set(await Promise.all(answers))).toEqual(new Set(['wrong']))
})
