// Sentences by id and language. Every language says every sentence (a test holds them against each other), so an unknown
// id or a missing value is a mistake of ours and throws.
import { IntlMessageFormat } from 'intl-messageformat'
import german from '../../locales/de.json' with { type: 'json' }
import english from '../../locales/en.json' with { type: 'json' }
import type { SentenceValues } from '../core/wording/wording.ts'
import { pseudoLocale, pseudoTranslate } from './pseudo.ts'

export { pseudoLocale }

export type Sentences = Readonly<Record<string, string>>

export interface Catalogue {
  /** In the order they are offered; the first is spoken to those who ask for none of them. */
  readonly locales: readonly string[]
  /** The same, each under its own name. */
  readonly languages: readonly { readonly code: string; readonly name: string }[]
  say(locale: string, id: string, values?: SentenceValues): string
  direction(locale: string): 'ltr' | 'rtl'
  /** What the person chose (`chosen`, from a cookie or `?lang=`), else what the browser asks for, else the first. */
  chooseLocale(acceptLanguage: string | undefined, chosen?: string): string
}

/** `extra`: sentences beside our own, by locale, for a method that is brought from elsewhere. */
export function loadCatalogue(extra: Readonly<Record<string, Sentences>> = {}): Catalogue {
  const sentences: Readonly<Record<string, Sentences>> = {
    en: { ...english, ...extra['en'] },
    de: { ...german, ...extra['de'] },
  }
  const locales = Object.keys(sentences)
  const formats = new Map<string, IntlMessageFormat>()

  /** Parsed once a locale and id. A sentence that `extra` has in English only is said in English. */
  function formatFor(locale: string, id: string): IntlMessageFormat {
    const key = `${locale}\n${id}`
    const known = formats.get(key)
    if (known !== undefined) return known
    const text = sentences[locale]?.[id] ?? sentences['en']?.[id]
    if (text === undefined) throw new Error(`no sentence has the id ${JSON.stringify(id)}`)
    const parsed = new IntlMessageFormat(text, locale === pseudoLocale ? 'en' : locale, undefined, { ignoreTag: true })
    const format = locale === pseudoLocale ? new IntlMessageFormat(pseudoTranslate(parsed.getAst()), 'en') : parsed
    formats.set(key, format)
    return format
  }

  const isKnown = (locale: string): boolean => locales.includes(locale) || locale === pseudoLocale

  const say = (locale: string, id: string, values?: SentenceValues): string =>
    String(formatFor(isKnown(locale) ? locale : 'en', id).format(values))

  return {
    locales,
    languages: locales.map((code) => ({ code, name: say(code, 'language.name') })),
    say,
    direction: (locale) => (locale === pseudoLocale ? 'rtl' : 'ltr'),
    chooseLocale(acceptLanguage, chosen) {
      if (chosen !== undefined && isKnown(chosen)) return chosen
      return (
        askedFor(acceptLanguage ?? '').flatMap((range) => locales.filter((locale) => covers(range, locale)))[0] ?? 'en'
      )
    },
  }
}

/** RFC 9110 §12.5.4: language ranges with weights, the heaviest first; a weight of 0 means "not this one". */
function askedFor(acceptLanguage: string): readonly string[] {
  return acceptLanguage
    .slice(0, longestHeader)
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase())
      const weight = parameters.find((each) => each.startsWith('q='))?.slice(2) ?? '1'
      return { range, weight: Number(weight) }
    })
    .filter(({ range, weight }) => range !== '' && weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ range }) => range)
}

const longestHeader = 1_000

/** `de-AT` is answered in `de`; `*` in whatever comes first (RFC 4647 §3.4, look-up). */
const covers = (range: string, locale: string): boolean =>
  range === '*' || range === locale || range.startsWith(`${locale}-`)
