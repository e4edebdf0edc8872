import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isolate, isolateLeftToRight, plainLine, plainNetworkAddress, plainWords } from './plain-words.ts'

describe('untrusted text in a mail', () => {
  it('is one line without a control, bidi, zero-width or private-use character, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const line = plainLine(text)
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u)
        expect([...line].length).toBeLessThanOrEqual(200)
      }),
      { numRuns: 2_000 },
    )
    expect(plainLine('Tim\r\nBcc: eve@evil.example')).toBe('Tim Bcc: eve@evil.example')
    expect(plainLine('\u202egnp.exe\u2066 a\u200bb')).toBe('gnp.exe a b')
  })

  it.each([
    'Tim Walker',
    'Dr. Ada K. Lovelace-Byron',
    'J.R. Müller',
    "Sinéad O'Connor",
    'مريم عبد الله',
    '王小明',
    'Chrome 141 on Windows 11',
    'Build agent 7',
  ])('says a name as it is: %s', (name) => {
    expect(plainWords(name)).toBe(name)
  })

  it.each([
    '',
    ' \u200b\u202e ',
    'evil.example',
    'Visit EVIL.example now',
    'https://evil.example/x',
    'javascript:alert(1)',
    'www.evil',
    'tim@evil.example',
    '<a href=x>Tim</a>',
    'Call 0800 123 456',
    'Call +1 (555) 010-99',
    `Your account is blocked ${'please act '.repeat(6)}`,
  ])('says no name where a mail program would see a link, or a message: %j', (name) => {
    expect(plainWords(name)).toBeNull()
  })

  it('takes an address of a network, and nothing else, for one', () => {
    for (const address of ['203.0.113.7', '2001:db8::1', '::ffff:203.0.113.7']) {
      expect(plainNetworkAddress(address)).toBe(address)
    }
    for (const text of ['', 'evil.example', '203.0.113.7 evil', '203.0.113.7\n', `${'1'.repeat(46)}`]) {
      expect(plainNetworkAddress(text)).toBeNull()
    }
  })

  it('is isolated only where directions could mix', () => {
    expect(isolate('Tim', 'ltr')).toBe('Tim')
    expect(isolate('Tim', 'rtl')).toBe('\u2068Tim\u2069')
    expect(isolate('مريم', 'ltr')).toBe('\u2068مريم\u2069')
    expect(isolateLeftToRight('4821 7730', 'ltr')).toBe('4821 7730')
    expect(isolateLeftToRight('4821 7730', 'rtl')).toBe('\u20664821 7730\u2069')
  })
})
