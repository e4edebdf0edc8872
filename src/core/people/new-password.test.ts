import { format, inspect } from 'node:util'
import { expect, it } from 'vitest'
import { newPassword, revealPassword } from './new-password.ts'

const text = ' corr€ct "horse" '

it('prints as [redacted] wherever it is logged, joined or serialised', () => {
  const password = newPassword(text)
  const prints = [
    `${password}`,
    String(password),
    JSON.stringify({ password }),
    [password, 'x'].join(),
    inspect(password, { depth: 9, showHidden: true }),
    format('%s %o %O %j', password, password, password, password),
    JSON.stringify(Object.entries(password)),
  ]
  for (const print of prints) expect(print).not.toContain('horse')
  expect(`${password}`).toBe('[redacted]')
})

it('is revealed as typed, with the one change of NFC', () => {
  expect(revealPassword(newPassword(text))).toBe(text)
  expect(revealPassword(newPassword('e\u0301'))).toBe('\u00e9')
})

it('cannot be made or changed by hand', () => {
  const password = newPassword(text)
  expect(() => revealPassword({ ...password })).toThrow(TypeError)
  expect(Object.isFrozen(password)).toBe(true)
})
