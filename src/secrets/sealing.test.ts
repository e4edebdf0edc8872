import { randomInt } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type SealedText, sealedText, tenantId } from '../core/people/identifiers.ts'
import type { SealedPlace } from '../ports/secrets.ts'
import { createSealing, SealBroken } from './sealing.ts'
import { keyLine, keyringFrom, keyringOf } from './test-keyring.ts'

const place = (tenant: string, owner: string, field: string): SealedPlace => ({
  tenant: tenantId(tenant),
  owner,
  field,
})
const here = place('t1', 'a1', 'email')
const sealing = createSealing(keyringOf('k1'))

const opens = (at: SealedPlace, sealed: string) => {
  try {
    sealing.open(at, sealedText(sealed))
    return true
  } catch (error) {
    if (error instanceof SealBroken) return false
    throw error
  }
}

test.each(['', 'x', 'tim@example.org', 'ünïcödé 🔑', 'long '.repeat(5_000)])('what was sealed opens again', (text) => {
  expect(sealing.open(here, sealing.seal(here, text))).toBe(text)
})

test('a sealed value names its version and key and shows nothing of its text', () => {
  const sealed = sealing.seal(here, 'tim@example.org')
  expect(sealed).toMatch(/^v1\.k1\.[\w-]{16}\.[\w-]+$/)
  const raw = Buffer.concat(sealed.split('.').map((part) => Buffer.from(part, 'base64url')))
  expect(raw.includes('tim@')).toBe(false)
})

test('10,000 values sealed alike have 10,000 nonces', () => {
  const nonces = Array.from({ length: 10_000 }, () => sealing.seal(here, 'same').split('.')[2])
  expect(new Set(nonces).size).toBe(10_000)
})

describe('DL-03: a value that was moved does not open', () => {
  test('500 random swaps between organisations, owners and fields are all refused', () => {
    // Few and overlapping names, so that parts glued without care ("a" + "ba", "ab" + "a") would meet.
    const names = ['a', 'b', 'ab', 'ba', 'aba', '', 'a.b', '"', '","', 'a","b', '\u0000', 'é']
    const anyName = () => names[randomInt(names.length)] ?? ''
    const anyPlace = () => place(anyName(), anyName(), anyName())
    let swaps = 0
    while (swaps < 500) {
      const [from, to] = [anyPlace(), anyPlace()]
      const same = from.tenant === to.tenant && from.owner === to.owner && from.field === to.field
      if (same) continue
      const sealed = sealing.seal(from, 'moved')
      expect(opens(to, sealed)).toBe(false)
      expect(opens(from, sealed)).toBe(true)
      swaps += 1
    }
  })

  test.each([place('t2', 'a1', 'email'), place('t1', 'a2', 'email'), place('t1', 'a1', 'phone')])(
    'not to another organisation, owner or field alone',
    (other) => expect(opens(other, sealing.seal(here, 'moved'))).toBe(false),
  )
})

describe('DL-03: a value that was altered does not open', () => {
  const sealed = sealing.seal(here, 'tim@example.org')

  test('with any one character exchanged for any other', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+/= '
    for (let at = 0; at < sealed.length; at += 1) {
      for (const character of alphabet) {
        if (character === sealed[at]) continue
        expect(opens(here, sealed.slice(0, at) + character + sealed.slice(at + 1))).toBe(false)
      }
    }
  })

  test('cut at any length, lengthened, or with its parts exchanged', () => {
    for (let length = 0; length < sealed.length; length += 1) expect(opens(here, sealed.slice(0, length))).toBe(false)
    const [version, key, nonce, text] = sealed.split('.')
    const other = sealing.seal(here, 'ada@example.org').split('.')
    for (const changed of [
      `${sealed}A`,
      `${sealed}=`,
      `${sealed}.`,
      ` ${sealed}`,
      [version, key, other[2], text].join('.'),
      [version, key, nonce, other[3]].join('.'),
      [version, key, text, nonce].join('.'),
    ]) {
      expect(opens(here, changed)).toBe(false)
    }
  })
})

describe('DL-04: keys rotate', () => {
  const [old, fresh] = [keyLine('k1'), keyLine('k2')]
  const before = createSealing(keyringFrom(old)).seal(here, 'kept')

  test('what an older key sealed opens, and new values are sealed by the first', () => {
    const rotating = createSealing(keyringFrom(fresh, old))
    expect(rotating.open(here, before)).toBe('kept')
    expect(rotating.seal(here, 'kept')).toMatch(/^v1\.k2\./)
  })

  test('a key that is gone, or another under its id, opens nothing', () => {
    for (const lines of [[fresh], [keyLine('k1')]]) {
      expect(() => createSealing(keyringFrom(...lines)).open(here, before)).toThrow(SealBroken)
    }
  })
})

test('what is said of a broken seal holds neither the text nor the sealed value', () => {
  const sealed = sealing.seal(here, 'tim@example.org')
  const said = (broken: SealedText) => {
    try {
      return sealing.open(place('t1', 'a2', 'email'), broken)
    } catch (error) {
      return error instanceof Error ? `${error.message} ${error.stack} ${error.cause}` : ''
    }
  }
  for (const broken of [sealed, sealedText(`${sealed}!`), sealedText(sealed.replace('k1', 'tim@example.org'))]) {
    expect(said(broken)).toContain('email')
    expect(said(broken)).not.toContain('tim@example.org')
    expect(said(broken)).not.toContain(sealed.split('.')[3])
  }
})
