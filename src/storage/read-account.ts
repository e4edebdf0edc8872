// What a step reads of an account, its history and its networks: SQL shared by the loads, and the way to core's values.
import type { DirectoryEntry } from '../core/people/account.ts'
import type { TokenHash } from '../core/people/identifiers.ts'
import { completePolicy, type Policy } from '../core/policy/policy.ts'
import { type Counters, emptyCounters } from '../core/throttle/counters.ts'
import { bucketSpan, everywhere, type NetworkKeys, shards, type Tally } from '../core/throttle/networks.ts'
import { days } from '../core/time.ts'
import type { Buckets, Candidate, LoadedAccount, LoadedCounters } from '../ports/journeys.ts'
import { milliseconds } from './instants.ts'
import type { Values } from './statement.ts'

/**
 * An entry of the built-in directory `b` as JSON. `counters` is an expression for the value of its account's counters:
 * the sign-in throttle is kept there. Groups are followed outwards; `union` drops what was seen, so cycles end.
 */
export const builtInEntry = (account: string, counters: string): string => `jsonb_build_object(
    'directory', b.directory_key,
    'externalId', encode(b.external_id, 'hex'),
    'source', 'cloud-only',
    'username', b.username,
    'displayName', b.display_name,
    'groups', (
      with recursive member_of(group_id) as (
        select m.group_id from built_in_memberships m
        where m.tenant_id = :tenant and m.directory_key = b.directory_key and m.external_id = b.external_id
        union
        select n.outer_group_id from member_of i
        join built_in_nested_groups n
          on n.tenant_id = :tenant and n.directory_key = b.directory_key and n.inner_group_id = i.group_id
      )
      select coalesce(jsonb_agg(group_id order by group_id), '[]') from member_of
    ),
    'role', ${account}.role,
    'disabled', b.disabled,
    'lockedByAdministrator', b.locked_by_administrator,
    'lockedUntil', ${counters} #> '{signIns,strangers,lockedUntil}',
    'mustChangePassword', b.must_change_password,
    'passwordChangedAt', ${milliseconds('b.password_changed_at')},
    'passwordExpiresAt', ${milliseconds('b.password_expires_at')}
  )`

/** An account `a` with its methods and, where it is built in, its entry; `c` is the row of its counters. */
export const accountColumns = `jsonb_build_object(
    'id', a.id,
    'directory', a.directory_key,
    'externalId', encode(a.external_id, 'hex'),
    'contactMail', a.contact_mail,
    'locale', a.locale,
    'timeZone', a.time_zone,
    'frozenAt', ${milliseconds('a.frozen_at')},
    'registration', jsonb_build_object(
      'confirmedAt', ${milliseconds('a.methods_confirmed_at')},
      'skips', a.registration_skips,
      'askedAt', ${milliseconds('a.registration_asked_at')},
      'defaultMethod', a.default_method
    ),
    'methods', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', m.id,
        'kind', m.kind,
        'source', m.source,
        'provenAt', ${milliseconds('m.proven_at')},
        'heldUntil', ${milliseconds('m.held_until')},
        'sealed', m.sealed,
        'masked', m.masked,
        'address', m.address_lookup,
        'lastStep', m.last_step,
        'name', m.name,
        'addedAt', ${milliseconds('m.added_at')},
        'shared', m.shared
      ) order by m.id), '[]')
      from methods m where m.tenant_id = :tenant and m.account_id = a.id and m.removed_at is null
    ),
    'entry', (
      select ${builtInEntry('a', 'c.value')}
      from built_in_accounts b
      where b.tenant_id = :tenant and b.directory_key = a.directory_key and b.external_id = a.external_id
    )
  )`

/**
 * Columns and joins that every load has in common. `from` brings the row it starts at; `account` says which account `a`
 * is meant by it, `key` which counters where there is no account; `with-older-buckets`: those of older keys where there are none.
 */
