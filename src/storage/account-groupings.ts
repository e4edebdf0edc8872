// Everybody, in groups that decide alike: the facts a policy looks at, counted in the database, so that core judges each
// combination once however many accounts share it.
import type { AccountFacts, RegisteredMethod } from '../core/people/account.ts'
import {
  accountId,
  directoryKey,
  externalId,
  type GroupId,
  lookupHash,
  type MethodKind,
  methodId,
  methodKind,
  sealedText,
  type TenantId,
} from '../core/people/identifiers.ts'
import { roles } from '../core/people/roles.ts'
import type { Alike } from '../core/policy/impact.ts'
import { type Instant, instantFrom } from '../core/time.ts'
import type { CountsAccounts, NamedAccount } from '../ports/policies.ts'
import type { Database } from './database.ts'
import { statement } from './statement.ts'

/** For each statement: it reads everybody, and whoever asked sees that it takes a while. */
const patience = 120_000

/** Of a group: whose names are shown. */
const mostMembers = 50

export function createAccountGroupings(db: Database, tenant: TenantId): CountsAccounts {
  return {
    async alike(groups) {
      const rows = await db.transaction(({ run }) => run<GroupRow>(groupEverybody, { tenant, groups }), patience)
      return rows.map(
        (row): Alike => ({
          key: row.key,
          account: standIn(row.key, groups),
          accounts: row.accounts,
          underWay: row.under_way,
          members: row.members.map(accountId),
        }),
      )
    },
    named: (accounts, most) => db.run<NamedAccount>(nameAccounts, { tenant, accounts, most }),
    async byKind() {
      const rows = await db.run<{ readonly kind: string; readonly accounts: number }>(countByKind, { tenant })
      return rows.map(({ kind, accounts }): { kind: MethodKind; accounts: number } => ({
        kind: methodKind(kind),
        accounts,
      }))
    },
  }
}

interface GroupRow {
  readonly key: string
  readonly accounts: number
  readonly under_way: number
  readonly members: readonly string[]
}

const place = 'array_position(:groups::text[], i.root)'
const present = 'm.tenant_id = :tenant and m.removed_at is null'
const method = `((m.kind || '.' || m.source
  || case when m.proven_at is null then '.known' else '.proven' end
  || case when m.held_until > now() then '.held' else '.free' end
  || case when m.shared then '.shared' else '.own' end) collate "C")`

/**
 * What tells accounts apart, as text: directory / role / flags / places in `:groups` / methods. Every part is a word of ours or
 * a number. An address is part of it only where an account has one twice, since only then does it decide anything.
 */
const parted = `with recursive inside(root, directory_key, group_id) as (
  select g.id, g.directory_key, g.id from built_in_groups g where g.tenant_id = :tenant and g.id = any(:groups::text[])
  union
  select i.root, i.directory_key, n.inner_group_id
  from inside i join built_in_nested_groups n
    on n.tenant_id = :tenant and n.directory_key = i.directory_key and n.outer_group_id = i.group_id
),
member as (
  select m.directory_key, m.external_id, min(${place}) as first, max(${place}) as last
  from inside i join built_in_memberships m
    on m.tenant_id = :tenant and m.directory_key = i.directory_key and m.group_id = i.group_id
  group by m.directory_key, m.external_id
),
-- Most accounts are in one of the groups and have one method or two. For those nothing has to be sorted: with a million of them that is
-- most of the work; the others are looked at one by one.
held as (
  select account_id, count(*) as number, min(method) as first, max(method) as last,
    count(address) = 2 and min(address) = max(address) as twice, min(address) as address
  from (select account_id, ${method} as method, address_lookup as address from methods m where ${present}) m
  group by account_id
),
parted as (
  select a.id, a.directory_key, a.role, b.disabled, b.locked_by_administrator, a.frozen_at,
      case when g.first is null then '' when g.first = g.last then g.first::text else (
        select string_agg(distinct (${place})::text, ',')
        from inside i join built_in_memberships m
          on m.tenant_id = :tenant and m.directory_key = i.directory_key and m.group_id = i.group_id
            and m.external_id = a.external_id
        where i.directory_key = a.directory_key
      ) end as places,
      case when h.number is null then '/' when h.number = 1 then h.first || '/'
        when h.number = 2 then h.first || ',' || h.last || '/' || case when h.twice then h.address || ',' || h.address else '' end
        else (
          select string_agg(${method}, ',' order by ${method}, address_lookup) || '/'
            || case when count(address_lookup) > count(distinct address_lookup)
              then string_agg(coalesce(address_lookup, ''), ',' order by ${method}, address_lookup) else '' end
          from methods m where ${present} and m.account_id = a.id
        ) end as methods
  from accounts a
  join built_in_accounts b
    on b.tenant_id = :tenant and b.directory_key = a.directory_key and b.external_id = a.external_id
  left join held h on h.account_id = a.id
  left join member g on g.directory_key = a.directory_key and g.external_id = a.external_id
  where a.tenant_id = :tenant and a.gone_at is null
)`

