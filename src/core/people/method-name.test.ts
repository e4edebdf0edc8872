import { expect, it } from 'vitest'
import { longestMethodName, readMethodName } from './method-name.ts'

it('takes one line of visible text, as long as forty characters are for people', () => {
  expect(readMethodName(' Tim’s phone ')).toEqual({ name: 'Tim’s phone' })
  expect(readMethodName('🦊'.repeat(longestMethodName))).toEqual({ name: '🦊'.repeat(longestMethodName) })
  expect(readMethodName('')).toEqual({ name: null })
  expect(readMethodName('   ')).toEqual({ name: null })
})

it.each([
  ['x'.repeat(longestMethodName + 1), 'method-name-too-long'],
  ['two\nlines', 'method-name-has-control-characters'],
  ['\u202etxet', 'method-name-has-control-characters'],
  ['zero\u200bwidth', 'method-name-has-control-characters'],
])('refuses %j', (text, problem) => {
  expect(readMethodName(text)).toBe(problem)
})
