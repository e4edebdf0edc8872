// What any step may write about an account: common table expressions that hang from the gate, and their values.
//
// The text never changes with what there is to write (lists travel as JSON, absent parts as null), so that every step costs
// one parsed and planned statement and a stranger's step looks like anyone's.
import type { AccountId, MethodId, TenantId, TokenHash } from '../core/people/identifiers.ts'
import type { AccountChange } from '../core/registration/decision.ts'
import { bucketSpan, everywhere } from '../core/throttle/networks.ts'
import type { AccountWrite } from '../ports/journeys.ts'
import { milliseconds, spanOf } from './instants.ts'
import type { Values } from './statement.ts'

/** Puts the rows of `:outbox` on their way, if there is a row in `gate`. */
export const postMessages = (gate: string): string => `
  insert into outbox (tenant_id, id, about, kind, due, dies_at, payload, epoch)
  select :tenant, o.id, o.about, o.kind, now(), now() + ${spanOf('o."diesAfter"')}, o.payload,
    (select epoch from installation where one)
  from ${gate}, jsonb_to_recordset(:outbox::jsonb)
    as o(id uuid, about text, kind text, payload text, "diesAfter" float8)`

/** Every write that hangs from the gate. */
export const accountWrites = `
moved_counters as (
  update counters c set version = c.version + 1, value = :counters::jsonb, touched_at = now() from gate
  where c.tenant_id = :tenant and c.key = :countersKey::text and :countersVersion::integer > 0
),
spent_step as (
  update methods m set last_step = :spentStep::bigint from gate
  where m.tenant_id = :tenant and m.id = :spentMethod::uuid
),
written_password as (
  update built_in_accounts b set
    password_hash = coalesce(:stagedHash::text, b.password_hash),
    password_history = coalesce(:stagedHistory::text[], b.password_history),
    password_changed_at = case
      when :stagedKind::text in ('set-password', 'set-one-time-password') then now()
      else b.password_changed_at
    end,
    must_change_password = :stagedKind::text = 'set-one-time-password'
      or (b.must_change_password and :stagedKind::text <> 'set-password'),
    password_expires_at = case :stagedKind::text
      when 'set-password' then null
      when 'set-one-time-password' then now() + ${spanOf(':stagedSpan')}
      else b.password_expires_at
    end
  from gate
  where b.tenant_id = :tenant and b.directory_key = :stagedDirectory::text
    and b.external_id = decode(:stagedId::text, 'hex') and :stagedKind::text <> 'unlock'
),
touched_account as (
  update accounts a set
    sessions_from = case when a.id = :endsSessionsOf::uuid then now() else a.sessions_from end,
    frozen_at = case
      when a.id = :freezes::uuid then now()
      when a.id = :changed::uuid and :liftsFreeze::boolean then null
      else a.frozen_at
    end,
    methods_confirmed_at = case when a.id = :changed::uuid and :confirmed::boolean then now() else a.methods_confirmed_at end,
    registration_skips = case when a.id = :changed::uuid then coalesce(:skips::integer, a.registration_skips) else a.registration_skips end,
    default_method = case when a.id = :changed::uuid and :prefers::boolean then :defaultMethod::uuid else a.default_method end,
    registration_asked_at = case when a.id = :changed::uuid and :asked::boolean then now() else a.registration_asked_at end,
    invited_at = case when a.id = :changed::uuid and :invited::boolean then now() else a.invited_at end,
    role = case when a.id = :changed::uuid then coalesce(:role::text, a.role) else a.role end
  from gate
  where a.tenant_id = :tenant and a.id in (:endsSessionsOf::uuid, :freezes::uuid, :changed::uuid)
),
-- Those there are go at once; one that is just beginning finds itself older than sessions_from.
ended_sessions as (
  delete from sessions s using gate where s.tenant_id = :tenant and s.account_id = :endsSessionsOf::uuid
),
-- Whoever is shut out by a freeze must not come back from it as a browser that is known.
forgotten_browsers as (
  delete from known_browsers k using gate where k.tenant_id = :tenant and k.account_id = :freezes::uuid
),
used_link as (
  update not_me_links l set used_at = now() from gate
  where l.tenant_id = :tenant and l.hash = :usedLink::text
),
new_link as (
  insert into not_me_links (tenant_id, hash, account_id, about, expires_at)
  select :tenant, :newLink::text, :newLinkAccount::uuid, :newLinkAbout::text, now() + ${spanOf(':newLinkSpan')} from gate
  where :newLink::text is not null
),
remembered_browser as (
  insert into known_browsers (tenant_id, account_id, hash, expires_at)
  select :tenant, :browserAccount::uuid, :browserHash::text, now() + ${spanOf(':browserSpan')} from gate
  where :browserHash::text is not null
  on conflict (tenant_id, account_id, hash) do update set expires_at = excluded.expires_at
),
recorded_facts as (
  insert into audit_events (tenant_id, id, at, subject, journey_id, reference, fact)
  select :tenant, f.id, now(),
    (select s.id from subjects s where s.tenant_id = :tenant and s.account_id = f.account),
    f.journey, f.reference, f.fact
  from gate, jsonb_to_recordset(:facts::jsonb)
    as f(id uuid, account uuid, journey uuid, reference text, fact jsonb)
),
posted_messages as (${postMessages('gate')}
),
-- In the order of the key, so that no two steps wait for each other's places.
tallied as (
  insert into network_tallies as n (tenant_id, place, bucket, starts, failures, last_at)
  select :tenant, place, floor(${milliseconds('now()')} / ${bucketSpan})::integer, starts, failures, now()
  from gate, (values
    (:address::text, :starts::integer, :failures::integer),
    (:network::text, :starts::integer, :failures::integer),
    (:shard::text, 0, :failures::integer)
  ) as p(place, starts, failures)
  where place is not null and (starts > 0 or failures > 0)
  order by place
  on conflict (tenant_id, place, bucket) do update set
    starts = n.starts + excluded.starts,
    failures = n.failures + excluded.failures,
    last_at = excluded.last_at
)`

