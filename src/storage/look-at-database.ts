// What a database is, before anything is asked of it: nothing is made, brought up to date or written.
import type { RunsStatements } from './database.ts'
import { milliseconds } from './instants.ts'
import { migrations } from './migrations/migrations.ts'
import { statement } from './statement.ts'

export interface LookedAt {
  /** As the server numbers it: 150018. */
  readonly version: number
  /** Its clock, in milliseconds since 1970. */
  readonly now: number
  readonly superuser: boolean
  /** `newer`: a later version of this program has been at it. */
  readonly schema: 'none' | 'older' | 'current' | 'newer'
}

export async function lookAtDatabase({ run }: RunsStatements): Promise<LookedAt> {
  const [seen] = await run<Omit<LookedAt, 'schema'> & { readonly made: boolean }>(whatItIs)
  if (seen === undefined) throw new Error('a look has one row')
  const { made, ...looked } = seen
  if (!made) return { ...looked, schema: 'none' }
  const [row] = await run<{ readonly names: readonly string[] }>(appliedNames)
  const applied = row?.names ?? []
  const known = migrations.map(({ name }) => name)
  if (applied.some((name) => !known.includes(name))) return { ...looked, schema: 'newer' }
  return { ...looked, schema: applied.length === known.length ? 'current' : applied.length === 0 ? 'none' : 'older' }
}

const whatItIs = statement(
  'look-at-database',
  `select current_setting('server_version_num')::integer as version, ${milliseconds('now()')}::float8 as now,
  (select rolsuper from pg_roles where rolname = current_user) as superuser,
  to_regclass('installation') is not null as made`,
)

const appliedNames = statement(
  'look-at-migrations',
  `select jsonb_path_query_array(migrations, '$[*].name') as names from installation`,
)
