// What administrators decided, every version of it. Only the newest one counts.
import type { TenantId } from '../core/people/identifiers.ts'
import { completePolicy, type Policy } from '../core/policy/policy.ts'
import type { KeepsPolicies, SavedPolicy } from '../ports/policies.ts'
import { postMessages } from './account-write.ts'
import type { Database } from './database.ts'
import { instantColumn, readInstant } from './instants.ts'
import { movedOrLost } from './moved-or-lost.ts'
import { statement } from './statement.ts'
import { unknownTenant } from './tenants.ts'

export function createPolicies(db: Database, tenant: TenantId): KeepsPolicies {
  return {
    async current() {
      const [row] = await db.run<{ readonly version: number; readonly value: Policy }>(currentPolicy, { tenant })
      if (row === undefined) throw unknownTenant(tenant)
      return completePolicy({ ...row.value, version: row.version })
    },
    async read(version) {
      const [row] = await db.run<PolicyRow>(onePolicy, { tenant, version: version ?? null })
      return row === undefined ? null : savedPolicy(row)
    },
    versions: async (before, most) =>
      (await db.run<PolicyRow>(policyVersions, { tenant, before, most })).map(savedPolicy),
    save: (policy, from, { id, fact, reference }, by = { account: null, note: null }, messages = []) =>
      movedOrLost(db, savePolicy, {
        tenant,
        value: JSON.stringify(policy),
        from,
        by: by.account,
        note: by.note,
        factId: id,
        fact: JSON.stringify(fact),
        reference: reference ?? null,
        outbox: JSON.stringify(messages),
      }),
  }
}

interface PolicyRow {
  readonly version: number
  readonly value: Policy
  readonly saved_at: number
  readonly saved_by: string | null
  readonly note: string | null
}

const savedPolicy = ({ version, value, saved_at, saved_by, note }: PolicyRow): SavedPolicy => ({
  policy: completePolicy({ ...value, version }),
  savedAt: readInstant(saved_at),
  savedBy: saved_by,
  note,
})

const columns = `p.version, p.value, ${instantColumn('p.saved_at')} as saved_at, p.note,
  (select a.last_names ->> 'username' from accounts a where a.tenant_id = :tenant and a.id = p.saved_by) as saved_by`

const currentPolicy = statement(
  'current-policy',
  'select version, value from policies where tenant_id = :tenant order by version desc limit 1',
)

const onePolicy = statement(
  'one-policy',
  `select ${columns} from policies p
where p.tenant_id = :tenant and (:version::integer is null or p.version = :version::integer)
order by p.version desc limit 1`,
)

const policyVersions = statement(
  'policy-versions',
  `select ${columns} from policies p
where p.tenant_id = :tenant and (:before::integer is null or p.version < :before::integer)
order by p.version desc limit :most::integer`,
)

const savePolicy = statement(
  'save-policy',
  `with saved as (
  insert into policies (tenant_id, version, value, saved_by, note)
  select :tenant, :from::integer + 1, :value::jsonb, :by::uuid, :note::text
  where :from::integer = (select max(version) from policies where tenant_id = :tenant)
  on conflict do nothing
  returning 1
),
noted as (
  insert into audit_events (tenant_id, id, at, subject, reference, fact)
  select :tenant, :factId::uuid, now(),
    (select s.id from subjects s where s.tenant_id = :tenant and s.account_id = :by::uuid), :reference::text, :fact::jsonb
  from saved
),
posted as (${postMessages('saved')}
)
select 1 from saved`,
)
