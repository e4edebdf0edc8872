// Every change of the schema, in order. An applied one is never edited: its checksum is kept in the database, and a start
// with another text under the same name is refused.
//
// A release expands first (new tables, columns that may be empty), so that the version before still works beside it; what
// nobody uses any more is dropped a release later. SQL stays within PostgreSQL 15.
import { firstSchema } from './0001-first-schema.ts'
import { firstStatistics } from './0002-first-statistics.ts'
import { registration } from './0003-registration.ts'
import { administration } from './0004-administration.ts'
import { pictures } from './0005-pictures.ts'

export interface Migration {
  readonly name: string
  readonly sql: string
}

export const migrations: readonly Migration[] = [
  { name: '0001-first-schema', sql: firstSchema },
  { name: '0002-first-statistics', sql: firstStatistics },
  { name: '0003-registration', sql: registration },
  { name: '0004-administration', sql: administration },
  { name: '0005-pictures', sql: pictures },
]
