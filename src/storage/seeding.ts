// The rows of seeded people, written so that what is there already stays as it is.
import type { TenantId } from '../core/people/identifiers.ts'
import { emptyCounters } from '../core/throttle/counters.ts'
import type { Seeding } from '../ports/seeding.ts'
import type { Database } from './database.ts'
import { milliseconds, spanOf, timestampOf } from './instants.ts'
import { statement } from './statement.ts'

export function createSeeding(db: Database, tenant: TenantId): Seeding {
  const seed = async (...[wanted, values]: Parameters<Database['run']>) => {
    await db.run(wanted, { tenant, ...values })
  }
  return {
    group: (directory, id, name) => seed(seedGroup, { directory, id, name }),
    nest: (directory, inner, outer) => seed(seedNesting, { directory, inner, outer }),
    account: (account) =>
      seed(seedAccount, {
        ...account,
        lastNames: JSON.stringify({ username: account.username, displayName: account.displayName }),
      }),
    method: (account, method) => seed(seedMethod, { account, ...method }),
    knownBrowser: (account, hash, span) => seed(seedKnownBrowser, { account, hash, span }),
    facts: (facts) => seed(seedFacts, { facts: JSON.stringify(facts) }),
    lockOut: (account, span) =>
      seed(seedLockout, { key: `account:${account}`, span, empty: JSON.stringify(emptyCounters) }),
  }
}

const seedGroup = statement(
  'seed-group',
  `insert into built_in_groups (tenant_id, directory_key, id, name) values (:tenant, :directory, :id, :name)
on conflict do nothing`,
)

const seedNesting = statement(
  'seed-nesting',
  `insert into built_in_nested_groups (tenant_id, directory_key, inner_group_id, outer_group_id)
values (:tenant, :directory, :inner, :outer) on conflict do nothing`,
)

/** Names and groups hang from the new entry: a second seeding does not give back what was taken away meanwhile. */
const seedAccount = statement(
  'seed-account',
  `with entry as (
  insert into built_in_accounts (tenant_id, directory_key, external_id, username, display_name, password_hash, disabled,
    locked_by_administrator, must_change_password, password_changed_at, password_expires_at)
  values (:tenant, :directory, decode(:externalId, 'hex'), :username, :displayName, :passwordHash, :disabled,
    :lockedByAdministrator, :mustChangePassword, now(), ${timestampOf(':passwordExpiresAt')})
  on conflict (tenant_id, directory_key, external_id) do nothing
  returning *
),
names as (
  insert into built_in_names (tenant_id, directory_key, canonical_name, external_id)
  select distinct :tenant::uuid, e.directory_key, name, e.external_id from entry e, unnest(:canonicalNames::text[]) as name
),
memberships as (
  insert into built_in_memberships (tenant_id, directory_key, external_id, group_id)
  select distinct :tenant::uuid, e.directory_key, e.external_id, id from entry e, unnest(:groups::text[]) as id
),
account as (
  insert into accounts (tenant_id, id, directory_key, external_id, last_names, contact_mail, locale, time_zone, role)
  select :tenant, :id::uuid, e.directory_key, e.external_id, :lastNames::jsonb, :contactMail::text, :locale::text,
    :timeZone::text, :role::text
  from entry e
  returning id
)
insert into subjects (tenant_id, id, account_id, names)
select :tenant, :subject::uuid, a.id, :lastNames::jsonb from account a`,
)

const seedMethod = statement(
  'seed-method',
  `insert into methods (tenant_id, id, account_id, kind, source, proven_at, held_until, sealed, masked, address_lookup,
  last_step, name, added_at, shared)
values (:tenant, :id, :account, :kind, :source, ${timestampOf(':provenAt')}, ${timestampOf(':heldUntil')}, :sealed,
  :masked, :address, :lastStep, :name, ${timestampOf(':addedAt')}, :shared)
on conflict do nothing`,
)

const seedKnownBrowser = statement(
  'seed-known-browser',
  `insert into known_browsers (tenant_id, account_id, hash, expires_at)
values (:tenant, :account, :hash, now() + ${spanOf(':span')}) on conflict do nothing`,
)

const seedLockout = statement(
  'seed-lockout',
  `insert into counters (tenant_id, key, version, value, touched_at)
select :tenant, :key, 1,
  jsonb_set(:empty::jsonb, '{signIns}', jsonb_build_object('known', locked, 'strangers', locked)), now()
from (select jsonb_build_object('failures', 10, 'lockouts', 1, 'tags', '[]'::jsonb,
  'lockedUntil', ${milliseconds('now()')} + :span::bigint) as locked) as lockout
on conflict do nothing`,
)

const seedFacts = statement(
  'seed-facts',
  `insert into audit_events (tenant_id, id, at, subject, journey_id, reference, fact)
select :tenant, f.id, ${timestampOf('f.at')}, s.id, f.journey, f.reference, f.fact
from jsonb_to_recordset(:facts::jsonb) as f(id uuid, at float8, account uuid, journey uuid, reference text, fact jsonb)
left join subjects s on s.tenant_id = :tenant and s.account_id = f.account
on conflict do nothing`,
)
