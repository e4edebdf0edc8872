// Facts as lines of a file: CSV by RFC 4180 that no spreadsheet runs, and JSON lines; one fact one line, whatever it holds.
import { escapeUnprintable } from '../core/wording/foreign-text.ts'

export type Cell = string | number | null

/** A cell that begins like a formula is made text by an apostrophe (OWASP, CSV injection). */
const formula = /^[=+\-@\t\r]/

export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = escapeUnprintable(formula.test(cell) ? `'${cell}` : cell)
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** JSON escapes controls itself; the marks that it leaves are escaped too. */
export const jsonLine = (value: unknown): string => `${escapeUnprintable(JSON.stringify(value))}\n`
