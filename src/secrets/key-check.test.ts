import { expect, test } from 'vitest'
import { makeKeyCheck, passesKeyCheck } from './key-check.ts'
import { keyLine, keyringFrom } from './test-keyring.ts'

const [old, fresh] = [keyLine('k1'), keyLine('k2')]
const stored = makeKeyCheck(keyringFrom(old))

test('DL-04: the ring that made the check passes, also after a start', () => {
  expect(passesKeyCheck(stored, keyringFrom(old))).toBe(true)
  expect(makeKeyCheck(keyringFrom(old))).toBe(stored)
})

test('DL-04: the check passes while its key is anywhere in the ring', () => {
  expect(passesKeyCheck(stored, keyringFrom(fresh, old))).toBe(true)
  expect(passesKeyCheck(makeKeyCheck(keyringFrom(fresh, old)), keyringFrom(fresh))).toBe(true)
})

test('DL-04: a lost key, another key under the same id and the key under another id are refused', () => {
  expect(passesKeyCheck(stored, keyringFrom(fresh))).toBe(false)
  expect(passesKeyCheck(stored, keyringFrom(keyLine('k1')))).toBe(false)
  expect(passesKeyCheck(stored, keyringFrom(old.replace('k1', 'k9')))).toBe(false)
})

test.each(['', 'k1', 'k1:', `${stored}A`, stored.slice(0, -1)])('a damaged check is refused: form %#', (damaged) => {
  expect(passesKeyCheck(damaged, keyringFrom(old))).toBe(false)
})
