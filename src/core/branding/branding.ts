// What an organisation changes about how Rekey looks and speaks: its name, one colour, three texts and some links. Words, never
// markup.
import { isColour } from './accent.ts'

export interface Branding {
  /** Shown to people. Null: the organisation's name from the configuration. */
  readonly name: string | null
  /** `#rrggbb`, as it was given; what is shown is made readable first. Null: Rekey's own. */
  readonly accent: string | null
  /** Plain text; line breaks stay. */
  readonly texts: {
    /** Under the heading of the sign-in. */
    readonly signIn: string | null
    /** On the first page of a reset. */
    readonly reset: string | null
    /** At the end of every mail. */
    readonly mail: string | null
  }
  /** At the foot of every page, in this order. */
  readonly links: readonly BrandingLink[]
  /** Whether "Made with Rekey" stands at the foot of every page. */
  readonly madeWithRekey: boolean
}

export interface BrandingLink {
  readonly label: string
  readonly url: string
}

export const initialBranding: Branding = {
  name: null,
  accent: null,
  texts: { signIn: null, reset: null, mail: null },
  links: [],
  madeWithRekey: true,
}

export type BrandingFault = 'no-colour' | 'no-https-address' | 'unseen-characters'

export function judgeBranding(
  branding: Branding,
): readonly { readonly path: string; readonly fault: BrandingFault; readonly what: null }[] {
  const { name, accent, texts, links } = branding
  const shown: readonly (readonly [string, string | null])[] = [
    ['branding.name', name],
    ['branding.texts.signIn', texts.signIn],
    ['branding.texts.reset', texts.reset],
    ['branding.texts.mail', texts.mail],
    ...links.map(({ label }, index) => [`branding.links.${index}.label`, label] as const),
  ]
  const wrong: readonly (readonly [string, BrandingFault, boolean])[] = [
    ['branding.accent', 'no-colour', accent !== null && !isColour(accent)],
    ...shown.map(([path, text]) => [path, 'unseen-characters', text !== null && unseen(path).test(text)] as const),
    ...links.map(({ url }, index) => [`branding.links.${index}.url`, 'no-https-address', !https.test(url)] as const),
  ]
  return wrong.flatMap(([path, fault, is]) => (is ? [{ path, fault, what: null }] : []))
}

/** With a host, and without a user's name before it, which is how an address is made to look like another. */
const https = /^https:\/\/[^\s/?#@\\"<>]+(?:[/?#][^\s\\"<>]*)?$/i

/** Controls, and marks that turn the direction of what follows: they make a text read as what it is not. */
const inLines = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
const inTexts = /(?![\n])[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
const unseen = (path: string): RegExp => (path.startsWith('branding.texts.') ? inTexts : inLines)
