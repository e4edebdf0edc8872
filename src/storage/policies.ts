// What administrators decided, every version of it. Only the newest one counts.
import type { TenantId } from '../core/people/identifiers.ts'
import { completePolicy, type Policy } from '../core/policy/policy.ts'
import type { RecordedFact } from '../ports/journeys.ts'
import type { Database } from './database.ts'
import { movedOrLost } from './moved-or-lost.ts'
import { statement } from './statement.ts'
import { unknownTenant } from './tenants.ts'

export interface Policies {
  current(): Promise<Policy>
  /** Becomes version `from` + 1, on record with `fact`; `lost` if `from` is no longer the current version. */
  save(policy: Policy, from: number, fact: Pick<RecordedFact, 'id' | 'fact'>): Promise<'moved' | 'lost'>
}

export function createPolicies(db: Database, tenant: TenantId): Policies {
  return {
    async current() {
      const [row] = await db.run<{ readonly version: number; readonly value: Policy }>(currentPolicy, { tenant })
      if (row === undefined) throw unknownTenant(tenant)
      return completePolicy({ ...row.value, version: row.version })
    },
    save: (policy, from, { id, fact }) =>
      movedOrLost(db, savePolicy, {
        tenant,
        value: JSON.stringify(policy),
        from,
        factId: id,
        fact: JSON.stringify(fact),
      }),
  }
}

const currentPolicy = statement(
  'current-policy',
  'select version, value from policies where tenant_id = :tenant order by version desc limit 1',
)

const savePolicy = statement(
  'save-policy',
  `with saved as (
  insert into policies (tenant_id, version, value)
  select :tenant, :from::integer + 1, :value::jsonb
  where :from::integer = (select max(version) from policies where tenant_id = :tenant)
  on conflict do nothing
  returning 1
),
noted as (
  insert into audit_events (tenant_id, id, at, fact) select :tenant, :factId::uuid, now(), :fact::jsonb from saved
)
select 1 from saved`,
)