export const commonLoad = (
  columns: string,
  from: string,
  account: string,
  key: string,
  counters: 'alone' | 'with-older-buckets' = 'alone',
): string => `
select
  ${milliseconds('now()')}::float8 as now,
  p.value as policy,
  p.version as policy_version,
  t.enabled_accounts,
  ${columns},
  case when a.id is not null then ${accountColumns} end as account,
  k.key as counters_key,
  c.version as counters_version,
  ${counters === 'alone' ? 'c.value' : `coalesce(c.value, case when a.id is null then ${olderBucket} end)`} as counters,
  exists (
    select from known_browsers n
    where n.tenant_id = :tenant and n.account_id = a.id and n.hash = :browser::text and n.expires_at > now()
  ) as known_browser,
  (
    select coalesce(jsonb_agg(jsonb_build_object(
      'place', n.place, 'bucket', n.bucket, 'starts', n.starts, 'failures', n.failures, 'lastAt', n.last_at
    )), '[]')
    from (
      select place, bucket, starts, failures, ${milliseconds('last_at')} as last_at
      from network_tallies
      where tenant_id = :tenant and place in (:address::text, :network::text)
        and bucket >= ${bucketBefore(String(days(1)))}
      union all
      -- The organisation's shards are added up here, and only as far back as its alarm looks.
      select '*', bucket, 0, sum(failures)::integer, null
      from network_tallies
      where tenant_id = :tenant and place in (${everyShard()})
        and bucket >= ${bucketBefore(`(p.value #>> '{limits,attackFailures,span}')::float8`)}
      group by bucket
    ) n
  ) as tallies
from tenants t
join lateral (select version, value from policies where tenant_id = :tenant order by version desc limit 1) p on true
${from}
left join accounts a on a.tenant_id = :tenant and ${account}
cross join lateral (select coalesce('account:' || a.id, ${key}) as key) k
left join counters c on c.tenant_id = :tenant and c.key = k.key
where t.id = :tenant`

export interface CommonRow {
  readonly now: number
  readonly policy: Policy
  readonly policy_version: number
  readonly enabled_accounts: number
  readonly account: (Omit<LoadedAccount, 'entry'> & { readonly entry: DirectoryEntry | null }) | null
  readonly counters_key: string | null
  readonly counters_version: number | null
  readonly counters: Counters | null
  readonly known_browser: boolean
  readonly tallies: readonly Tally[]
}

export const commonValues = (browser: TokenHash | null, network: NetworkKeys | null): Values => ({
  browser,
  address: network?.address ?? null,
  network: network?.network ?? null,
})

export const candidateValues = (candidate: Candidate | null): Values => ({
  candidateDirectory: candidate?.directory ?? null,
  candidateId: candidate?.externalId ?? null,
})

export const bucketKey = "'name:' || :bucket::text"

export const bucketValues = ([bucket, ...older]: Buckets): Values => ({ bucket, olderBuckets: older })

/** Of another key than the one under which it will be written: the version of that row is nobody's yet. */
const olderBucket = `(
    select o.value from unnest(:olderBuckets::text[]) with ordinality as b(hash, place)
    join counters o on o.tenant_id = :tenant and o.key = 'name:' || b.hash
    order by b.place limit 1
  )`

/** SQL that finds the account a name was found to be. */
export const accountOfCandidate =
  "a.directory_key = :candidateDirectory::text and a.external_id = decode(:candidateId::text, 'hex')"

export const readPolicy = (row: CommonRow): Policy => completePolicy({ ...row.policy, version: row.policy_version })

/** No row yet is a history in which nothing happened; no key is a subject nobody knows yet. */
export function readCounters(row: CommonRow): LoadedCounters | null {
  if (row.counters_key === null) return null
  return { key: row.counters_key, version: row.counters_version ?? 0, value: { ...emptyCounters, ...row.counters } }
}

function bucketBefore(span: string): string {
  return `floor((extract(epoch from now()) * 1000 - ${span}) / ${bucketSpan})::integer`
}

function everyShard(): string {
  return Array.from({ length: shards }, (_, shard) => `'${everywhere(shard)}'`).join(', ')
}
