// What nobody asks for any more is deleted, in small batches and off the hot path.
import { type TenantId, tenantId } from '../core/people/identifiers.ts'
import type { Database } from './database.ts'
import { keptAside } from './method-changes.ts'
import { isLoose } from './pictures.ts'
import { statement } from './statement.ts'

export interface Housekeeping {
  /** One batch of each kind for each organisation. Returns how many rows went; call again until it is 0. */
  purge(): Promise<number>
  /** Counts the accounts in scope anew; what attack mode is measured against (an estimate between two counts). */
  countEnabled(): Promise<void>
  /** PGlite has no autovacuum, so it is told; PostgreSQL does this by itself. */
  tidy(): Promise<void>
}

export function createHousekeeping(db: Database): Housekeeping {
  const eachTenant = async (work: (tenant: TenantId) => Promise<void>) => {
    for (const { id } of await db.run<{ readonly id: string }>(tenantIds)) await work(tenantId(id))
  }
  return {
    async purge() {
      let gone = 0
      await eachTenant(async (tenant) => {
        for (const each of purges) gone += (await db.run(each, { tenant })).length
      })
      return gone
    },
    countEnabled: () =>
      eachTenant(async (tenant) => {
        await db.run(countEnabled, { tenant })
      }),
    async tidy() {
      if (db.kind !== 'pglite') return
      for (const { name } of await db.run<{ readonly name: string }>(grownTables)) {
        await db.script(`vacuum (analyze) ${name}`)
      }
    },
  }
}

const batch = 500

const tenantIds = statement('tenant-ids', 'select id from tenants order by id')

/** The size at which dead rows begin to matter. Counting a smaller table would only teach the planner that it is small. */
const grownTables = statement(
  'grown-tables',
  `select quote_ident(relname) as name from pg_class
where relnamespace = current_schema()::regnamespace and relkind = 'r' and pg_relation_size(oid) > 1000000`,
)

const purge = (table: string, key: string, old: string) =>
  statement(
    `purge-${table}`,
    `delete from ${table} where tenant_id = :tenant and (${key}) in (
  select ${key} from ${table} where tenant_id = :tenant and ${old} limit ${batch}
)
returning 1`,
  )

const purges = [
  // What a crash left unsettled is kept for a month: what became of that password may still be found out.
  purge(
    'journeys',
    'id',
    `started_at < now() - interval '25 hours' and (not unfinished or started_at < now() - interval '30 days')`,
  ),
  purge('network_tallies', 'place, bucket', 'bucket < floor(extract(epoch from now()) / 300) - 300'),
  purge('outbox', 'id', `dies_at < now() - interval '1 day'`),
  purge(
    'sessions',
    'hash',
    `started_at < now() - interval '2 days' or epoch <> (select epoch from installation where one)`,
  ),
  purge('known_browsers', 'account_id, hash', 'expires_at < now()'),
  purge('not_me_links', 'hash', 'expires_at < now()'),
  purge('import_rows', 'import_id, canonical_name', `staged_at < now() - interval '1 day'`),
  purge('account_tokens', 'purpose, hash', `expires_at < now() - interval '1 day'`),
  purge('api_tokens', 'id', `expires_at < now() - interval '7 days'`),
  purge('api_answers', 'caller, key', `asked_at < now() - interval '24 hours'`),
  // No link that would bring it back lives any more.
  purge('methods', 'id', `removed_at < now() - interval '${keptAside} hours'`),
  purge('pictures', 'id', `kept_at < now() - interval '1 day' and ${isLoose('pictures')}`),
  // No limit of a name nobody has looks back further; an account's counters stay, for its streaks have no end.
  purge('counters', 'key', `key like 'name:%' and touched_at < now() - interval '31 days'`),
]

/** Exclude wins over include, and groups inside a group count, as in core/policy/eligibility. */
const countEnabled = statement(
  'count-enabled',
  `with recursive scope as (
  select value -> 'scope' as scope from policies where tenant_id = :tenant order by version desc limit 1
),
chosen(list, group_id) as (
  select list, group_id collate "C" from scope, (values ('include'), ('exclude')) as lists(list),
    jsonb_array_elements_text(coalesce(scope -> list, '[]')) as group_id
  union
  select c.list, n.inner_group_id from chosen c
  join built_in_nested_groups n on n.tenant_id = :tenant and n.outer_group_id = c.group_id
),
members as (
  select m.directory_key, m.external_id, bool_or(c.list = 'exclude') as excluded
  from chosen c join built_in_memberships m on m.tenant_id = :tenant and m.group_id = c.group_id
  group by m.directory_key, m.external_id
)
update tenants t set enabled_accounts = case (select scope ->> 'kind' from scope)
  when 'all' then (select count(*) from accounts where tenant_id = :tenant and gone_at is null)
  when 'groups' then (select count(*) from members where not excluded)
  else 0
end
where t.id = :tenant`,
)
