// Roles of one organisation's accounts: who holds one, and taking it away, but never from the last global administrator who could
// give it back.
import type { TenantId } from '../core/people/identifiers.ts'
import type { GlobalAdministrators, KeepsRoles, RoleHolder } from '../ports/roles.ts'
import { couldSignIn, withEntry } from './could-sign-in.ts'
import type { Database } from './database.ts'
import { noteFact } from './note-fact.ts'
import { statement } from './statement.ts'

export function createRoles(db: Database, tenant: TenantId): KeepsRoles {
  return {
    list: () => db.run<RoleHolder>(listRoles, { tenant }),
    async countGlobal() {
      const [row] = await db.run<GlobalAdministrators>(countGlobal, { tenant })
      if (row === undefined) throw new Error('a count has one row')
      return row
    },
    async takeAway(account, { id, fact }) {
      const values = { tenant, account, factId: id, fact: JSON.stringify(fact) }
      const [row] = await db.run<{ readonly outcome: 'taken' | 'last' | 'none' }>(takeRoleAway, values)
      return row?.outcome ?? 'none'
    },
  }
}

const listRoles = statement(
  'list-roles',
  `select a.id as account, a.last_names ->> 'username' as username, a.last_names ->> 'displayName' as "displayName", a.role
from accounts a where a.tenant_id = :tenant and a.role is not null and a.gone_at is null
order by a.role, a.last_names ->> 'username'`,
)

const countGlobal = statement(
  'count-global-administrators',
  `select count(*)::integer as holders, (count(*) filter (where ${couldSignIn}))::integer as able
from accounts a
  ${withEntry}
where a.tenant_id = :tenant and a.role = 'global-administrator' and a.gone_at is null`,
)

/**
 * Every global administrator is locked, in one order, before anybody is counted: of two that lose the role at once the second
 * waits, and then counts without the first.
 */
const takeRoleAway = statement(
  'take-role-away',
  `with locked as materialized (
  select a.id, a.role, ${couldSignIn} as usable
  from accounts a
  ${withEntry}
  where a.tenant_id = :tenant and a.gone_at is null and (a.role = 'global-administrator' or a.id = :account::uuid)
  order by a.id for update of a
),
verdict as materialized (
  select case
    when not exists (select from locked where id = :account::uuid and role is not null) then 'none'
    when exists (select from locked where id = :account::uuid and role = 'global-administrator')
      and not exists (select from locked where id <> :account::uuid and role = 'global-administrator' and usable) then 'last'
    else 'taken'
  end as outcome
),
taken as (
  update accounts a set role = null from verdict v
  where v.outcome = 'taken' and a.tenant_id = :tenant and a.id = :account::uuid
),
noted as (${noteFact(':account', "verdict where outcome = 'taken'")}
)
select outcome from verdict`,
)
