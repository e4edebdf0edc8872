import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadKeyring } from './load-keyring.ts'
import { keyLine } from './test-keyring.ts'

const folder = mkdtempSync(join(tmpdir(), 'rekey-keyring-'))
afterAll(() => rmSync(folder, { recursive: true }))

function fileWith(text: string, mode: number): string {
  const path = join(folder, `keys-${mode.toString(8)}`)
  writeFileSync(path, text)
  chmodSync(path, mode)
  return path
}

test('the file is read when only its owner may use it', () => {
  const loaded = loadKeyring({ REKEY_SECRET_KEY_FILE: fileWith(`${keyLine('k2')}\n${keyLine('k1')}\n`, 0o600) })
  expect(loaded).toMatchObject({ keyring: { writing: { id: 'k2' }, all: [{}, {}] } })
})

test('one key may come by variable instead, an empty file setting counting as none', () => {
  const loaded = loadKeyring({ REKEY_SECRET_KEY: keyLine('k1'), REKEY_SECRET_KEY_FILE: '' })
  expect(loaded).toMatchObject({ keyring: { writing: { id: 'k1' } } })
})

test('the environment of the process is accepted as it is', () => {
  expect(loadKeyring({ ...process.env, REKEY_SECRET_KEY: keyLine('k1') })).toHaveProperty('keyring')
})

test.skipIf(process.platform === 'win32').each([0o640, 0o604, 0o620, 0o644])(
  'a file that others may use is refused, mode %o (POSIX only)',
  (mode) => {
    const loaded = loadKeyring({ REKEY_SECRET_KEY_FILE: fileWith(keyLine('k1'), mode) })
    expect(loaded).not.toHaveProperty('keyring')
    expect(loaded).toMatchObject({ problems: [{ cure: expect.stringContaining('chmod 600') }] })
  },
)

test('where the system has no permission bits, none are asked for', () => {
  expect(loadKeyring({ REKEY_SECRET_KEY_FILE: 'C:\\keys' }, () => ({ text: keyLine('k1') }))).toHaveProperty('keyring')
})

test('the mode of the file and the lines in it are reported together', () => {
  const loaded = loadKeyring({ REKEY_SECRET_KEY_FILE: 'keys' }, () => ({ text: 'x\ny', mode: 0o644 }))
  expect(loaded).toMatchObject({ problems: [{ cure: expect.stringContaining('chmod') }, { line: 1 }, { line: 2 }] })
})

test('a file that is not there is named by its setting and the system error code', () => {
  const loaded = loadKeyring({ REKEY_SECRET_KEY_FILE: join(folder, 'none') })
  expect(loaded).toMatchObject({
    problems: [{ setting: 'REKEY_SECRET_KEY_FILE', message: expect.stringContaining('ENOENT') }],
  })
})

test('neither setting, and both settings, are refused', () => {
  expect(loadKeyring({})).toMatchObject({ problems: [{ message: expect.stringContaining('not set') }] })
  const both = loadKeyring({ REKEY_SECRET_KEY: keyLine('k1'), REKEY_SECRET_KEY_FILE: fileWith(keyLine('k2'), 0o600) })
  expect(both).not.toHaveProperty('keyring')
})
