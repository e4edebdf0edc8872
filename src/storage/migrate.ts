// Brings a database to the schema this version knows, or refuses to touch it.
import { createHash } from 'node:crypto'
import type { Database, RunsStatements } from './database.ts'
import { type Migration, migrations } from './migrations/migrations.ts'
import { statement } from './statement.ts'

/** The schema is not one this version may work on. The message says why and what to do. */
export class SchemaRefused extends Error {
  override readonly name = 'SchemaRefused'
}

/**
 * One migration a transaction, and one process at a time: others that start meanwhile wait for it. Returns the names of
 * what was applied.
 */
export async function migrate(db: Database, wanted: readonly Migration[] = migrations): Promise<readonly string[]> {
  const applied: string[] = []
  for (;;) {
    const next = await db.transaction((inside) => applyNext(inside, wanted))
    if (next === undefined) return applied
    applied.push(next)
  }
}

async function applyNext({ run, script }: RunsStatements, wanted: readonly Migration[]): Promise<string | undefined> {
  const [server] = await run<{ readonly version: number }>(serverVersion)
  if (server === undefined || server.version < 150_000) throw new SchemaRefused('PostgreSQL 15 or newer is needed')

  // Waiting for another process, or for an index to be built, may take longer than any request may.
  await script('set local statement_timeout = 0')
  await run(migrateAlone)
  await script(installationTable)
  const [installation] = await run<{ readonly migrations: readonly Applied[] }>(appliedMigrations)
  const applied = installation?.migrations ?? []
  refuseForeignHistory(applied, wanted)

  const next = wanted[applied.length]
  if (next === undefined) return undefined
  await script(next.sql)
  await run(recordMigrations, { migrations: JSON.stringify([...applied, asApplied(next)]) })
  return next.name
}

interface Applied {
  readonly name: string
  readonly checksum: string
}

const asApplied = ({ name, sql }: Migration): Applied => ({
  name,
  checksum: createHash('sha256').update(sql).digest('hex'),
})

function refuseForeignHistory(applied: readonly Applied[], wanted: readonly Migration[]): void {
  const known = wanted.map(asApplied)
  applied.forEach((each, index) => {
    const own = known[index]
    if (own === undefined || own.name !== each.name) {
      throw new SchemaRefused(
        `the database was migrated by a newer version of Rekey (${each.name}): start that version, or restore a backup made before it`,
      )
    }
    if (own.checksum !== each.checksum) {
      throw new SchemaRefused(
        `migration ${each.name} is not the one this database was made with: start the version that made it`,
      )
    }
  })
}

/** "rekey" as a number. Held until the transaction ends, so it can't be left behind. */
const migrateAlone = statement('migrate-alone', 'select pg_advisory_xact_lock(491260798329)')

const serverVersion = statement('server-version', `select current_setting('server_version_num')::integer as version`)

/** Stands outside the migrations, because it remembers them. One row for ever. */
const installationTable = `
create table if not exists installation (
  one boolean primary key default true check (one),
  epoch integer not null default 1,
  key_check text,
  migrations jsonb not null default '[]'
);
insert into installation default values on conflict do nothing;
`

const appliedMigrations = statement('applied-migrations', 'select migrations from installation')
const recordMigrations = statement('record-migrations', 'update installation set migrations = :migrations::jsonb')
