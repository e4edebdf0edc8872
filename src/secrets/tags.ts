// Tags of wrong passwords. 32 bits under a key from outside the database tell a repeat from a new guess, and leave a
// thief of the database nothing to test guesses on; even with the key, one guess in 2^32 fits by accident.
import { createHmac } from 'node:crypto'
import { revealPassword } from '../core/people/new-password.ts'
import type { JudgesTags } from '../ports/secrets.ts'
import type { Keyring } from './keyring.ts'
import { subkey, unambiguous } from './subkeys.ts'

/** Tags are signed, as PostgreSQL's `integer` is. */
export const createTags = (keyring: Keyring): JudgesTags => ({
  tag: (tenant, account, password) =>
    createHmac('sha256', subkey(keyring.writing, 'password-tag', tenant))
      .update(unambiguous(account, revealPassword(password)))
      .digest()
      .readInt32BE(0),
})
