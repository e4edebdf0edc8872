// One PostgreSQL for the whole run, started before the first suite that needs one and named in REKEY_TEST_POSTGRES. Tests
// create databases of their own in it. vitest sets suites up one after another: the first starts it and stops it.
import { type RunningPostgres, startPostgres } from '../servers/postgres.ts'

let started: RunningPostgres | undefined

export async function setup(): Promise<void> {
  if (process.env['REKEY_TEST_POSTGRES'] !== undefined) return
  // Attack and fault tests kill processes, never the machine: nothing here needs a disk to be certain.
  started = await startPostgres({ fsync: false })
  if (started) process.env['REKEY_TEST_POSTGRES'] = started.url
}

export async function teardown(): Promise<void> {
  await started?.stop()
}
