// Signs the heads of audit chains with Ed25519 (RFC 8032). The key is derived from the keyring, so there is no second
// secret to keep; whoever verifies needs only the public key.
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import type { SignsAudit } from '../ports/secrets.ts'
import type { Key, Keyring } from './keyring.ts'
import { subkey } from './subkeys.ts'

/** PKCS #8 for an Ed25519 private key is this and the 32-byte seed (RFC 8410 §7). */
const PKCS8_BEFORE_SEED = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Signs with the key that writes at that moment: a keyring may be given a new one while the product runs. */
export function createAuditSigning(keyring: Keyring): SignsAudit {
  return {
    sign: (text) => sign(null, Buffer.from(text), signingKey(keyring.writing)).toString('base64url'),
    publicKey: publicKeyOf(signingKey(keyring.writing)),
  }
}

/** Every key's public half, the writing key's first: what an auditor keeps to check heads from before a rotation. */
export const auditPublicKeys = (keyring: Pick<Keyring, 'all'>): readonly string[] =>
  keyring.all.map((key) => publicKeyOf(signingKey(key)))

/** Whether any key that is in the ring at that moment has signed a text. */
export const isSignedWith =
  (keyring: Pick<Keyring, 'all'>) =>
  (text: string, signature: string): boolean =>
    auditPublicKeys(keyring).some((key) => verifyAuditSignature(key, text, signature))

/** Needs no secret. False for a wrong signature, and for a key or signature that isn't one. */
export function verifyAuditSignature(publicKey: string, text: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64url')
  if (bytes.toString('base64url') !== signature) return false
  let key: KeyObject
  try {
    key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: publicKey } })
  } catch {
    return false
  }
  return verify(null, Buffer.from(text), key, bytes)
}

function signingKey(key: Key): KeyObject {
  const seed = subkey(key, 'audit-signing').export()
  return createPrivateKey({ key: Buffer.concat([PKCS8_BEFORE_SEED, seed]), format: 'der', type: 'pkcs8' })
}

function publicKeyOf(privateKey: KeyObject): string {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  if (x === undefined) throw new TypeError('an Ed25519 key without its public half')
  return x
}
