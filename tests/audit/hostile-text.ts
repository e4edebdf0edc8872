// What somebody writes who wants a log to say something else: line ends, terminal commands, marks that turn text round, pieces of
// our own lines, and a megabyte of it.
import fc from 'fast-check'

const pieces = [
  '\r\n{"level":30,"time":"2026-01-01T00:00:00.000Z","msg":"forged"}\r\n',
  '"},"msg":"forged","x":{"y":"',
  '\\r\\n\\u000a',
  '\u001b[2J\u001b[1;31mred\u001b]0;title\u0007',
  '\u009b31m',
  '\u202egnp.exe\u2066\u2069\u061c\u200f',
  '\u2028\u2029\u0085\u000b\u000c',
  '\u200b\u2060\ufeff\u00ad\u{e0041}',
  '\ud800',
  '\0\b\u007f',
  '=HYPERLINK("http://evil.example")',
  '\n2026-01-01T00:00:00Z,password-reset,tim,,,,,\n',
  'größer 電話 👩‍🚀',
] as const

/** Of which somebody writes a megabyte. */
export const megabytes = ['x', '\u202e', '"', '\n', '電'] as const

const megabyte = fc.constantFrom(...megabytes).map((mark) => mark.repeat(1_048_576))

/** Some thousands of characters at most. */
export const shortHostileText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary' })), { minLength: 1, maxLength: 6 })
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.constantFrom(...pieces).map((piece) => piece.repeat(200)) },
)

/** One in a few hundred is a megabyte long. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 300, arbitrary: shortHostileText },
  { weight: 1, arbitrary: megabyte },
)

/** What no line may hold but at its own end: controls, bidi and zero-width marks, tags, separators of lines. */
export const mischief =
  /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u

/** Without halves of characters, which neither UTF-8 nor an address can hold. */
export const wellFormed = (text: string): string => Buffer.from(text).toString()

/** The longest text between quotes, in bytes as they are written. */
export const longestQuoted = (line: string): number =>
  [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].reduce((most, [, text = '']) => Math.max(most, Buffer.byteLength(text)), 0)
