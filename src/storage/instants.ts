// Instants at the border: milliseconds in core, timestamptz in the tables. The database's clock is the only one.
import { type Instant, instantFrom } from '../core/time.ts'

/** SQL for a timestamptz as whole milliseconds; inside JSON it stays exact, in a row the driver would make it text. */
export const milliseconds = (timestamp: string): string => `floor(extract(epoch from ${timestamp}) * 1000)`

/** The same as a column of a row: every instant fits a double. */
export const instantColumn = (timestamp: string): string => `${milliseconds(timestamp)}::float8`

/** SQL for the timestamptz of a parameter in milliseconds. */
export const timestampOf = (parameter: string): string => `to_timestamp(${parameter}::float8 / 1000)`

/** SQL for a span in milliseconds. */
export const spanOf = (parameter: string): string => `(${parameter}::float8 * interval '1 millisecond')`

export const readInstant = (column: number): Instant => instantFrom(column)
