// A fact of the audit log as a line of an export: the same columns in every format and behind every door.
import { type Cell, csvLine, jsonLine } from './export.ts'

export interface ExportedEvent {
  readonly at: string
  readonly kind: string
  readonly username: string | null
  readonly account: string | null
  readonly reference: string | null
  readonly journey: string | null
  readonly sequence: number | null
  readonly details: Readonly<Record<string, unknown>>
}

export const exportFormats = ['csv', 'jsonl'] as const
export type ExportFormat = (typeof exportFormats)[number]

const columns = ['at', 'kind', 'username', 'account', 'reference', 'journey', 'sequence', 'details'] as const

/** What stands before the first line, and each line after it. */
export const eventLines: Readonly<
  Record<ExportFormat, { readonly head: string; readonly line: (event: ExportedEvent) => string }>
> = {
  csv: {
    head: csvLine([...columns]),
    line: (event) =>
      csvLine(columns.map((name): Cell => (name === 'details' ? JSON.stringify(event.details) : event[name]))),
  },
  jsonl: { head: '', line: (event) => jsonLine(event) },
}
