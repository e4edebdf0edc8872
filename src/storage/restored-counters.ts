// After a restore whose counters are lost: for every account that has something to be guessed, the floor that core says.

import { completePolicy, type Policy } from '../core/policy/policy.ts'
import { emptyCounters } from '../core/throttle/counters.ts'
import { restoredFloor } from '../core/throttle/restored-floor.ts'
import type { RunsStatements } from './database.ts'
import { statement } from './statement.ts'

export async function raiseToFloor({ run }: Pick<RunsStatements, 'run'>): Promise<void> {
  for (const { tenant, policy } of await run<{ readonly tenant: string; readonly policy: Policy }>(policies)) {
    const floor = restoredFloor(completePolicy(policy).limits)
    await run(raise, { tenant, ...floor, empty: JSON.stringify(emptyCounters) })
  }
}

const policies = statement(
  'restored-policies',
  `select t.id as tenant, p.value as policy from tenants t
join lateral (select value from policies where tenant_id = t.id order by version desc limit 1) p on true order by t.id`,
)

/** A row that a step moved meanwhile, which none should, keeps what that step counted. */
const raise = statement(
  'raise-to-floor',
  `with guessed as (
  select 'account:' || account_id as key, array_agg(distinct kind) as kinds
  from methods where tenant_id = :tenant and removed_at is null group by account_id
),
before as (
  select g.key, g.kinds, coalesce(c.version, 0) as version, coalesce(c.value, :empty::jsonb) as value,
    coalesce(c.value #> '{failures,strangers}', '[]') as failures, floor(extract(epoch from now()) * 1000)::bigint as now
  from guessed g left join counters c on c.tenant_id = :tenant and c.key = g.key
)
insert into counters as c (tenant_id, key, version, value, touched_at)
select :tenant, b.key, b.version + 1, b.value || jsonb_build_object(
    'failures', coalesce(b.value -> 'failures', '{}') || jsonb_build_object('strangers', f.strangers),
    'streaks', coalesce(b.value -> 'streaks', '{}') || s.streaks
  ), now()
from before b,
lateral (
  select coalesce(jsonb_agg(at order by at), '[]') as strangers from (
    select at::numeric from jsonb_array_elements_text(b.failures) as at
    union all
    select b.now - :age::bigint from generate_series(1, :failures::integer - (
      select count(*)::integer from jsonb_array_elements_text(b.failures) as at where at::numeric > b.now - :span::bigint
    ))
  ) as each(at)
) f,
lateral (
  select jsonb_object_agg(kind, jsonb_build_object(
    'known', coalesce((b.value #>> array['streaks', kind, 'known'])::integer, 0),
    'strangers', greatest(coalesce((b.value #>> array['streaks', kind, 'strangers'])::integer, 0), :streak::integer)
  )) as streaks
  from unnest(b.kinds) as kind
) s
on conflict (tenant_id, key) do update set version = excluded.version, value = excluded.value, touched_at = now()
  where c.version = excluded.version - 1`,
)
