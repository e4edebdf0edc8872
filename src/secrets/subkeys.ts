// One key of the ring, one use: HKDF-SHA256 (RFC 5869) makes a key of its own for each purpose and context, so that
// what is learnt of one (a look-up hash, a sealed row of another organisation) says nothing of any other.
import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import type { Key } from './keyring.ts'

type SubkeyPurpose = 'sealing' | 'lookup' | 'password-tag' | 'audit-signing' | 'key-check'

const SUBKEY_BYTES = 32
/** A host of many organisations uses a few thousand; beyond it the cache begins again rather than grow. */
const MOST_CACHED = 20_000

const cached = new WeakMap<KeyObject, Map<string, KeyObject>>()

/** The same key, purpose and context always give the same subkey. */
export function subkey(key: Key, purpose: SubkeyPurpose, ...context: readonly string[]): KeyObject {
  const info = unambiguous('rekey', purpose, ...context)
  let ofKey = cached.get(key.material)
  if (ofKey === undefined || ofKey.size >= MOST_CACHED) {
    ofKey = new Map()
    cached.set(key.material, ofKey)
  }
  const known = ofKey.get(info)
  if (known !== undefined) return known
  const derived = createSecretKey(Buffer.from(hkdfSync('sha256', key.material, '', info, SUBKEY_BYTES)))
  ofKey.set(info, derived)
  return derived
}

/** No two lists give the same text, whatever the parts hold: JSON quotes each, and escapes even lone surrogates. */
export const unambiguous = (...parts: readonly string[]): string => JSON.stringify(parts)
