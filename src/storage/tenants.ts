// The organisations of this installation. Requests find theirs by host in memory; the table is read when told to.
import { type TenantId, tenantId } from '../core/people/identifiers.ts'
import type { Policy } from '../core/policy/policy.ts'
import type { Organisation } from '../ports/organisations.ts'
import type { Database } from './database.ts'
import { statement } from './statement.ts'

export interface Tenants {
  /** `exists`: that id is there already and stays as it is. `host-taken`: another organisation answers to one of the hosts. */
  create(organisation: Organisation, policy: Policy): Promise<'created' | 'exists' | 'host-taken'>
  list(): Promise<readonly Organisation[]>
  /** By exact host, as of the last `refresh`. */
  byHost(host: string): Organisation | null
  refresh(): Promise<void>
}

export function createTenants(db: Database): Tenants {
  let hosts: ReadonlyMap<string, Organisation> = new Map()
  const list = async () => (await db.run<TenantRow>(listTenants)).map(readTenant)
  const refresh = async () => {
    const organisations = await list()
    hosts = new Map(organisations.flatMap((each) => each.hosts.map((host) => [host, each] as const)))
  }
  return {
    list,
    refresh,
    byHost: (host) => hosts.get(host) ?? null,
    async create({ id, name, hosts, ...settings }, policy) {
      const values = { id, name, hosts, settings: JSON.stringify(settings), policy: JSON.stringify(policy) }
      const outcome = await db.transaction(async ({ run }) => {
        await run(createAlone)
        const [row] = await run<{ readonly outcome: 'created' | 'exists' | 'host-taken' }>(createTenant, values)
        return row?.outcome ?? 'exists'
      })
      await refresh()
      return outcome
    },
  }
}

interface TenantRow {
  readonly id: string
  readonly name: string
  readonly hosts: readonly string[]
  readonly settings: Omit<Organisation, 'id' | 'name' | 'hosts'>
}

const readTenant = ({ id, name, hosts, settings }: TenantRow): Organisation => ({
  ...settings,
  id: tenantId(id),
  name,
  hosts,
})

export const unknownTenant = (tenant: TenantId): Error => new Error(`no organisation has the id ${tenant}`)

const listTenants = statement('list-tenants', 'select id, name, hosts, settings from tenants order by name, id')

/** Held before the next statement looks, so that two organisations never take one host at the same time. */
const createAlone = statement('create-tenant-alone', 'select 1 from installation for update')

const createTenant = statement(
  'create-tenant',
  `with verdict as materialized (
  select case
    when exists (select from tenants where id = :id) then 'exists'
    when exists (select from tenants where hosts && :hosts::text[]) then 'host-taken'
    else 'created'
  end as outcome
),
tenant as (
  insert into tenants (id, name, hosts, settings)
  select :id, :name, :hosts::text[], :settings::jsonb from verdict where outcome = 'created'
),
policy as (
  insert into policies (tenant_id, version, value) select :id, 1, :policy::jsonb from verdict where outcome = 'created'
)
select outcome from verdict`,
)