/** What only one of the two kinds of step has. */
export interface OwnParts {
  readonly spentStep: { readonly method: MethodId; readonly step: number } | null
  readonly freezes: string | null
  readonly usesLink: TokenHash | null
  readonly changes: { readonly account: AccountId; readonly rest: AccountChange } | null
}

export function accountWriteValues(tenant: TenantId, write: AccountWrite, own: OwnParts): Values {
  const { counters, network, tally, staged, remembersBrowser: browser, notMeLink: link } = write
  if (staged && !counters) {
    throw new TypeError('a staged write needs its account’s counters: their version keeps two writes apart')
  }
  return {
    tenant,
    countersKey: counters?.key ?? null,
    countersVersion: counters?.version ?? null,
    counters: counters ? JSON.stringify(counters.value) : null,
    spentMethod: own.spentStep?.method ?? null,
    spentStep: own.spentStep?.step ?? null,
    stagedKind: staged?.change.kind ?? null,
    stagedDirectory: staged?.directory ?? null,
    stagedId: staged?.externalId ?? null,
    stagedHash: staged && staged.change.kind !== 'unlock' ? staged.change.hash : null,
    stagedHistory: staged && 'history' in staged.change ? staged.change.history : null,
    stagedSpan: staged && 'span' in staged.change ? staged.change.span : null,
    endsSessionsOf: write.endsSessionsOf,
    freezes: own.freezes,
    changed: own.changes?.account ?? null,
    ...accountChangeValues(own.changes?.rest ?? {}),
    usedLink: own.usesLink,
    newLink: link?.hash ?? null,
    newLinkAccount: link?.account ?? null,
    newLinkAbout: link?.about ?? null,
    newLinkSpan: link?.span ?? null,
    browserAccount: browser?.account ?? null,
    browserHash: browser?.hash ?? null,
    browserSpan: browser?.span ?? null,
    facts: JSON.stringify(write.facts),
    outbox: JSON.stringify(write.outbox),
    address: network?.address ?? null,
    network: network?.network ?? null,
    starts: tally.starts,
    failures: tally.failures,
    shard: everywhere(tally.shard),
  }
}

const accountChangeValues = ({
  confirmed,
  skips,
  defaultMethod,
  role,
  liftsFreeze,
  invited,
  asked,
}: AccountChange): Values => ({
  liftsFreeze: liftsFreeze === true,
  invited: invited === true,
  asked: asked === true,
  confirmed: confirmed === true,
  skips: skips ?? null,
  prefers: defaultMethod !== undefined,
  defaultMethod: defaultMethod ?? null,
  role: role ?? null,
})
