import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createChance } from './chance.ts'

const chance = createChance()

/**
 * Chi-square with 9 degrees of freedom: P(X > 45.08) = 9e-7. Six positions are looked at, so a fair source fails about
 * once in 200,000 runs; a digit that comes 5 % too often would not pass.
 */
const CHI_SQUARE_9_AT_1E_6 = 45.08

describe('CG-09: codes', () => {
  const codes = Array.from({ length: 200_000 }, () => chance.digits(6))

  test('have exactly six digits, leading zeros kept', () => {
    expect(codes.filter((code) => !/^[0-9]{6}$/.test(code))).toEqual([])
    expect(codes.some((code) => code.startsWith('00'))).toBe(true)
  })

  test.each([0, 1, 2, 3, 4, 5])('are uniform at position %i', (position) => {
    const seen = Array.from({ length: 10 }, () => 0)
    for (const code of codes) {
      const digit = Number(code[position])
      seen[digit] = (seen[digit] ?? 0) + 1
    }
    const expected = codes.length / 10
    const chiSquare = seen.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    expect(chiSquare).toBeLessThan(CHI_SQUARE_9_AT_1E_6)
  })

  test('come in any length', () => {
    expect(chance.digits(1)).toHaveLength(1)
    expect(chance.digits(40)).toMatch(/^[0-9]{40}$/)
  })
})

describe('CG-09: tokens', () => {
  test('are 256 bits, and no two of 100,000 are alike', () => {
    const tokens = Array.from({ length: 100_000 }, () => chance.token())
    expect(tokens.filter(({ value }) => Buffer.from(value, 'base64url').length !== 32)).toEqual([])
    expect(new Set(tokens.map(({ value }) => value)).size).toBe(tokens.length)
    expect(new Set(tokens.map(({ hash }) => hash)).size).toBe(tokens.length)
  })

  test('are found by the hash they were made with, byte for byte', () => {
    const { value, hash } = chance.token()
    expect(chance.tokenHash(value)).toBe(hash)
    expect(hash).toBe(createHash('sha256').update(value).digest('base64url'))
    for (const other of [value.toLowerCase(), value.toUpperCase(), value.slice(0, -1), `${value} `, `${value}=`]) {
      expect(chance.tokenHash(other)).not.toBe(hash)
    }
  })
})

test('ids are version 4 and tell no time', () => {
  const ids = Array.from({ length: 1_000 }, () => chance.uuid())
  expect(ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toEqual(
    [],
  )
  expect(ids.toSorted()).not.toEqual(ids)
})

test('integers lie in [0, bound), reach both ends, and a bound of nothing is refused', () => {
  const drawn = new Set(Array.from({ length: 1_000 }, () => chance.integer(3)))
  expect([...drawn].toSorted()).toEqual([0, 1, 2])
  expect(() => chance.integer(0)).toThrow(RangeError)
})

test('references hold no letter that is mistaken for another, and use every one that is not', () => {
  const references = Array.from({ length: 1_000 }, () => chance.reference())
  expect(references.filter((each) => !/^RK-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/.test(each))).toEqual([])
  expect(new Set(references.flatMap((each) => [...each.slice(3).replace('-', '')])).size).toBe(32)
  expect(new Set(references).size).toBe(references.length)
})
