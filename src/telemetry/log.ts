// The log: one event is one JSON line, whatever stands in it. What turns text round or hides it is escaped, no field is longer
// than 1 KB, and of an error there is its kind, its message and its frames: never the values of a query.
import { type DestinationStream, type Logger, pino } from 'pino'
import { escapeUnprintable } from '../core/wording/foreign-text.ts'

/** Bytes of a field as it is written, without its quotes. */
const longestField = 1_024

/** `destination` is given whole lines. */
export const createLog = (level: string, destination: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError },
      hooks: { streamWrite: boundLine },
    },
    destination,
  )

const describeError = (error: unknown): unknown =>
  error instanceof Error ? { type: error.name, message: error.message, stack: framesOf(error) } : error

/** One by one: as one text they would be cut. */
const framesOf = ({ stack = '' }: Error): readonly string[] =>
  stack
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))

/** A line that is no longer than a field may be holds none that is longer. */
function boundLine(line: string): string {
  const isShort = line.length <= longestField && Buffer.byteLength(escapeLine(line)) <= longestField
  return escapeLine(isShort ? line : JSON.stringify(bound(JSON.parse(line))))
}

const escapeLine = (line: string): string => `${escapeUnprintable(line.trimEnd())}\n`

function bound(value: unknown): unknown {
  if (typeof value === 'string') return cut(value)
  if (Array.isArray(value)) return value.map(bound)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [cut(name), bound(each)]))
}

function cut(text: string): string {
  let bytes = 0
  let kept = ''
  for (const character of text) {
    bytes += Buffer.byteLength(escapeUnprintable(JSON.stringify(character))) - '""'.length
    if (bytes > longestField) return `${kept}${ellipsis}`
    if (bytes + Buffer.byteLength(ellipsis) <= longestField) kept += character
  }
  return text
}

const ellipsis = '…'
