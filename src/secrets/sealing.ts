// Sealed values: `v1.<key id>.<nonce>.<text>`, base64url, AES-256-GCM. Each organisation has its own subkey, and
// (organisation, owner, field) is authenticated with the text: a value copied to another row no longer opens.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { type SealedText, sealedText } from '../core/people/identifiers.ts'
import type { SealedPlace, SealsText } from '../ports/secrets.ts'
import type { Key, Keyring } from './keyring.ts'
import { subkey, unambiguous } from './subkeys.ts'

const VERSION = 'v1'
const CIPHER = 'aes-256-gcm'
/** Random 96-bit nonces are safe for 2^32 values under one key (NIST SP 800-38D §8.3): here, of one organisation. */
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** A stored value was altered, moved, or sealed with a key that is gone. Says which field, never what it held. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken'
  readonly code = 'seal-broken'
}

export function createSealing(keyring: Keyring): SealsText {
  return {
    seal(place, plaintext) {
      const nonce = randomBytes(NONCE_BYTES)
      const key = keyring.writing
      const cipher = createCipheriv(CIPHER, keyFor(key, place), nonce, { authTagLength: TAG_BYTES })
      cipher.setAAD(boundTo(place))
      const text = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return sealedText([VERSION, key.id, nonce.toString('base64url'), text.toString('base64url')].join('.'))
    },

    open(place, sealed) {
      const { keyId, nonce, text } = partsOf(sealed, place)
      const key = keyring.all.find(({ id }) => id === keyId) ?? findAgain(keyring, keyId)
      if (key === undefined) throw new SealBroken(`${place.field}: sealed with a key that is not in the keyring`)
      const decipher = createDecipheriv(CIPHER, keyFor(key, place), nonce, { authTagLength: TAG_BYTES })
      decipher.setAAD(boundTo(place))
      decipher.setAuthTag(text.subarray(-TAG_BYTES))
      const plaintext = decipher.update(text.subarray(0, -TAG_BYTES))
      try {
        return Buffer.concat([plaintext, decipher.final()]).toString('utf8')
      } catch {
        throw new SealBroken(`${place.field}: altered, or moved from another place`)
      }
    },
  }
}

/** Another process may write with a key that was added since this one read its file. */
function findAgain(keyring: Keyring, keyId: string): Key | undefined {
  keyring.lookAgain?.()
  return keyring.all.find(({ id }) => id === keyId)
}

const keyFor = (key: Key, place: SealedPlace) => subkey(key, 'sealing', place.tenant)

const boundTo = (place: SealedPlace) => Buffer.from(unambiguous(VERSION, place.tenant, place.owner, place.field))

function partsOf(sealed: SealedText, place: SealedPlace): { keyId: string; nonce: Buffer; text: Buffer } {
  const [version, keyId, nonce, text, ...more] = sealed.split('.')
  const nonceBytes = canonical(nonce)
  const textBytes = canonical(text)
  const wellFormed = version === VERSION && more.length === 0
  if (!wellFormed || keyId === undefined || nonceBytes?.length !== NONCE_BYTES || textBytes === undefined) {
    throw new SealBroken(`${place.field}: not a sealed value`)
  }
  if (textBytes.length < TAG_BYTES) throw new SealBroken(`${place.field}: cut short`)
  return { keyId, nonce: nonceBytes, text: textBytes }
}

/** Two spellings of the same bytes would let a changed value pass: only the one we write is taken. */
function canonical(text: string | undefined): Buffer | undefined {
  if (text === undefined) return undefined
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : undefined
}
