// Codes come as people type them, and only the digits that were meant are read.
import { describe, expect, it } from 'vitest'
import { readDigits } from './read-digits.ts'

describe('reading the digits of a code', () => {
  it.each([
    ['48217730', '48217730'],
    ['4821 7730', '48217730'],
    [' 4821-7730 ', '48217730'],
    ['4821–7730', '48217730'],
    ['٤٨٢١ ٧٧٣٠', '48217730'],
    ['４８２１７７３０', '48217730'],
    ['00000000', '00000000'],
  ])('reads %j', (typed, code) => {
    expect(readDigits(typed, 8)).toBe(code)
  })

  it.each(['', '4821773', '482177301', '4821773a', '-', '4821 7730 extra', '1'.repeat(100), '４８２１７７３０½'])(
    'reads nothing from %j',
    (typed) => {
      expect(readDigits(typed, 8)).toBeNull()
    },
  )
})
