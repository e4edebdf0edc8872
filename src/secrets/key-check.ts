// The key check: one text in the database by which a start with the wrong keyring is noticed before anything is
// written. Made by the key that writes; during a rotation that key moves down the ring and the check still passes.
// Make it anew only once nothing is left that older keys sealed.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Key, Keyring } from './keyring.ts'
import { subkey } from './subkeys.ts'

export const makeKeyCheck = (keyring: Keyring): string => checkBy(keyring.writing)

/** False if the key that made `stored` is not in the ring, under the id it had then. */
export function passesKeyCheck(stored: string, keyring: Keyring): boolean {
  const given = Buffer.from(stored)
  return keyring.all.some((key) => {
    const own = Buffer.from(checkBy(key))
    return own.length === given.length && timingSafeEqual(own, given)
  })
}

function checkBy(key: Key): string {
  return `${key.id}:${createHmac('sha256', subkey(key, 'key-check')).update(key.id).digest('base64url')}`
}
