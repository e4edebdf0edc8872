import { hkdfSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { subkey, unambiguous } from './subkeys.ts'
import { keyringOf } from './test-keyring.ts'

test('a subkey is HKDF-SHA256 of the key, its purpose and its context', () => {
  const { writing } = keyringOf('k1')
  const info = '["rekey","lookup","t1","name"]'
  const derived = Buffer.from(hkdfSync('sha256', writing.material.export(), '', info, 32))
  expect(subkey(writing, 'lookup', 't1', 'name').export()).toEqual(derived)
})

test('it stays the same and is not shared with another purpose, context or key', () => {
  const { writing } = keyringOf('k1')
  const hex = (...args: Parameters<typeof subkey>) =>
    subkey(...args)
      .export()
      .toString('hex')
  expect(hex(writing, 'sealing', 't1')).toBe(hex(writing, 'sealing', 't1'))
  const others = [
    hex(writing, 'sealing', 't1'),
    hex(writing, 'sealing', 't2'),
    hex(writing, 'sealing'),
    hex(writing, 'lookup', 't1'),
    hex(keyringOf('k1').writing, 'sealing', 't1'),
  ]
  expect(new Set(others).size).toBe(others.length)
})

test('a subkey is right also after the cache began again', () => {
  const { writing } = keyringOf('k1')
  const first = subkey(writing, 'sealing', 't1').export()
  for (let n = 0; n < 20_001; n += 1) subkey(writing, 'lookup', 't1', `${n}`)
  expect(subkey(writing, 'sealing', 't1').export()).toEqual(first)
})

test('no two different lists give the same text, lone surrogates included', () => {
  const lists = [['a', 'b'], ['ab'], ['a","b'], ['a', 'b', ''], ['\ud800'], ['\ufffd'], []]
  expect(new Set(lists.map((parts) => Buffer.from(unambiguous(...parts)).toString('hex'))).size).toBe(lists.length)
})
