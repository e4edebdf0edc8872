// A moment in words, in the organisation's zone, with its offset: "Monday 23 November, 09:14 (GMT)".
import type { Instant } from '../../core/time.ts'

export function formatWhen(at: Instant, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(languageOf(locale), {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(at)
}

/** The time alone, for a deadline on the page: "09:24". */
export const formatTime = (at: Instant, locale: string, timeZone: string): string =>
  new Intl.DateTimeFormat(languageOf(locale), {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at)

// The pseudo-locale is no language; its dates are English.
const languageOf = (locale: string): string => (locale.startsWith('qps') ? 'en-GB' : locale === 'en' ? 'en-GB' : locale)
