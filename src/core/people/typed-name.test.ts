import { describe, expect, it } from 'vitest'
import { canonicalName, longestName, readTypedName } from './typed-name.ts'

const suffixes = ['@acme.example', '@Acme.test']
const canonical = (text: string) => canonicalName(text, suffixes)

describe('ways to write one name (CG-07)', () => {
  it.each([
    'tim',
    'TIM',
    'Tim',
    '  tim ',
    'tim\u00a0',
    '\u3000tim',
    'tim@acme.example',
    'TIM@ACME.EXAMPLE',
    'tim@acme.test',
    ' tim @acme.example',
    'ACME\\tim',
    'acme.local\\Tim',
    'ACME\\tim@acme.example',
    'ｔｉｍ',
    'ＴＩＭ＠ａｃｍｅ．ｅｘａｍｐｌｅ',
    '𝓽𝓲𝓶',
  ])('%j is tim', (text) => {
    expect(canonical(text)).toBe('tim')
  })

  it('an accent typed as one character or as two is the same', () => {
    expect(canonical('ZOË'.normalize('NFD'))).toBe(canonical('zoë'))
    expect(canonical('zoë')).not.toBe('zoe')
  })

  it('takes away one suffix, of the organisation, at the end', () => {
    expect(canonical('tim@other.example')).toBe('tim@other.example')
    expect(canonical('tim@acme.example.evil.example')).toBe('tim@acme.example.evil.example')
    expect(canonical('tim@acme.example@acme.example')).toBe('tim@acme.example')
  })
})

describe('look-alikes stay other names (IN-10)', () => {
  it.each([
    ['dotless i', 'tım'],
    ['capital I with a dot', 'TİM'],
    ['Cyrillic', 'tіm'],
    ['an accent', 'tím'],
    ['a combining mark', 'tim\u0323'],
    ['a letter twice', 'tiim'],
    ['a soft hyphen', 'ti\u00adm'],
    ['a variation selector', 'tim\ufe0f'],
    ['another final character', 'tim.'],
  ])('%s', (_, text) => {
    expect(canonical(text)).not.toBe('tim')
  })

  it('sharp s is not two of them', () => {
    expect(canonical('straße')).not.toBe(canonical('strasse'))
    expect(canonical('STRASSE')).not.toBe(canonical('straße'))
    expect(canonical('STRAẞE')).toBe(canonical('straße'))
  })
})

describe('names refused by the string alone', () => {
  it.each([
    ['', 'name-empty'],
    ['   ', 'name-empty'],
    ['\u3000', 'name-empty'],
    ['@acme.example', 'name-empty'],
    ['ACME\\', 'name-empty'],
    ['tim\n', 'name-has-control-characters'],
    ['tim\u0000', 'name-has-control-characters'],
    ['ti\u200bm', 'name-has-control-characters'],
    ['\u202emit', 'name-has-control-characters'],
    ['tim\u2028', 'name-has-control-characters'],
    ['\ufefftim', 'name-has-control-characters'],
  ])('%j is %s', (text, problem) => {
    expect(readTypedName(text, suffixes)).toBe(problem)
  })

  it('longer than 254 characters, counted as people count them', () => {
    expect(readTypedName('x'.repeat(longestName), suffixes)).toMatchObject({ canonical: 'x'.repeat(longestName) })
    expect(readTypedName('x'.repeat(longestName + 1), suffixes)).toBe('name-too-long')
    expect(readTypedName('🦊'.repeat(longestName), suffixes)).toHaveProperty('text')
    expect(readTypedName('🦊'.repeat(longestName + 1), suffixes)).toBe('name-too-long')
    expect(readTypedName(`${' '.repeat(1_000_000)}x`, suffixes)).toBe('name-too-long')
  })

  it('keeps what was typed beside its canonical form', () => {
    expect(readTypedName(' ACME\\Tim ', suffixes)).toEqual({ text: ' ACME\\Tim ', canonical: 'tim' })
  })
})
