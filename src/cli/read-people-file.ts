// A file of people, row by row as it is read: RFC 4180, in UTF-8, with a header line. Never more of it in memory than a piece.
import { createReadStream, statSync } from 'node:fs'
import { parse } from 'csv-parse'
import { shorten } from '../core/wording/foreign-text.ts'
import { type ImportColumn, importColumns } from '../use-cases/administer/import-row.ts'

export interface PeopleRow {
  /** Where the row begins, as an editor counts lines. */
  readonly line: number
  readonly cells: Readonly<Partial<Record<ImportColumn, string>>>
}

/** What keeps the file from being read as one. The message names the line. */
export class UnreadablePeople extends Error {
  override readonly name = 'UnreadablePeople'
}

/** `onBytes` is told how many of how many bytes are read. Throws `UnreadablePeople`. */
export async function* readPeopleFile(
  file: string,
  onBytes: (read: number, of: number) => void,
): AsyncGenerator<PeopleRow, void, undefined> {
  const size = sizeOf(file)
  const input = createReadStream(file)
  let read = 0
  input.on('data', (chunk) => {
    read += chunk.length
    onBytes(read, size)
  })
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 65_536,
  })
  input.on('error', (error) => parser.destroy(error))
  input.pipe(parser)
  let columns: readonly ImportColumn[] | null = null
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const line = info.lines - record.join('').split('\n').length + 1
      if (columns === null) columns = readHeader(record)
      else yield { line, cells: cellsOf(record, columns, line) }
    }
  } catch (error) {
    if (error instanceof UnreadablePeople || !(error instanceof Error)) throw error
    throw new UnreadablePeople(`${file} cannot be read as CSV: ${error.message}`)
  }
  if (columns === null) throw new UnreadablePeople(`${file} is empty: it begins with a line that names its columns`)
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new UnreadablePeople(`${file} cannot be read (${code})`)
  }
}

/** `Display Name`, `display-name` and `display_name` are one column. */
function readHeader(record: readonly string[]): readonly ImportColumn[] {
  const columns = record.map((cell) => {
    const name = cell
      .trim()
      .toLowerCase()
      .replace(/[-_ ]+/g, ' ')
    const column = importColumns.find((each) => each === name)
    if (column === undefined)
      throw new UnreadablePeople(
        `line 1 names a column that is none: ${shorten(cell)}. There are ${importColumns.join(', ')}`,
      )
    return column
  })
  const twice = columns.find((column, index) => columns.indexOf(column) !== index)
  if (twice !== undefined) throw new UnreadablePeople(`line 1 names the column ${twice} twice`)
  if (!columns.includes('username')) throw new UnreadablePeople('line 1 has no column username')
  return columns
}

function cellsOf(record: readonly string[], columns: readonly ImportColumn[], line: number): PeopleRow['cells'] {
  if (record.length !== columns.length) {
    throw new UnreadablePeople(`line ${line} has ${record.length} cells, and line 1 has ${columns.length}`)
  }
  return Object.fromEntries(columns.map((column, index) => [column, record[index] ?? '']))
}
