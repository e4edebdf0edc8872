import { createHash, createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { tenantId } from '../core/people/identifiers.ts'
import { followKeyring } from './keyring-file.ts'
import { createLookup } from './lookup.ts'
import { keyLine, keyringFrom, keyringOf } from './test-keyring.ts'

const [t1, t2] = [tenantId('t1'), tenantId('t2')]

test('the same value is found again, under the id of the key that writes', () => {
  const lookup = createLookup(keyringOf('k1'))
  expect(lookup.lookup(t1, 'mail-code', '012345')).toBe(lookup.lookup(t1, 'mail-code', '012345'))
  expect(lookup.lookup(t1, 'mail-code', '012345')).toMatch(/^k1:[\w-]{43}$/)
})

test('another organisation, purpose, value or key gives another hash', () => {
  const lookup = createLookup(keyringOf('k1'))
  const hashes = [
    lookup.lookup(t1, 'mail-code', '012345'),
    lookup.lookup(t2, 'mail-code', '012345'),
    lookup.lookup(t1, 'name', '012345'),
    lookup.lookup(t1, 'mail-code', '12345'),
    lookup.lookup(tenantId('t1mail'), '-code', '012345'),
    createLookup(keyringOf('k1')).lookup(t1, 'mail-code', '012345'),
  ]
  expect(new Set(hashes).size).toBe(hashes.length)
})

test('while keys rotate a query asks for both hashes, and the old one is among them', () => {
  const [old, fresh] = [keyLine('k1'), keyLine('k2')]
  const before = createLookup(keyringFrom(old)).lookup(t1, 'name', 'tim')
  const rotating = createLookup(keyringFrom(fresh, old))
  expect(rotating.lookups(t1, 'name', 'tim')).toEqual([rotating.lookup(t1, 'name', 'tim'), before])
})

test('a hash of another key is told as one, also of a key that another process has just put in front', () => {
  const [old, fresh] = [keyLine('k1'), keyLine('k2')]
  const rotated = keyringFrom(fresh, old)
  const ring = followKeyring(keyringFrom(old), () => rotated)
  const following = createLookup(ring)
  const before = following.lookup(t1, 'name', 'tim')
  expect(following.isOfAnotherKey(before)).toBe(false)
  expect(following.isOfAnotherKey(createLookup(rotated).lookup(t1, 'name', 'tim'))).toBe(false)
  expect(following.isOfAnotherKey(before)).toBe(true)
})

test('DL-02: none of 10,000 short codes is found by a plain or salted hash of any code', () => {
  const lookup = createLookup(keyringOf('k1'))
  const codes = Array.from({ length: 10_000 }, (_, code) => String(code).padStart(4, '0'))
  const stored = new Set(codes.map((code) => lookup.lookup(t1, 'mail-code', code).slice('k1:'.length)))
  expect(stored.size).toBe(codes.length)
  const guesses = codes.flatMap((code) => [
    createHash('sha256').update(code).digest('base64url'),
    createHash('sha256').update(`t1${code}`).digest('base64url'),
    createHmac('sha256', 't1').update(code).digest('base64url'),
    createHmac('sha256', 'mail-code').update(code).digest('base64url'),
    createHmac('sha256', 'k1').update(code).digest('base64url'),
  ])
  expect(guesses.filter((guess) => stored.has(guess))).toEqual([])
})