const groupEverybody = statement(
  'group-everybody',
  `${parted},
keyed as (
  select p.id, concat_ws('/', p.directory_key, coalesce(p.role, ''),
    case when p.disabled then 'd' else '' end || case when p.locked_by_administrator then 'l' else '' end
      || case when p.frozen_at is not null then 'f' else '' end,
    p.places, p.methods) as key
  from parted p
),
under_way as (
  select j.account_id, count(*) as journeys from journeys j
  where j.tenant_id = :tenant and not j.ended and j.account_id is not null and j.started_at > now() - interval '1 hour'
  group by j.account_id
)
select k.key, count(*)::integer as accounts, coalesce(sum(u.journeys), 0)::integer as under_way,
  (array_agg(k.id::text order by k.id))[1:${mostMembers}] as members
from keyed k left join under_way u on u.account_id = k.id
group by k.key`,
)

const nameAccounts = statement(
  'name-accounts',
  `select id as account, last_names ->> 'username' as username, last_names ->> 'displayName' as "displayName"
from accounts where tenant_id = :tenant and id = any(:accounts::uuid[]) and gone_at is null
order by lower(last_names ->> 'username'), id limit :most::integer`,
)

const countByKind = statement(
  'count-by-kind',
  `select kind, count(distinct account_id)::integer as accounts from methods
where tenant_id = :tenant and removed_at is null and proven_at is not null group by kind order by kind`,
)

const past = instantFrom(0)
const notYet = instantFrom(8_640_000_000_000_000)

/** Nobody in particular: an account with everything that decides, and nothing else. */
function standIn(key: string, groups: readonly GroupId[]): AccountFacts {
  const [directory = '', role = '', flags = '', places = '', methods = '', addresses = ''] = key.split('/')
  const hashes = addresses.split(',')
  return {
    id: accountId(key),
    entry: {
      directory: directoryKey(directory),
      externalId: externalId(''),
      source: 'cloud-only',
      username: '',
      displayName: '',
      groups: places === '' ? [] : places.split(',').flatMap((place) => groups[Number(place) - 1] ?? []),
      role: roles.find((each) => each === role) ?? null,
      disabled: flags.includes('d'),
      lockedByAdministrator: flags.includes('l'),
      lockedUntil: null,
      mustChangePassword: false,
      passwordChangedAt: null,
      passwordExpiresAt: null,
    },
    methods:
      methods === '' ? [] : methods.split(',').map((each, index) => standInMethod(each, index, hashes[index] ?? '')),
    frozenAt: flags.includes('f') ? past : null,
    registration: { confirmedAt: null, skips: 0, defaultMethod: null },
    locale: null,
    timeZone: null,
  }
}

function standInMethod(text: string, index: number, address: string): RegisteredMethod {
  const [kind = '', source = '', proven = '', held = '', shared = ''] = text.split('.')
  const when = (so: boolean, at: Instant): Instant | null => (so ? at : null)
  return {
    id: methodId(String(index)),
    kind: methodKind(kind),
    source: source === 'imported' || source === 'administrator' ? source : 'self',
    provenAt: when(proven === 'proven', past),
    heldUntil: when(held === 'held', notYet),
    sealed: sealedText(''),
    masked: null,
    address: address === '' ? null : lookupHash(address),
    lastStep: null,
    name: null,
    addedAt: past,
    shared: shared === 'shared',
  }
}
