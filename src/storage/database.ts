// A database as storage sees it, whether PostgreSQL behind a pool or PGlite inside this process.
import pg, { type QueryConfig } from 'pg'
import { bind, type Statement, type Values } from './statement.ts'

export interface RunsStatements {
  /** Rows come back as the driver made them; each caller converts them at its own border. */
  run<Row>(statement: Statement, values?: Values): Promise<readonly Row[]>
  /** SQL without parameters, perhaps several commands: schema changes and maintenance. */
  script(sql: string): Promise<void>
}

export interface Database extends RunsStatements {
  readonly kind: 'postgres' | 'pglite'
  /**
   * Several statements, all or nothing. For migrations and administration: a step is one statement and needs none.
   * `patience`: milliseconds that each of them may take, where nobody waits but whoever started it; else as long as a page waits.
   */
  transaction<Result>(work: (inside: RunsStatements) => Promise<Result>, patience?: number): Promise<Result>
  /** What the operator has to know about this database, to be logged at start. */
  readonly warnings: readonly string[]
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** Told the text of every statement before it is sent; the bench and the parity tests count with it. */
  readonly onStatement?: ((text: string) => void) | undefined
  /** Runs round every statement that has a name, to time it. */
  readonly measures?: MeasuresStatements | undefined
}

type MeasuresStatements = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>

export interface Driver extends DatabaseOptions {
  readonly kind: Database['kind']
  readonly warnings: readonly string[]
  /** Whether a connection that failed this way is thrown away. */
  readonly isLost: (error: unknown) => boolean
  /** Awaited after each statement. PGlite needs it: see open-pglite. */
  readonly afterEach?: () => Promise<void>
  readonly close: () => Promise<void>
}

export function databaseOver(pool: pg.Pool, driver: Driver): Database {
  async function on<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    const client = await pool.connect().catch((cause: unknown) => {
      throw unavailable(cause)
    })
    let lost = false
    // A connection that breaks tells the statement that waits, and raises an event that ends the process if nobody listens.
    const breaks = () => {
      lost = true
    }
    client.on('error', breaks)
    try {
      return await work(client)
    } catch (error) {
      lost ||= !(error instanceof Undone) && driver.isLost(error)
      throw lost || isNotNow(error) ? unavailable(error) : error
    } finally {
      client.removeListener('error', breaks)
      client.release(lost)
      await driver.afterEach?.()
    }
  }

  const runsOn = (client: pg.PoolClient, patience?: number): RunsStatements => ({
    async run<Row>(wanted: Statement, values: Values = {}) {
      driver.onStatement?.(wanted.text)
      // The driver's own limit, for a server that says nothing any more; its types know it for clients alone.
      const limited: QueryConfig & { readonly query_timeout?: number } =
        patience === undefined ? bind(wanted, values) : { ...bind(wanted, values), query_timeout: patience }
      const send = () => client.query(limited)
      return (await (driver.measures?.(wanted.name, send) ?? send())).rows as Row[]
    },
    async script(sql) {
      driver.onStatement?.(sql)
      await client.query(sql)
    },
  })

  return {
    kind: driver.kind,
    warnings: driver.warnings,
    run: (wanted, values) => on((client) => runsOn(client).run(wanted, values)),
    script: (sql) => on((client) => runsOn(client).script(sql)),
    transaction: (work, patience) =>
      on((client) =>
        insideTransaction(client, async () => {
          if (patience !== undefined) await client.query(patient(patience))
          return work(runsOn(client, patience))
        }),
      ),
    close: driver.close,
  }
}

/**
 * Over everybody: planned for what it is asked this time, reading a whole table where that is shorter (see fixed-plans), and with room
 * to bring tables together in memory; the server's own 4 MB are meant for look-ups. To compile such a statement takes seconds and
 * saves less.
 */
const patient = (milliseconds: number): string =>
  `set local statement_timeout = ${Math.floor(milliseconds)}; set local enable_seqscan = on; set local work_mem = '32MB'; set local jit = off; set local plan_cache_mode = force_custom_plan`

/** Thrown inside a transaction to undo all of it: its connection is as good as before. */
export class Undone extends Error {}

/** The database can't be reached, gave no answer in time, or says "not now". The statement may have been carried out. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'
}

const unavailable = (cause: unknown): DatabaseUnavailable =>
  new DatabaseUnavailable(cause instanceof Error ? cause.message : 'no answer', { cause })

/**
 * PostgreSQL's appendix A: 53 no resources (disk full, too many connections), 57 stopped by an operator or a timeout,
 * 58 the system's input and output, 25006 a server that only reads. Not 40, undone for another's sake: a step is then `lost`.
 */
const isNotNow = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && /^(?:53|57|58|25006)/.test(error.code ?? '')

async function insideTransaction<Result>(client: pg.PoolClient, work: () => Promise<Result>): Promise<Result> {
  await client.query('begin')
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (cause) {
    // If even this fails the connection is lost, and the server rolls back by itself.
    await client.query('rollback').catch(() => undefined)
    throw cause
  }
}

/** An error the server answered with, after which its connection is as good as before; not a timeout or a broken socket. */
export const isAnswer = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.severity !== 'FATAL' && error.severity !== 'PANIC'
