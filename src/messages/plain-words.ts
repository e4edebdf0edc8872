// What directories, browsers and settings call things is untrusted text. In a mail it is words on one line and nothing else.

// Controls and line ends would break a header or forge a line; format characters (bidi, zero width, tags) would reorder or
// hide what stands beside them; private-use and lone surrogates show as boxes (Unicode general categories).
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]+/gu

const longestLine = 200
const longestWords = 64

/** One line of visible characters. */
export function plainLine(text: string): string {
  const line = text.normalize('NFC').replace(unprintable, ' ').replace(/\s+/gu, ' ').trim()
  return [...line].slice(0, longestLine).join('')
}

// Mail programs make links of addresses, hosts and telephone numbers they find in the text.
const linkable = /[@/\\<>]|www|\p{L}:|[\p{L}\p{N}-]\.\p{L}{2}|\p{N}(?:[\s.()+-]*\p{N}){4}/iu

/**
 * A name as it may be said in a mail of ours, or null for one that a mail program could turn into a link or that is a
 * message of its own: then the sentence does without it.
 */
export function plainWords(text: string): string | null {
  const words = plainLine(text)
  return words === '' || [...words].length > longestWords || linkable.test(words) ? null : words
}

/** An IP address as our own server read it from the connection. */
export const plainNetworkAddress = (text: string): string | null => (/^[\da-f:.]{2,45}$/i.test(text) ? text : null)

const strongRightToLeft = /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}/u

/**
 * Keeps a value from reordering the sentence it stands in, or being reordered by it (UAX #9, FSI … PDI). Where sentence
 * and value both run from left to right nothing is added.
 */
export const isolate = (value: string, direction: 'ltr' | 'rtl'): string =>
  direction === 'rtl' || strongRightToLeft.test(value) ? `\u2068${value}\u2069` : value

/** For what always runs from left to right: digits in groups, addresses of networks. */
export const isolateLeftToRight = (value: string, direction: 'ltr' | 'rtl'): string =>
  direction === 'rtl' ? `\u2066${value}\u2069` : value
