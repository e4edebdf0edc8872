// Everything random, from the system's generator. Ids are version 4: a time-ordered id would tell strangers when an
// account or journey was made, and nothing here depends on the order of ids.
import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto'
import { reference, tokenHash } from '../core/people/identifiers.ts'
import type { MakesChance } from '../ports/secrets.ts'

const TOKEN_BYTES = 32
/** Crockford's base 32: no I, L, O or U, so that a reference survives a phone call. 32 symbols, so a byte has no bias. */
const READ_ALOUD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export function createChance(): MakesChance {
  return {
    uuid: () => randomUUID(),
    token() {
      const value = randomBytes(TOKEN_BYTES).toString('base64url')
      return { value, hash: hashOfToken(value) }
    },
    tokenHash: hashOfToken,
    digits: (count) => Array.from({ length: count }, () => randomInt(10)).join(''),
    integer: (bound) => randomInt(bound),
    reference: () => reference(`RK-${readAloud(4)}-${readAloud(4)}`),
  }
}

const hashOfToken = (value: string) => tokenHash(createHash('sha256').update(value, 'utf8').digest('base64url'))

const readAloud = (count: number) =>
  Array.from(randomBytes(count), (byte) => READ_ALOUD[byte % READ_ALOUD.length]).join('')
