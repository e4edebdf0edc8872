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
  /** The column of its look-up hash. */
  readonly lookup?: string
}

const columns: Readonly<Record<SealedColumn, Column>> = {
  methods: {
    table: 'methods',
    column: 'sealed',
    key: 'id',
    type: 'uuid',
    owner: 'account_id',
    lookup: 'address_lookup',
  },
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

const staleRows = ({ table, column, key, type, owner, lookup }: Column) =>
  statement(
    `stale-${table}-${column}`,
    `select ${key}::text as key, ${owner}::text as owner, ${column} as sealed, ${lookup ?? 'null'} as lookup from ${table}
where tenant_id = :tenant and ${key} > :after::${type} and (
  not starts_with(${column}, 'v1.' || :written || '.')${lookup === undefined ? '' : ` or not starts_with(${lookup}, :written || ':')`}
)
order by ${key} limit :most`,
  )

/** A row that a step holds is left for the next pass: nobody waits for the other, so nobody can wait in a circle. */
const exchangeRows = ({ table, column, key, type, lookup }: Column) =>
  statement(
    `exchange-${table}-${column}`,
    `with wanted as (
  select n.key::${type} as key, n.old, n.new, n.lookup
  from jsonb_to_recordset(:rows::jsonb) as n(key text, old text, new text, lookup text)
),
held as (
  select t.${key} as key, w.new, w.lookup from ${table} t join wanted w on t.${key} = w.key and t.${column} = w.old
  where t.tenant_id = :tenant for no key update of t skip locked
)
update ${table} t set ${column} = h.new${lookup === undefined ? '' : `, ${lookup} = h.lookup`} from held h where t.tenant_id = :tenant and t.${key} = h.key returning 1`,
  )

const statements = new Map(
  sealedColumns.map((name) => [name, { stale: staleRows(columns[name]), exchange: exchangeRows(columns[name]) }]),
)

const tenantIds = statement('resealed-tenants', 'select id from tenants order by id')

/** A row counts once for each key: what is hashed is found by the key's id before the colon. */
const neededKeys = [
  ...sealedColumns.map(
    (name) => `select split_part(${columns[name].column}, '.', 2) as id from ${columns[name].table}`,
  ),
  `select split_part(state #>> '{errand,pending,sealed}', '.', 2) from sessions`,
  `select split_part(address_lookup, ':', 1) from methods
  where split_part(address_lookup, ':', 1) <> split_part(sealed, '.', 2)`,
  // No limit of mails looks back further than a day. A row that nobody touched since keeps older ones.
  `select split_part(m ->> 'address', ':', 1) from counters c, jsonb_array_elements(c.value -> 'sends') m
  where c.touched_at > now() - interval '1 day'
    and (m ->> 'at')::float8 > extract(epoch from now() - interval '1 day') * 1000
  group by c.tenant_id, c.key, split_part(m ->> 'address', ':', 1)`,
  `select split_part(key, ':', 2) from counters where key like 'name:%' and touched_at > now() - interval '1 day'`,
  `select split_part(fingerprint, ':', 1) from api_answers
  where asked_at > now() - interval '1 day' and split_part(fingerprint, ':', 1) is distinct from split_part(sealed, '.', 2)`,
  // What is open is bound to the address that its code went to, and to those that were proven.
  `select h.id from journeys j, lateral (
    select distinct (regexp_matches(j.state::text, '"([a-z0-9-]{1,16}):[A-Za-z0-9_-]{43}"', 'g'))[1] as id
  ) h where not j.ended and j.started_at > now() - interval '1 day'`,
]

const countByKey = statement(
  'values-by-key',
  `select id, count(*)::integer as count from (
  ${neededKeys.join('\n  union all ')}
) s where id <> '' group by 1`,
)

export function createReseals(db: Database): Reseals {
  const of = (column: SealedColumn) => statements.get(column) ?? missing()
  return {
    tenants: async () => (await db.run<{ readonly id: string }>(tenantIds)).map(({ id }) => tenantId(id)),
    stale: (tenant: TenantId, column, written, after, most) =>
      db.run<SealedRow>(of(column).stale, { tenant, written, after: after ?? first[columns[column].type], most }),
    exchange: async (tenant, column, rows) => {
      const exchanged = rows.map(({ key, sealed, to, toLookup }) => ({ key, old: sealed, new: to, lookup: toLookup }))
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
