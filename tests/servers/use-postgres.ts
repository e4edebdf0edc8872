// Databases on a real PostgreSQL for the tests of one file: on the run's shared server where there is one
// (REKEY_TEST_POSTGRES), else on one started for this file and stopped after it.
import { afterAll } from 'vitest'
import { createDatabase, type RunningPostgres, startPostgres } from './postgres.ts'

export interface TestDatabases {
  /** Creates an empty database and returns its URL. */
  createDatabase(name?: string): Promise<string>
}

/** Call it in a `describeWith('postgres', …)`. Nothing is started before the first database is asked for. */
export function usePostgres(): TestDatabases {
  let own: Promise<RunningPostgres | undefined> | undefined
  afterAll(async () => (await own)?.stop())

  return {
    createDatabase: async (name) => {
      const shared = process.env['REKEY_TEST_POSTGRES']
      if (shared !== undefined) return createDatabase(shared, name)
      own ??= startPostgres({ fsync: false })
      const postgres = await own
      if (postgres === undefined) throw new Error('PostgreSQL is not installed; ask for it with describeWith.')
      return postgres.createDatabase(name)
    },
  }
}
