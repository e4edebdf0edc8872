// All cryptography of the product behind its one port.
import type { Secrets } from '../ports/secrets.ts'
import { createAuditSigning } from './audit-signing.ts'
import { createChance } from './chance.ts'
import type { Keyring } from './keyring.ts'
import { createLookup } from './lookup.ts'
import { createPasswordHashing } from './password-hashing.ts'
import { createSealing } from './sealing.ts'
import { createTags } from './tags.ts'

const MOST_HASHES_AT_ONCE = 4

/** `cores`: how many the process may use. Set `UV_THREADPOOL_SIZE` above 4 first, or hashes starve files and DNS. */
export function createSecrets({ keyring, cores }: { readonly keyring: Keyring; readonly cores: number }): Secrets {
  return {
    ...createSealing(keyring),
    ...createLookup(keyring),
    ...createChance(),
    ...createPasswordHashing(Math.min(MOST_HASHES_AT_ONCE, 2 * cores)),
    ...createAuditSigning(keyring),
    ...createTags(keyring),
  }
}
