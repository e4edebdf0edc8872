import { expect, it } from 'vitest'
import { tenantId } from '../core/people/identifiers.ts'
import { createLookup } from '../secrets/lookup.ts'
import { keyLine, keyringFrom } from '../secrets/test-keyring.ts'
import { isMarkOf, markOf } from './installation-mark.ts'

const [acme, harbour] = [tenantId('acme'), tenantId('harbour')]
const [old, fresh] = [keyLine('k1'), keyLine('k2')]

it('a mark is always the same, tells nothing of the ring, and fits its own organisation and keys alone', () => {
  const ours = createLookup(keyringFrom(old))
  const mark = markOf(acme, ours)
  expect(mark).toMatch(/^[\w-]{43}$/)
  expect(markOf(acme, ours)).toBe(mark)
  expect(isMarkOf(acme, mark, ours)).toBe(true)
  expect(isMarkOf(harbour, mark, ours)).toBe(false)
  expect(isMarkOf(acme, mark, createLookup(keyringFrom(keyLine('k1'))))).toBe(false)
  expect(isMarkOf(acme, '', ours)).toBe(false)
})

it('while keys rotate the mark of a server that has not looked again still fits, and no longer once the key is gone', () => {
  const before = markOf(acme, createLookup(keyringFrom(old)))
  expect(isMarkOf(acme, before, createLookup(keyringFrom(fresh, old)))).toBe(true)
  expect(isMarkOf(acme, before, createLookup(keyringFrom(fresh)))).toBe(false)
})
