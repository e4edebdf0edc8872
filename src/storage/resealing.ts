// Sealed columns, read and exchanged in small batches by compare-and-swap, beside servers that go on writing them.
import { type TenantId, tenantId } from '../core/people/identifiers.ts'
import { type Reseals, type SealedColumn, type SealedRow, sealedColumns } from '../ports/resealing.ts'
import type { Database } from './database.ts'
import { statement } from './statement.ts'

interface Column {
  readonly table: string
  readonly column: string
  /** What the row is found by within its tenant, and its type. */
  readonly key: string
  readonly type: 'uuid' | 'text'
  readonly owner: string
}

const columns: Readonly<Record<SealedColumn, Column>> = {
  methods: { table: 'methods', column: 'sealed', key: 'id', type: 'uuid', owner: 'account_id' },
  'method-names': { table: 'methods', column: 'name', key: 'id', type: 'uuid', owner: 'account_id' },
  'contact-mails': { table: 'accounts', column: 'contact_mail', key: 'id', type: 'uuid', owner: 'id' },
  'typed-names': { table: 'journeys', column: 'name', key: 'id', type: 'uuid', owner: 'id' },
  'journey-origins': { table: 'journeys', column: 'origin', key: 'id', type: 'uuid', owner: 'id' },
  'session-origins': { table: 'sessions', column: 'origin', key: 'hash', type: 'text', owner: 'account_id' },
  'not-me-links': { table: 'not_me_links', column: 'about', key: 'hash', type: 'text', owner: 'account_id' },
  'api-answers': { table: 'api_answers', column: 'sealed', key: 'id', type: 'uuid', owner: 'caller' },
  messages: { table: 'outbox', column: 'payload', key: 'id', type: 'uuid', owner: 'id' },
}

const first = { uuid: '00000000-0000-0000-0000-000000000000', text: '' }

const staleRows = ({ table, column, key, type, owner }: Column) =>
  statement(
    `stale-${table}-${column}`,
    `select ${key}::text as key, ${owner}::text as owner, ${column} as sealed from ${table}
where tenant_id = :tenant and ${key} > :after::${type} and not starts_with(${column}, 'v1.' || :written || '.')
order by ${key} limit :most`,
  )

/** A row that a step holds is left for the next pass: nobody waits for the other, so nobody can wait in a circle. */
const exchangeRows = ({ table, column, key, type }: Column) =>
  statement(
    `exchange-${table}-${column}`,
    `with wanted as (
  select n.key::${type} as key, n.old, n.new from jsonb_to_recordset(:rows::jsonb) as n(key text, old text, new text)
),
held as (
  select t.${key} as key, w.new from ${table} t join wanted w on t.${key} = w.key and t.${column} = w.old
  where t.tenant_id = :tenant for no key update of t skip locked
)
update ${table} t set ${column} = h.new from held h where t.tenant_id = :tenant and t.${key} = h.key returning 1`,
  )

const statements = new Map(
  sealedColumns.map((name) => [name, { stale: staleRows(columns[name]), exchange: exchangeRows(columns[name]) }]),
)

const tenantIds = statement('resealed-tenants', 'select id from tenants order by id')

const countByKey = statement(
  'sealed-by-key',
  `select split_part(sealed, '.', 2) as id, count(*)::integer as count from (
  ${sealedColumns.map((name) => `select ${columns[name].column} as sealed from ${columns[name].table}`).join('\n  union all ')}
  union all select state #>> '{errand,pending,sealed}' from sessions
) s where sealed is not null group by 1`,
)

export function createReseals(db: Database): Reseals {
  const of = (column: SealedColumn) => statements.get(column) ?? missing()
  return {
    tenants: async () => (await db.run<{ readonly id: string }>(tenantIds)).map(({ id }) => tenantId(id)),
    stale: (tenant: TenantId, column, written, after, most) =>
      db.run<SealedRow>(of(column).stale, { tenant, written, after: after ?? first[columns[column].type], most }),
    exchange: async (tenant, column, rows) => {
      const exchanged = rows.map(({ key, sealed, to }) => ({ key, old: sealed, new: to }))
      return (await db.run(of(column).exchange, { tenant, rows: JSON.stringify(exchanged) })).length
    },
    count: async () => {
      const rows = await db.run<{ readonly id: string; readonly count: number }>(countByKey)
      return new Map(rows.map(({ id, count }) => [id, count]))
    },
  }
}

function missing(): never {
  throw new Error('a sealed column has no statements')
}
