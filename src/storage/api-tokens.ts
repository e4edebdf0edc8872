// The tokens that programs call with: found by their hash alone, and never newer than the last restored backup.

import type { TenantId } from '../core/people/identifiers.ts'
import { permissions as known, type Permission } from '../core/people/permissions.ts'
import type { ApiToken, KeepsApiTokens } from '../ports/api-access.ts'
import type { LoadedAccount } from '../ports/journeys.ts'
import type { Database } from './database.ts'
import { instantColumn, readInstant, spanOf } from './instants.ts'
import { noteFact } from './note-fact.ts'
import { accountColumns } from './read-account.ts'
import { statement } from './statement.ts'

export function createApiTokens(db: Database, tenant: TenantId): KeepsApiTokens {
  return {
    list: async () => (await db.run<TokenRow>(listTokens, { tenant })).map(apiToken),
    async make({ id, name, permissions, hash, by, span }, { id: factId, fact }) {
      const [row] = await db.run<TokenRow>(makeToken, {
        tenant,
        id,
        name,
        permissions,
        hash,
        by,
        span,
        factId,
        fact: JSON.stringify(fact),
      })
      if (row === undefined) throw new Error('a token was not kept')
      return apiToken(row)
    },
    end: async (id, by, { id: factId, fact }) =>
      (await db.run(endToken, { tenant, id, by, factId, fact: JSON.stringify(fact) })).length > 0,
    async use(hash) {
      const [row] = await db.run<TokenRow & { readonly account: LoadedAccount }>(useToken, { tenant, hash })
      return row === undefined ? null : { token: apiToken(row), maker: row.account }
    },
  }
}

interface TokenRow {
  readonly id: string
  readonly name: string
  readonly permissions: readonly string[]
  readonly made_at: number
  readonly made_by: string | null
  readonly expires_at: number
  readonly used_at: number | null
}

const apiToken = (row: TokenRow): ApiToken => ({
  id: row.id,
  name: row.name,
  permissions: row.permissions.filter((each): each is Permission => known.some((one) => one === each)),
  madeAt: readInstant(row.made_at),
  madeBy: row.made_by,
  expiresAt: readInstant(row.expires_at),
  usedAt: row.used_at === null ? null : readInstant(row.used_at),
})

const columns = `t.id, t.name, t.permissions, ${instantColumn('t.made_at')} as made_at, ${instantColumn('t.expires_at')} as expires_at,
  ${instantColumn('t.used_at')} as used_at,
  (select m.last_names ->> 'username' from accounts m where m.tenant_id = :tenant and m.id = t.made_by) as made_by`

const listTokens = statement(
  'list-api-tokens',
  `select ${columns} from api_tokens t where t.tenant_id = :tenant order by t.made_at desc, t.id`,
)

const makeToken = statement(
  'make-api-token',
  `with t as (
  insert into api_tokens (tenant_id, id, hash, name, permissions, made_by, expires_at, epoch)
  select :tenant, :id::uuid, :hash::text, :name::text, :permissions::text[], :by::uuid, now() + ${spanOf(':span')}, i.epoch
  from installation i where i.one
  returning *
),
noted as (${noteFact(':by', 't')}
)
select ${columns} from t`,
)

const endToken = statement(
  'end-api-token',
  `with ended as (
  delete from api_tokens where tenant_id = :tenant and id = :id::uuid returning 1
),
noted as (${noteFact(':by', 'ended')}
)
select 1 from ended`,
)

const useToken = statement(
  'use-api-token',
  `with used as (
  update api_tokens set used_at = now()
  where tenant_id = :tenant and hash = :hash::text and (used_at is null or used_at < now() - interval '1 minute')
    and expires_at > now()
)
select ${columns}, ${accountColumns} as account
from api_tokens t
join installation i on i.one and i.epoch = t.epoch
join accounts a on a.tenant_id = :tenant and a.id = t.made_by and a.gone_at is null
left join counters c on c.tenant_id = :tenant and c.key = 'account:' || a.id
where t.tenant_id = :tenant and t.hash = :hash::text and t.expires_at > now()`,
)
