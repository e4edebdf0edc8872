// PGlite behind the same driver as PostgreSQL. It is one connection: a second one would crash it.
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import pg from 'pg'
import { type Database, type DatabaseOptions, databaseOver } from './database.ts'
import { planArguments } from './fixed-plans.ts'

/** Small, because all of it is memory of this process. */
const startParams = [
  ...PGlite.defaultStartParams,
  ...['shared_buffers=16MB', 'max_connections=5'].flatMap((each) => ['-c', each]),
  ...planArguments,
]

export interface PgliteDriverOptions extends DatabaseOptions {
  readonly warnings: readonly string[]
  /** After the database itself was closed. */
  readonly release: () => Promise<void>
}

export async function startPglite(options: PGliteOptions): Promise<PGlite> {
  const lite = new PGlite({ ...options, startParams })
  await lite.waitReady
  return lite
}

export function databaseOverPglite(lite: PGlite, driver: PgliteDriverOptions): Database {
  const pool = new pg.Pool({ ...createPgConfig(lite), max: 1, idleTimeoutMillis: 0 })
  return databaseOver(pool, {
    kind: 'pglite',
    warnings: driver.warnings,
    onStatement: driver.onStatement,
    measures: driver.measures,
    // There is no other connection to be had.
    isLost: () => false,
    // PGlite answers without ever leaving the microtask queue: with a statement always waiting, no timer, socket or signal
    // would get a turn. A real turn of the event loop after each statement costs about a sixth of its speed.
    afterEach: () => new Promise((resolve) => setImmediate(resolve)),
    async close() {
      await pool.end()
      await lite.close()
      await driver.release()
    },
  })
}
