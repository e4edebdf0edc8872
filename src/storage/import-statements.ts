// The statements of an import, each over everything that one import has staged.

import { milliseconds } from './instants.ts'
import { accountColumns } from './read-account.ts'
import { statement } from './statement.ts'

export const takenNames = statement(
  'import-taken-names',
  `select n.canonical_name as name, a.id
from built_in_names n join accounts a
  on a.tenant_id = :tenant and a.directory_key = n.directory_key and a.external_id = n.external_id
where n.tenant_id = :tenant and n.directory_key = :directory and n.canonical_name = any(:names::text[])`,
)

export const groupNames = statement(
  'import-groups',
  'select id, lower(name) as name from built_in_groups where tenant_id = :tenant and directory_key = :directory',
)

export const stageRows = statement(
  'import-stage',
  `with rows as materialized (
  select * from jsonb_to_recordset(:rows::jsonb) as r(line integer, "canonicalName" text, account uuid, created jsonb)
  join jsonb_array_elements(:rows::jsonb) v(value) on (v.value ->> 'line')::integer = r.line
),
first_of_batch as (
  select distinct on ("canonicalName") * from rows order by "canonicalName", line
),
staged as (
  insert into import_rows (tenant_id, import_id, canonical_name, line, account_id, is_new, value)
  select :tenant, :import::uuid, "canonicalName", line, account, created is not null and created <> 'null', value
  from first_of_batch
  on conflict do nothing
  returning canonical_name, line
)
select r.line, coalesce(
    (select i.line from import_rows i
      where i.tenant_id = :tenant and i.import_id = :import::uuid and i.canonical_name = r."canonicalName"),
    (select s.line from staged s where s.canonical_name = r."canonicalName")
  ) as first
from rows r where not exists (select from staged s where s.line = r.line)`,
)

export const addGroups = statement(
  'import-add-groups',
  `insert into built_in_groups (tenant_id, directory_key, id, name)
select :tenant, :directory, g.id, g.name from jsonb_to_recordset(:groups::jsonb) as g(id text, name text)`,
)

const staged = `import_rows i where i.tenant_id = :tenant and i.import_id = :import::uuid`

export const addAccounts = statement(
  'import-add-accounts',
  `with entries as (
  insert into built_in_accounts (tenant_id, directory_key, external_id, username, display_name, password_hash)
  select :tenant, :directory, decode(i.value #>> '{created,externalId}', 'hex'), i.value #>> '{created,username}',
    coalesce(i.value ->> 'displayName', i.value #>> '{created,username}'), :noPassword
  from ${staged} and i.is_new
  returning external_id
),
names as (
  insert into built_in_names (tenant_id, directory_key, canonical_name, external_id)
  select :tenant, :directory, i.canonical_name, e.external_id
  from import_rows i join entries e on e.external_id = decode(i.value #>> '{created,externalId}', 'hex')
  where i.tenant_id = :tenant and i.import_id = :import::uuid
),
added as (
  insert into accounts (tenant_id, id, directory_key, external_id, last_names, locale, role)
  select :tenant, i.account_id, :directory, e.external_id,
    jsonb_build_object('username', i.value #>> '{created,username}',
      'displayName', coalesce(i.value ->> 'displayName', i.value #>> '{created,username}')),
    i.value ->> 'locale', i.value ->> 'role'
  from import_rows i join entries e on e.external_id = decode(i.value #>> '{created,externalId}', 'hex')
  where i.tenant_id = :tenant and i.import_id = :import::uuid
  returning id, last_names
),
known as (
  insert into subjects (tenant_id, id, account_id, names)
  select :tenant, (i.value #>> '{created,subject}')::uuid, a.id, a.last_names
  from added a join import_rows i on i.tenant_id = :tenant and i.import_id = :import::uuid and i.account_id = a.id
  returning 1
)
select count(*)::integer as count from known`,
)

/** A role that is named is noted with what it was; a cell that is empty changes nothing. */
export const updateAccounts = statement(
  'import-update-accounts',
  `with before as materialized (
  select a.id, a.role, a.external_id, i.value from import_rows i join accounts a on a.tenant_id = :tenant and a.id = i.account_id
  where i.tenant_id = :tenant and i.import_id = :import::uuid and not i.is_new
  for update of a
),
changed as (
  update accounts a set
    locale = coalesce(b.value ->> 'locale', a.locale),
    role = coalesce(b.value ->> 'role', a.role),
    last_names = a.last_names || case
      when b.value ->> 'displayName' is null then '{}'::jsonb
      else jsonb_build_object('displayName', b.value ->> 'displayName')
    end
  from before b where a.tenant_id = :tenant and a.id = b.id
),
named as (
  update built_in_accounts e set display_name = b.value ->> 'displayName' from before b
  where e.tenant_id = :tenant and e.directory_key = :directory and e.external_id = b.external_id
    and b.value ->> 'displayName' is not null
),
noted as (
  insert into audit_events (tenant_id, id, at, subject, fact)
  select :tenant, gen_random_uuid(), now(), (select s.id from subjects s where s.tenant_id = :tenant and s.account_id = b.id),
    jsonb_build_object('kind', 'role-changed', 'from', b.role, 'to', b.value ->> 'role')
  from before b where b.value ->> 'role' is not null and b.value ->> 'role' is distinct from b.role
)
select count(*)::integer as count from before`,
)

