import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { newKeyringText, parseKeyring } from './keyring.ts'
import { keyLine, keyringOf } from './test-keyring.ts'

describe('a good keyring', () => {
  test('writes with its first key and keeps the others, in order', () => {
    const { writing, all } = keyringOf('new', 'old', 'oldest')
    expect(writing.id).toBe('new')
    expect(all.map(({ id }) => id)).toEqual(['new', 'old', 'oldest'])
  })

  test('may hold comments, blank lines, Windows line ends, a byte order mark and unpadded keys', () => {
    const text = `\uFEFF# ours\r\n\r\n${keyLine('k2').replace(/=+$/, '')}\r\n  ${keyLine('k1')}  `
    expect(parseKeyring(text)).toMatchObject({ keyring: { all: [{ id: 'k2' }, { id: 'k1' }] } })
  })

  test('prints and serialises without its keys', () => {
    const keyring = keyringOf('k1')
    const bytes = keyring.writing.material.export()
    const printed = inspect(keyring, { depth: 9, showHidden: true }) + JSON.stringify(keyring)
    expect(printed).toContain('k1')
    for (const form of [bytes.toString('base64'), bytes.toString('hex'), inspect(bytes)]) {
      expect(printed).not.toContain(form)
    }
  })

  test('a new one parses, and no two are alike', () => {
    const text = newKeyringText()
    expect(parseKeyring(text)).toMatchObject({ keyring: { writing: { id: 'k1' } } })
    expect(newKeyringText()).not.toBe(text)
  })

  test('a new one uses every byte of the chance it is given', () => {
    expect(newKeyringText((bytes) => new Uint8Array(bytes).fill(7))).toContain(Buffer.alloc(32, 7).toString('base64'))
  })
})

describe('a bad keyring', () => {
  const short = Buffer.from('a secret of 31 bytes, not of 32').toString('base64')
  const secretText = 'unquotable-secret-text'

  test('is refused with every problem and its line at once', () => {
    const good = keyLine('k1')
    const text = [
      good,
      `k2:${short}`,
      secretText,
      `k3:${secretText}!`,
      keyLine('Not An Id'),
      keyLine('k1'),
      `k4:${good.slice(3)}`,
    ].join('\n')
    const parsed = parseKeyring(text)
    expect('keyring' in parsed).toBe(false)
    expect('problems' in parsed && parsed.problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '2 has a key shorter than 32 bytes',
      '3 has no colon between id and key',
      '4 has a key that is not base64',
      '5 has an id that is not 1 to 16 of a-z, 0-9 and -',
      '6 has the id of line 1',
      '7 has the key of line 1',
    ])
  })

  test('is never repeated in what is said about it', () => {
    const swapped = keyLine('k1').split(':').reverse().join(':')
    const said = JSON.stringify(parseKeyring([`k2:${short}`, secretText, `k3:${secretText}!`, swapped].join('\n')))
    expect(said).toContain('problems')
    for (const secret of [short, secretText, swapped.slice(0, -3)]) expect(said).not.toContain(secret)
  })

  test.each(['', '\n\n', '# only a comment\n'])('with no key in it is refused: %j', (text) => {
    expect(parseKeyring(text)).toMatchObject({ problems: [{ message: 'there is no key' }] })
  })

  test('with one mistyped letter is refused, not read as a shorter key', () => {
    const line = keyLine('k1')
    expect(parseKeyring(`${line.slice(0, 20)}*${line.slice(21)}`)).toHaveProperty('problems')
    expect(parseKeyring(`${line} # trailing`)).toHaveProperty('problems')
  })
})
