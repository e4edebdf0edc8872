// The databases every storage contract runs on: PGlite in memory, and PostgreSQL when the run has one.
import { randomUUID } from 'node:crypto'
import type { Database, DatabaseOptions } from '../../../src/storage/database.ts'
import { migrate } from '../../../src/storage/migrate.ts'
import { openMemory } from '../../../src/storage/open-memory.ts'
import { openPostgres } from '../../../src/storage/open-postgres.ts'
import { statement } from '../../../src/storage/statement.ts'

export interface TestDatabase {
  readonly db: Database
  /** Texts of all statements since the beginning. */
  readonly statements: readonly string[]
  close(): Promise<void>
}

export interface Engine {
  readonly name: string
  /** A database of its own, migrated unless `empty`. */
  open(empty?: 'empty'): Promise<TestDatabase>
}

/** Texts of the program's own statements that were run on any of these databases, by their names. */
export const named = new Map<string, string>()

/** A statement is told by its text and, in the same breath, by its name. */
function listening() {
  const statements: string[] = []
  const listens: DatabaseOptions = {
    onStatement: (text) => statements.push(text),
    measures(name, work) {
      if (name !== '') named.set(name, statements.at(-1) ?? '')
      return work()
    },
  }
  return { statements, listens }
}

const pglite: Engine = {
  name: 'PGlite',
  async open(empty) {
    const { statements, listens } = listening()
    const db = await openMemory(listens)
    if (empty) await db.script('drop schema public cascade; create schema public')
    return { db, statements, close: () => db.close() }
  },
}

const postgres = (url: string): Engine => ({
  name: 'PostgreSQL',
  async open(empty) {
    const name = `storage_${randomUUID().replaceAll('-', '')}`
    const server = openPostgres({ url, connections: 1 })
    await server.script(`create database ${name}`)

    const { statements, listens } = listening()
    const own = new URL(url)
    own.pathname = `/${name}`
    const db = openPostgres({ url: own.href, connections: 10, ...listens })
    if (!empty) await migrate(db)
    return {
      db,
      statements,
      async close() {
        await db.close()
        await server.script(`drop database ${name}`)
        await server.close()
      },
    }
  },
})

const url = process.env['REKEY_TEST_POSTGRES']
export const engines: readonly Engine[] = url ? [pglite, postgres(url)] : [pglite]

/** Rows a test looks at behind the ports' back. */
export const peek = <Row>(db: Database, sql: string): Promise<readonly Row[]> => db.run<Row>(statement('', sql))

/** How many rows each table holds: what must not change when a step is lost. */
export async function countRows(db: Database): Promise<Readonly<Record<string, number>>> {
  const tables = await peek<{ name: string }>(
    db,
    `select tablename as name from pg_tables where schemaname = current_schema() order by tablename`,
  )
  const counts = tables.map(({ name }) => `select '${name}' as name, count(*)::integer as rows from ${name}`)
  const rows = await peek<{ name: string; rows: number }>(db, counts.join(' union all '))
  return Object.fromEntries(rows.map((each) => [each.name, each.rows]))
}
