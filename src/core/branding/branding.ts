// What an organisation changes about how Rekey looks and speaks: its name, a logo, one colour, three texts and some links. Words,
// never markup.
import { isColour } from './accent.ts'

export interface Branding {
  /** Shown to people. Null: the organisation's name from the configuration. */
  readonly name: string | null
  /** `#rrggbb`, as it was given; what is shown is made readable first. Null: Rekey's own. */
  readonly accent: string | null
  /** Names of pictures. Without one the first letter of the name stands in its place. */
  readonly logo: {
    readonly light: string | null
    /** On dark pages; null: the same one. */
    readonly dark: string | null
  }
  readonly texts: OwnTexts
  /** By the code of a language. A text that is missing there is the one of `texts`. */
  readonly translations: Readonly<Record<string, OwnTexts>>
  /** At the foot of every page, in this order. */
  readonly links: readonly BrandingLink[]
  /** Whether "Made with Rekey" stands at the foot of every page. */
  readonly madeWithRekey: boolean
}

/** Plain text; line breaks stay. */
export interface OwnTexts {
  /** Under the heading of the sign-in. */
  readonly signIn: string | null
  /** On the first page of a reset. */
  readonly reset: string | null
  /** At the end of every mail. */
  readonly mail: string | null
}

export interface BrandingLink {
  readonly label: string
  readonly url: string
}

export const initialBranding: Branding = {
  name: null,
  accent: null,
  logo: { light: null, dark: null },
  texts: { signIn: null, reset: null, mail: null },
  translations: {},
  links: [],
  madeWithRekey: true,
}

/** As readers of a language are told them. */
export function textsIn(locale: string, { texts, translations }: Pick<Branding, 'texts' | 'translations'>): OwnTexts {
  const own = translations[locale]
  if (own === undefined) return texts
  return { signIn: own.signIn ?? texts.signIn, reset: own.reset ?? texts.reset, mail: own.mail ?? texts.mail }
}

export const picturesOf = ({ logo }: Branding): readonly string[] =>
  [logo.light, logo.dark].filter((each) => each !== null)

export type BrandingFault =
  | 'no-colour'
  | 'no-https-address'
  | 'unseen-characters'
  | 'unknown-picture'
  | 'dark-logo-alone'
  | 'unknown-language'

/** What a branding names outside itself. */
export interface BrandingKnown {
  /** Of the pictures it names, those that are kept. */
  readonly pictures: ReadonlySet<string>
  /** Codes of the languages that are spoken. */
  readonly locales: ReadonlySet<string>
}

interface BrandingProblem {
  readonly path: string
  readonly fault: BrandingFault
  readonly what: string | null
}

export function judgeBranding(branding: Branding, known: BrandingKnown): readonly BrandingProblem[] {
  const { name, accent, logo, texts, translations, links } = branding
  const shown: readonly (readonly [string, string | null])[] = [
    ['branding.name', name],
    ...textFields('branding.texts', texts),
    ...Object.entries(translations).flatMap(([code, own]) => textFields(`branding.translations.${code}`, own)),
    ...links.map(({ label }, index) => [`branding.links.${index}.label`, label] as const),
  ]
  const is = (path: string, fault: BrandingFault, wrong: boolean, what: string | null = null): BrandingProblem[] =>
    wrong ? [{ path, fault, what }] : []
  return [
    ...is('branding.accent', 'no-colour', accent !== null && !isColour(accent)),
    ...Object.entries(logo).flatMap(([scheme, id]) =>
      is(`branding.logo.${scheme}`, 'unknown-picture', id !== null && !known.pictures.has(id)),
    ),
    ...is('branding.logo.light', 'dark-logo-alone', logo.light === null && logo.dark !== null),
    ...Object.keys(translations).flatMap((code) =>
      is(`branding.translations.${code}`, 'unknown-language', !known.locales.has(code), code),
    ),
    ...shown.flatMap(([path, text]) => is(path, 'unseen-characters', text !== null && unseen(path).test(text))),
    ...links.flatMap(({ url }, index) => is(`branding.links.${index}.url`, 'no-https-address', !https.test(url))),
  ]
}

const textFields = (path: string, texts: OwnTexts): readonly (readonly [string, string | null])[] =>
  Object.entries(texts).map(([name, text]) => [`${path}.${name}`, text])

/** With a host, and without a user's name before it, which is how an address is made to look like another. */
const https = /^https:\/\/[^\s/?#@\\"<>]+(?:[/?#][^\s\\"<>]*)?$/i

/** Controls, and marks that turn the direction of what follows: they make a text read as what it is not. */
const inLines = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
const inTexts = /(?![\n])[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
const unseen = (path: string): RegExp => (/^branding\.(?:texts|translations)\./.test(path) ? inTexts : inLines)
