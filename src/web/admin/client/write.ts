// Times and counts as the portal writes them, in the organisation's zone and with its figures.
import { useMe } from './me.ts'

export interface Writes {
  /** 14 May 2026 */
  day(at: string): string
  /** 14 May 2026, 09:14 */
  moment(at: string): string
  /** 09:14:02 */
  clock(at: string): string
  count(value: number): string
}

export function useWriting(): Writes {
  const { locale, timeZone } = useMe().organisation
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { timeZone, ...options })
    return (at: string) => formatter.format(new Date(at))
  }
  const figures = new Intl.NumberFormat(locale)
  return {
    day: format({ dateStyle: 'medium' }),
    moment: format({ dateStyle: 'medium', timeStyle: 'short' }),
    clock: format({ timeStyle: 'medium' }),
    count: (value) => figures.format(value),
  }
}
