import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLine, jsonLine } from './export.ts'

const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\r\n', '\u202e', '"', ',', '=1+1', '@', '\t', '\u2028', '\0'),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''))

describe('a line of CSV', () => {
  it.each(['=HYPERLINK("http://evil.example")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
    '%j is text to a spreadsheet',
    (cell) => {
      expect(csvLine([cell])).toMatch(/^"?'/)
    },
  )

  it('is one line with as many cells as it was given, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (cells) => {
        const line = csvLine(['x', ...cells])
        expect(line.slice(0, -2)).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
        expect(parse(line, { relax_quotes: false })).toHaveLength(1)
        expect(parse(line)[0]).toHaveLength(cells.length + 1)
      }),
      { numRuns: 5_000 },
    )
  })

  it('leaves plain words as they are, and nothing empty', () => {
    expect(csvLine(['Zoë, "the boss"', 3, null])).toBe('"Zoë, ""the boss""",3,\r\n')
  })
})

describe('a line of JSON', () => {
  it('is one line that says the same, whatever it holds', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const line = jsonLine({ text })
        expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
        expect(JSON.parse(line)).toEqual({ text })
      }),
      { numRuns: 5_000 },
    )
  })
})
