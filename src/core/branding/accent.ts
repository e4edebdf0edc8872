// An organisation's own accent, made readable. Contrast as WCAG 2.2 defines it (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
// and #dfn-contrast-ratio); the limit is 1.4.3's for text, kept for everything that the accent colours.

/** `#rrggbb` in small letters. */
export type Colour = string

export interface AccentTokens {
  readonly accent: Colour
  /** Text on the accent. */
  readonly onAccent: Colour
  /** What is chosen. */
  readonly tint: Colour
}

export interface Accents {
  readonly light: AccentTokens
  readonly dark: AccentTokens
}

export const leastContrast = 4.5

/** What an accent stands on, and the second text that stands on its tint. The stylesheet's own values. */
export const surfaces = {
  light: { paper: '#fbf8f3', sand: '#f2ece2', soft: '#5b5247' },
  dark: { paper: '#171411', sand: '#26221d', soft: '#bdb3a5' },
} as const

export const ownAccents: Accents = {
  light: { accent: '#0b5563', onAccent: '#ffffff', tint: '#e1edee' },
  dark: { accent: '#86cdd7', onAccent: '#06272d', tint: '#17343a' },
}

export const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text)

/** Darkened for light pages, lightened for dark ones, a fiftieth at a time, until everything is readable. */
export const readableAccents = (given: Colour): Accents => ({
  light: readable(given.toLowerCase(), 'light', '#000000'),
  dark: readable(given.toLowerCase(), 'dark', '#ffffff'),
})

/** Where the least readable pair of an accent stands: paper, sand and tint below it, the text on it, second text on the tint. */
export function leastContrastOf({ accent, onAccent, tint }: AccentTokens, scheme: keyof Accents): number {
  const { paper, sand, soft } = surfaces[scheme]
  const pairs = [
    [accent, paper],
    [accent, sand],
    [accent, tint],
    [onAccent, accent],
    [soft, tint],
  ] as const
  return Math.min(...pairs.map(([one, other]) => contrast(one, other)))
}

export function contrast(one: Colour, other: Colour): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

const steps = 50

function readable(given: Colour, scheme: keyof Accents, end: Colour): AccentTokens {
  for (let step = 0; step < steps; step += 1) {
    const tokens = tokensOf(mix(end, given, step / steps), scheme)
    if (leastContrastOf(tokens, scheme) >= leastContrast) return tokens
  }
  return tokensOf(end, scheme)
}

function tokensOf(accent: Colour, scheme: keyof Accents): AccentTokens {
  const onAccent = scheme === 'light' ? '#ffffff' : mix(accent, '#000000', 0.12)
  return { accent, onAccent, tint: mix(accent, surfaces[scheme].paper, scheme === 'light' ? 0.1 : 0.16) }
}

/** `share` of the first colour, the rest of the second. */
const mix = (one: Colour, other: Colour, share: number): Colour => {
  const [from, to] = [channels(other), channels(one)]
  const mixed = from.map((value, index) => Math.round(value + ((to[index] ?? 0) - value) * share))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

const channels = (colour: Colour): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
