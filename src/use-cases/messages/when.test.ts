// Times in words, in whatever a directory calls a language and a zone.
import { expect, it } from 'vitest'
import { instantFrom } from '../../core/time.ts'
import { formatTime, formatWhen } from './when.ts'

const at = instantFrom(Date.UTC(2026, 10, 23, 9, 14))

it('says a moment in the reader’s language and zone, with its offset', () => {
  expect(formatWhen(at, 'en', 'Europe/London')).toBe('Monday 23 November at 09:14 GMT')
  expect(formatWhen(at, 'de', 'Europe/Berlin')).toMatch(/Montag, 23\. November.*10:14 MEZ/)
  expect(formatTime(at, 'en', 'America/New_York')).toBe('04:14')
})

it.each([
  ['en_US', 'Europe/London', '09:14'],
  ['C', 'Europe/London', '09:14'],
  ['de', 'Nowhere/Land', '09:14'],
  ['not a language', 'not a zone', '09:14'],
])('falls back where %j and %j are none', (locale, zone, expected) => {
  expect(formatTime(at, locale, zone)).toBe(expected)
})
