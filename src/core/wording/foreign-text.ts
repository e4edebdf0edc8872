// Text of anybody's in a place that is read line by line: a log, a file, a terminal. What begins a line, turns the direction of
// what follows, or can't be seen is written as an escape.

/**
 * Unicode general categories: controls, format characters (bidi, zero width, tags), lone surrogates, separators of lines; and
 * what stands among those marks without a name yet.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u2065\u{e0000}-\u{e007f}]/gu

/** One line, as JSON and most languages write such characters: `\u000a`. Those beyond the first plane are two escapes. */
export const escapeUnprintable = (text: string): string => text.replace(unprintable, written)

export const hasUnprintable = (text: string): boolean => text.search(unprintable) >= 0

/** By code units: one beyond the first plane is of two. */
const written = (mark: string): string =>
  mark.length === 1 ? escapeOf(mark, 0) : escapeOf(mark, 0) + escapeOf(mark, 1)

const escapeOf = (mark: string, at: number): string => `\\u${mark.charCodeAt(at).toString(16).padStart(4, '0')}`

const longestShown = 100

/** As much of it as tells which text is meant. */
export function shorten(text: string): string {
  const characters = [...text.slice(0, longestShown * 2 + 2)]
  return characters.length > longestShown ? `${characters.slice(0, longestShown).join('')}…` : text
}
