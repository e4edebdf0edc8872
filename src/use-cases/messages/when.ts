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
  const made = makeFormat(shape, languageOf(locale), timeZone)
  formats.set(key, made)
  return made
}

/** What a directory calls a language or a zone may be none (`en_US`, `C`): then it is English, or UTC. */
function makeFormat(shape: keyof typeof shapes, language: string, timeZone: string): Intl.DateTimeFormat {
  const attempts = [
    [language, timeZone],
    ['en-GB', timeZone],
    [language, 'UTC'],
  ] as const
  for (const [locale, zone] of attempts) {
    try {
      return new Intl.DateTimeFormat(locale, { ...shapes[shape], timeZone: zone })
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
    }
  }
  return new Intl.DateTimeFormat('en-GB', { ...shapes[shape], timeZone: 'UTC' })
}

// The pseudo-locale is no language; its dates are English.
const languageOf = (locale: string): string => (locale.startsWith('qps') ? 'en-GB' : locale === 'en' ? 'en-GB' : locale)
