// A moment in words, in the organisation's zone, with its offset: "Monday 23 November, 09:14 (GMT)".
import type { Instant } from '../../core/time.ts'

export const formatWhen = (at: Instant, locale: string, timeZone: string): string =>
  formatFor('when', locale, timeZone).format(at)

/** The time alone, for a deadline on the page: "09:24". */
export const formatTime = (at: Instant, locale: string, timeZone: string): string =>
  formatFor('time', locale, timeZone).format(at)

const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const shapes = {
  when: { weekday: 'long', day: 'numeric', month: 'long', ...time, timeZoneName: 'short' },
  time,
} as const

/** Making one costs a hundred times what using it does. There are as many as languages and zones that people have. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(shape: keyof typeof shapes, locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${shape} ${locale} ${timeZone}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat(languageOf(locale), { ...shapes[shape], timeZone })
  formats.set(key, made)
  return made
}

// The pseudo-locale is no language; its dates are English.
const languageOf = (locale: string): string => (locale.startsWith('qps') ? 'en-GB' : locale === 'en' ? 'en-GB' : locale)
