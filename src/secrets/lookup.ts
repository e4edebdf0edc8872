// Look-up hashes: a value is found again without being stored. A short code or a name falls to a plain hash in a
// blink, so each is an HMAC-SHA256 under a key from outside the database, one per organisation and purpose.
import { createHmac } from 'node:crypto'
import { type LookupHash, lookupHash, type TenantId } from '../core/people/identifiers.ts'
import type { LooksUp } from '../ports/secrets.ts'
import type { Key, Keyring } from './keyring.ts'
import { subkey } from './subkeys.ts'

export function createLookup(keyring: Keyring): LooksUp {
  return {
    lookup: (tenant, purpose, value) => hashUnder(keyring.writing, tenant, purpose, value),
    lookups: (tenant, purpose, value) => [
      hashUnder(keyring.writing, tenant, purpose, value),
      ...keyring.all.filter(({ id }) => id !== keyring.writing.id).map((key) => hashUnder(key, tenant, purpose, value)),
    ],
    isOfAnotherKey(hash) {
      const id = hash.slice(0, hash.indexOf(':'))
      // Another process may write with a key that was added since this one read its file.
      if (!keyring.all.some((key) => key.id === id)) keyring.lookAgain?.()
      return id !== keyring.writing.id
    },
  }
}

function hashUnder(key: Key, tenant: TenantId, purpose: string, value: string): LookupHash {
  const hmac = createHmac('sha256', subkey(key, 'lookup', tenant, purpose)).update(value, 'utf8')
  return lookupHash(`${key.id}:${hmac.digest('base64url')}`)
}
