// The statements of the audit log's search and its reports.
import { instantColumn, spanOf, timestampOf } from './instants.ts'
import { noteFact } from './note-fact.ts'
import { type Statement, statement } from './statement.ts'

const columns = `e.id, ${instantColumn('e.at')} as at, (extract(epoch from e.at) * 1000000)::float8 as microseconds, e.fact,
  s.account_id as account, s.names ->> 'username' as username, e.journey_id as journey, e.reference, e.sequence::float8 as sequence`

/** Of each event by itself, as its limit has it: a plan that doesn't know how short a page is reads the names of everybody. */
const named = `left join lateral (
  select o.account_id, o.names from subjects o where o.tenant_id = :tenant and o.id = e.subject limit 1
) s on true`

/**
 * Where the walk begins is one condition of the index, given or not: with a second one for the end of a period PostgreSQL may begin at
 * the newest event and pass over everything since. `untilOf` in audit-search makes one of both.
 */
const before = `(e.at, e.id) < (
    coalesce(timestamptz 'epoch' + :beforeAt::bigint * interval '1 microsecond', 'infinity'),
    coalesce(:beforeId::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
  )`
const within = `e.at >= coalesce(${timestampOf(':from')}, '-infinity')`

const isRefusal = `(e.fact ->> 'kind' = 'not-eligible' or jsonb_typeof(e.fact -> 'refusal') = 'object')`

/** What a search may be narrowed by, beside a period. */
export type Narrowing = 'journey' | 'reference' | 'account' | 'refusals' | 'kinds'

const conditions: Readonly<Record<Narrowing, string>> = {
  journey: 'e.journey_id = :journey::uuid',
  reference: 'e.reference = :reference::text',
  account: 'e.subject = (select o.id from subjects o where o.tenant_id = :tenant and o.account_id = :account::uuid)',
  refusals: isRefusal,
  kinds: `e.fact ->> 'kind' = any(:kinds::text[])`,
}

/**
 * A statement for each set of conditions, with no condition that may be left open: planned once, PostgreSQL takes "is null or" for one
 * that hardly anything fits, and gathers and sorts the whole log rather than walk an index in the order of the answer.
 */
export function searchBy(given: readonly Narrowing[]): Statement {
  const name = ['audit-search', ...given].join('-')
  const known = searches.get(name)
  if (known !== undefined) return known
  const made = statement(name, given.join() === 'kinds' ? byKind : pageOf(given.map((each) => conditions[each])))
  searches.set(name, made)
  return made
}

const searches = new Map<string, Statement>()

const inOrder = 'order by e.at desc, e.id desc'
const walk = (leads: readonly string[]): string =>
  `select e.* from audit_events e where ${['e.tenant_id = :tenant', ...leads, before, within].join(' and ')} ${inOrder}`

const withNames = (page: string, more = ''): string => `select ${columns}${more}
from (${page}) e
${named}
${inOrder}`

const pageOf = (leads: readonly string[]): string => withNames(`${walk(leads)} limit :most::integer`)

/** Each kind walks its own part of the index; the newest of all of them are the answer. */
const byKind = withNames(`
  select e.* from unnest(:kinds::text[]) as wanted(kind)
  cross join lateral (${walk([`e.fact ->> 'kind' = wanted.kind`])} limit :most::integer) e
  ${inOrder} limit :most::integer
`)

const begun = walk([`e.fact ->> 'kind' = 'journey-started'`])

/** And, as the one that is `last`, where it stopped looking; there is none if it looked at all there are. */
export const undecided = statement(
  'audit-undecided',
  withNames(
    `
  (select e.*, false as last from (${begun} limit :looksAt::integer) e
  -- Of each journey alone, as its limit has it: not of everything that was ever decided.
  left join lateral (
    select true as decided from audit_events d
    where d.tenant_id = :tenant and d.journey_id = e.journey_id
      and (d.fact ->> 'kind' = any(:decidedBy::text[]) or ${isRefusal.replaceAll('e.', 'd.')})
    limit 1
  ) d on true
  where d.decided is null ${inOrder} limit :most::integer)
  union all
  (select e.*, true as last from (${begun} offset :looksAt::integer - 1 limit 1) e)
`,
    ', e.last',
  ),
)

export const ofJourneys = statement(
  'audit-of-journeys',
  `select ${columns}
from audit_events e ${named}
where e.tenant_id = :tenant and e.journey_id = any(:journeys::uuid[])
order by e.at, e.id`,
)

