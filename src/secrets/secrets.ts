// All cryptography of the product behind its one port.
import type { Secrets } from '../ports/secrets.ts'
import { createAuditSigning } from './audit-signing.ts'
import { createChance } from './chance.ts'
import type { Keyring } from './keyring.ts'
import { createLookup } from './lookup.ts'
import { createPasswordHashing, type PasswordHashing } from './password-hashing.ts'
import { createSealing } from './sealing.ts'
import { createTags } from './tags.ts'

export interface SecretsSettings {
  readonly keyring: Keyring
  /** Passwords hashed at the same time. Set `UV_THREADPOOL_SIZE` above it first, or hashes starve files and DNS. */
  readonly hashesAtOnce: number
}

/** Four at once keep a small machine alive under a flood; on few processors more would only wait for each other. */
export const defaultHashesAtOnce = (cores: number): number => Math.min(4, 2 * cores)

export function createSecrets({ keyring, hashesAtOnce }: SecretsSettings): Secrets & PasswordHashing {
  return {
    ...createSealing(keyring),
    ...createLookup(keyring),
    ...createChance(),
    ...createPasswordHashing(hashesAtOnce),
    ...createAuditSigning(keyring),
    ...createTags(keyring),
  }
}
