// Facts as lines of a file: CSV by RFC 4180 that no spreadsheet runs, and JSON lines; one fact one line, whatever it holds.

export type Cell = string | number | null

/** A cell that begins like a formula is made text by an apostrophe (OWASP, CSV injection). */
const formula = /^[=+\-@\t\r]/
/** Controls and marks that reorder or hide text are written as escapes: a line is a line. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/gu

const escaped = (text: string): string =>
  text.replace(unprintable, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`)

export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = escaped(formula.test(cell) ? `'${cell}` : cell)
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** JSON escapes controls itself; the marks that it leaves are escaped too. */
export const jsonLine = (value: unknown): string => `${JSON.stringify(value).replace(unprintable, escaped)}\n`