export const now = statement('audit-now', `select ${instantColumn('now()')} as now`)

const inPeriod = `e.tenant_id = :tenant and e.fact ->> 'kind' = any(:kinds::text[])
  and e.at >= ${timestampOf(':from')} and e.at < ${timestampOf(':to')}`

export const countKinds = statement(
  'audit-count-kinds',
  `select e.fact ->> 'kind' as kind, e.fact ->> 'method' as method, count(*)::integer as count
from audit_events e where ${inPeriod} group by 1, 2 order by 1, 2`,
)

/**
 * What tells the ends of journeys apart, counted: core judges each combination once. A journey's facts may lie a little behind the
 * period that it began in.
 */
export const countJourneys = statement(
  'audit-count-journeys',
  `select day, kinds, refused, found_changed, over, count(*)::integer as journeys
from (
  select to_char(min(at) at time zone :timeZone::text, 'YYYY-MM-DD') as day,
    array_agg(distinct kind) as kinds,
    bool_or(refused) as refused,
    bool_or(found_changed) as found_changed,
    min(at) <= now() - ${spanOf(':longest')} as over
  from (
    select e.journey_id, e.at, e.fact ->> 'kind' as kind, false as refused,
      e.fact ->> 'kind' = 'password-write-settled' and e.fact ->> 'found' = 'changed' as found_changed
    from audit_events e
    where e.tenant_id = :tenant and e.fact ->> 'kind' = any(:kinds::text[]) and e.at >= ${timestampOf(':from')}
      and e.at < ${timestampOf(':to')} + ${spanOf(':longest')}
    union all
    select e.journey_id, e.at, e.fact ->> 'kind', true, false
    from audit_events e
    where e.tenant_id = :tenant and ${isRefusal} and e.at >= ${timestampOf(':from')}
      and e.at < ${timestampOf(':to')} + ${spanOf(':longest')}
  ) e
  where journey_id is not null
  group by journey_id
  having bool_or(kind = 'journey-started' and at < ${timestampOf(':to')})
) j
group by day, kinds, refused, found_changed, over
order by day`,
)

export const medianReset = statement(
  'audit-median-reset',
  `select (percentile_cont(0.5) within group (order by extract(epoch from r.at - b.at)) * 1000)::float8 as median
from audit_events r
join audit_events b on b.tenant_id = :tenant and b.journey_id = r.journey_id and b.fact ->> 'kind' = 'journey-started'
where r.tenant_id = :tenant and r.fact ->> 'kind' = 'password-reset'
  and r.at >= ${timestampOf(':from')} and r.at < ${timestampOf(':to')}`,
)

/** Of what the outbox still holds: its rows go a day after their message would have died. */
export const deliveries = statement(
  'audit-deliveries',
  `select count(*) filter (where payload is not null)::integer as waiting,
  count(*) filter (where outcome = 'sent')::integer as sent,
  count(*) filter (where outcome in ('refused', 'dead'))::integer as failed
from outbox where tenant_id = :tenant`,
)

export const countActs = statement(
  'count-acts',
  `select count(*)::integer as count from audit_events e
where e.tenant_id = :tenant and e.fact ->> 'kind' = 'account-helped' and e.at > now() - ${spanOf(':span')}
  and e.fact ->> 'act' = :act::text and e.fact ->> 'by' = :by::text`,
)

export const countFrozen = statement(
  'count-frozen',
  'select count(*)::integer as count from accounts where tenant_id = :tenant and frozen_at is not null and gone_at is null',
)

export const chainStanding = statement(
  'chain-standing',
  `select h.sequence::float8 as sealed_through, ${instantColumn('h.sealed_at')} as sealed_at, (
    select count(*)::integer from (
      select from audit_events e where e.tenant_id = :tenant and e.sequence is null limit 100000
    ) w
  ) as waiting,
  c.through::float8 as through, c.hash, c.whole, ${instantColumn('c.checked_at')} as checked_at
from tenants t
left join audit_heads h on h.tenant_id = :tenant
left join audit_checks c on c.tenant_id = :tenant
where t.id = :tenant`,
)

export const keepCheck = statement(
  'keep-chain-check',
  `insert into audit_checks (tenant_id, through, hash, whole, checked_at)
values (:tenant, :through::bigint, :hash::text, :whole::boolean, now())
on conflict (tenant_id) do update set
  through = excluded.through, hash = excluded.hash, whole = excluded.whole, checked_at = excluded.checked_at`,
)

export const noteExport = statement('note-export', noteFact(':by'))
