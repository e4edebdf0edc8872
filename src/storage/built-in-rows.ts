// The entries of the built-in directory, found by name or id.
import type { DirectoryEntry } from '../core/people/account.ts'
import type { TenantId } from '../core/people/identifiers.ts'
import type { BuiltInRow, BuiltInRows } from '../ports/directory.ts'
import type { Database } from './database.ts'
import { builtInEntry } from './read-account.ts'
import { type Statement, statement, type Values } from './statement.ts'

export function createBuiltInRows(db: Database, own: TenantId): BuiltInRows {
  const only = async (tenant: TenantId, wanted: Statement, values: Values): Promise<BuiltInRow | null> => {
    if (tenant !== own) throw new RangeError('these are the rows of another organisation')
    const [row] = await db.run<EntryRow>(wanted, { tenant, ...values })
    return row ? { entry: row.entry, passwordHash: row.password_hash, history: row.password_history } : null
  }
  return {
    byName: (tenant, directory, name) => only(tenant, entryByName, { directory, name: name.canonical }),
    byId: (tenant, directory, id) => only(tenant, entryById, { directory, id }),
  }
}

interface EntryRow {
  readonly entry: DirectoryEntry
  readonly password_hash: string
  readonly password_history: readonly string[]
}

const select = `select ${builtInEntry('a', 'c.value')} as entry, b.password_hash, b.password_history`

const joins = `left join accounts a
  on a.tenant_id = :tenant and a.directory_key = b.directory_key and a.external_id = b.external_id
left join counters c on c.tenant_id = :tenant and c.key = 'account:' || a.id`

const entryByName = statement(
  'built-in-by-name',
  `${select}
from built_in_names n
join built_in_accounts b
  on b.tenant_id = :tenant and b.directory_key = n.directory_key and b.external_id = n.external_id
${joins}
where n.tenant_id = :tenant and n.directory_key = :directory and n.canonical_name = :name`,
)

const entryById = statement(
  'built-in-by-id',
  `${select}
from built_in_accounts b
${joins}
where b.tenant_id = :tenant and b.directory_key = :directory and b.external_id = decode(:id, 'hex')`,
)
