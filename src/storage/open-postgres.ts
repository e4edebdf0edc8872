// PostgreSQL 15 or newer, behind a pool.
import pg from 'pg'
import { type Database, type DatabaseOptions, databaseOver, isAnswer } from './database.ts'
import { planArguments } from './fixed-plans.ts'

export interface PostgresOptions extends DatabaseOptions {
  /** `postgres://user@host:5432/database?sslmode=verify-full` */
  readonly url: string
  /** Connections at most. */
  readonly connections: number
  /** How long one statement may take, in milliseconds: a page would rather fail plainly than wait longer. 5,000. */
  readonly statementTimeout?: number
}

const poolWait = 2_000

/** Connects with the first statement: that the server can't be reached now is no reason not to start. */
export function openPostgres(options: PostgresOptions): Database {
  const { statementTimeout = 5_000 } = options
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connections,
    connectionTimeoutMillis: poolWait,
    statement_timeout: statementTimeout,
    // On our side of the network, for a server that no longer answers at all.
    query_timeout: 1.4 * statementTimeout,
    keepAlive: true,
    application_name: 'rekey',
    options: planArguments.join(' '),
  })
  // An idle connection broke. The pool has dropped it already; whoever asks next gets a new one, or the error.
  pool.on('error', () => undefined)
  return databaseOver(pool, {
    kind: 'postgres',
    warnings: [],
    onStatement: options.onStatement,
    measures: options.measures,
    isLost: (error) => !isAnswer(error),
    close: () => pool.end(),
  })
}
