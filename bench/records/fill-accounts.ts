// An organisation of so many accounts, made inside the database: names, methods in every state that decides, a few groups.

import type { RunsStatements } from '../../src/storage/database.ts'
import { statement } from '../../src/storage/statement.ts'
import { builtInDirectory } from './names.ts'
import { withoutIndexes } from './without-indexes.ts'

/** Ids are hashes of numbers, so that whoever measures can name any of them without asking. */
export async function fillAccounts(db: RunsStatements, tenant: string, accounts: number): Promise<void> {
  const tables = ['accounts', 'subjects', 'built_in_accounts', 'built_in_names', 'built_in_memberships', 'methods']
  await withoutIndexes(db, tables, async () => {
    for (const [index, text] of fills.entries()) {
      await db.run(statement(`fill-accounts-${index}`, text), { tenant, accounts, directory: builtInDirectory })
    }
  })
}

const person =
  'generate_series(1, :accounts::integer) n where :tenant::uuid is not null and :directory::text is not null'

/** Three large groups and one of a few. One account in a hundred is frozen, another disabled; half have both methods, three tenths one, of which some are only imported. */
const fills = [
  `insert into built_in_groups (tenant_id, directory_key, id, name)
  select :tenant, :directory, 'group-' || n, 'Group ' || n from generate_series(1, 4) n where :accounts::integer > 0`,
  `insert into accounts (tenant_id, id, directory_key, external_id, last_names, frozen_at)
  select :tenant, md5('account ' || n)::uuid, :directory, decode(md5('account ' || n), 'hex'),
    jsonb_build_object('username', 'user-' || n, 'displayName', 'User ' || n), case when n % 100 = 7 then now() end
  from ${person}`,
  `insert into subjects (tenant_id, id, account_id, names)
  select :tenant, md5('subject ' || n)::uuid, md5('account ' || n)::uuid, jsonb_build_object('username', 'user-' || n)
  from ${person}`,
  `insert into built_in_accounts (tenant_id, directory_key, external_id, username, display_name, password_hash, disabled)
  select :tenant, :directory, decode(md5('account ' || n), 'hex'), 'user-' || n, 'User ' || n, '!', n % 100 = 11 from ${person}`,
  `insert into built_in_names (tenant_id, directory_key, canonical_name, external_id)
  select :tenant, :directory, 'user-' || n, decode(md5('account ' || n), 'hex') from ${person}`,
  `insert into built_in_memberships (tenant_id, directory_key, external_id, group_id)
  select :tenant, :directory, decode(md5('account ' || n), 'hex'), 'group-' || 1 + n % 3 from ${person} and n % 10 < 8`,
  `insert into built_in_memberships (tenant_id, directory_key, external_id, group_id)
  select :tenant, :directory, decode(md5('account ' || n), 'hex'), 'group-4' from ${person} and n % 20000 = 2`,
  `insert into methods (tenant_id, id, account_id, kind, source, proven_at, held_until, sealed, address_lookup)
  select :tenant, md5('email ' || n)::uuid, md5('account ' || n)::uuid, 'email',
    case when n % 10 = 7 then 'imported' else 'self' end, case when n % 10 <> 7 then now() end,
    case when n % 50 = 3 then now() + interval '1 day' end, '', md5('mail ' || n) from ${person} and n % 10 < 8`,
  `insert into methods (tenant_id, id, account_id, kind, source, proven_at, sealed)
  select :tenant, md5('app ' || n)::uuid, md5('account ' || n)::uuid, 'authenticator-app', 'self', now(), '' from ${person} and n % 10 < 5`,
]