export const noteNewRoles = statement(
  'import-note-roles',
  `insert into audit_events (tenant_id, id, at, subject, fact)
select :tenant, gen_random_uuid(), now(), (select s.id from subjects s where s.tenant_id = :tenant and s.account_id = i.account_id),
  jsonb_build_object('kind', 'role-changed', 'from', null, 'to', i.value ->> 'role')
from ${staged} and i.is_new and i.value ->> 'role' is not null`,
)

export const leaveGroups = statement(
  'import-leave-groups',
  `delete from built_in_memberships m using import_rows i, accounts a
where i.tenant_id = :tenant and i.import_id = :import::uuid and jsonb_typeof(i.value -> 'groups') = 'array'
  and a.tenant_id = :tenant and a.id = i.account_id
  and m.tenant_id = :tenant and m.directory_key = :directory and m.external_id = a.external_id
  and not (i.value -> 'groups') ? m.group_id`,
)

export const joinGroups = statement(
  'import-join-groups',
  `insert into built_in_memberships (tenant_id, directory_key, external_id, group_id)
select :tenant, :directory, a.external_id, g.id
from import_rows i join accounts a on a.tenant_id = :tenant and a.id = i.account_id,
  jsonb_array_elements_text(case jsonb_typeof(i.value -> 'groups') when 'array' then i.value -> 'groups' else '[]' end) as g(id)
where i.tenant_id = :tenant and i.import_id = :import::uuid
on conflict do nothing`,
)

/** What an account has already, proven or not, stays as it is. */
export const addMethods = statement(
  'import-add-methods',
  `with added as (
  insert into methods (tenant_id, id, account_id, kind, source, sealed, masked, address_lookup, added_at)
  select :tenant, m.id, i.account_id, m.kind, 'imported', m.sealed, m.masked, m.address, now()
  from import_rows i, jsonb_to_recordset(i.value -> 'methods') as m(id uuid, kind text, sealed text, masked text, address text)
  where i.tenant_id = :tenant and i.import_id = :import::uuid
    and not exists (
      select from methods o
      where o.tenant_id = :tenant and o.account_id = i.account_id and o.address_lookup = m.address and o.removed_at is null
    )
  returning 1
)
select count(*)::integer as count from added`,
)

/** On more than three accounts an address is nobody's in particular: not trusted before it is proven. */
export const flagShared = statement(
  'import-flag-shared',
  `with touched as materialized (
  select distinct m.address from import_rows i, jsonb_to_recordset(i.value -> 'methods') as m(address text)
  where i.tenant_id = :tenant and i.import_id = :import::uuid
),
counted as materialized (
  select m.address_lookup, count(distinct m.account_id)::integer as accounts
  from touched t join methods m on m.tenant_id = :tenant and m.address_lookup = t.address and m.removed_at is null
  group by m.address_lookup having count(distinct m.account_id) > 3
),
flagged as (
  update methods m set shared = true from counted c
  where m.tenant_id = :tenant and m.address_lookup = c.address_lookup and m.source = 'imported'
)
select min(m.kind) as kind, min(m.masked) as masked, c.accounts
from counted c join methods m on m.tenant_id = :tenant and m.address_lookup = c.address_lookup and m.removed_at is null
group by c.address_lookup, c.accounts order by c.accounts desc`,
)

export const countGlobalAdministrators = statement(
  'import-count-administrators',
  `select count(*)::integer as count from accounts
where tenant_id = :tenant and role = 'global-administrator' and gone_at is null`,
)

export const noteImport = statement(
  'import-note',
  `insert into audit_events (tenant_id, id, at, fact)
select :tenant, f.id, now(), f.fact from jsonb_to_recordset(:facts::jsonb) as f(id uuid, fact jsonb)`,
)

export const forgetRows = statement(
  'import-forget',
  'delete from import_rows where tenant_id = :tenant and import_id = :import::uuid',
)

export const accountsAfter = statement(
  'accounts-after',
  `select ${accountColumns} as account,
  coalesce((select b.password_hash <> :noPassword from built_in_accounts b
    where b.tenant_id = :tenant and b.directory_key = a.directory_key and b.external_id = a.external_id), true) as has_password,
  (${milliseconds('now()')} - ${milliseconds('a.invited_at')})::float8 as invited_ago
from accounts a left join counters c on c.tenant_id = :tenant and c.key = 'account:' || a.id
where a.tenant_id = :tenant and a.gone_at is null and (:last::uuid is null or a.id > :last::uuid)
order by a.id limit :most::integer`,
)
