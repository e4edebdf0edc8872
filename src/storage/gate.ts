// The gate of a step: held or not. Under its locks everything is judged that a step may lose by, in the order
// journey → counters → method → built-in entry → link; only then is anything written, and whatever is written hangs from it.

/**
 * From `held` (the caller's own expression, a row if its part of the step still holds) to `gate`. Counters that have no
 * row yet are inserted last of all: that insert is the one judgement that writes.
 */
export const gate = `
locked_counters as materialized (
  select 1 from held, counters c
  where c.tenant_id = :tenant and c.key = :countersKey::text and c.version = :countersVersion::integer
  for update of c
),
counted as materialized (
  select 1 from held
  where coalesce(:countersVersion::integer, 0) = 0 or exists (select from locked_counters)
),
locked_method as materialized (
  select 1 from counted, methods m
  where m.tenant_id = :tenant and m.id = :spentMethod::uuid
    and (m.last_step is null or m.last_step < :spentStep::bigint)
  for no key update of m
),
spendable as materialized (
  select 1 from counted where :spentMethod::uuid is null or exists (select from locked_method)
),
locked_entry as materialized (
  select 1 from spendable, built_in_accounts b
  where b.tenant_id = :tenant and b.directory_key = :stagedDirectory::text
    and b.external_id = decode(:stagedId::text, 'hex')
  for no key update of b
),
writable as materialized (
  select 1 from spendable where :stagedId::text is null or exists (select from locked_entry)
),
locked_link as materialized (
  select 1 from writable, not_me_links l
  where l.tenant_id = :tenant and l.hash = :usedLink::text and l.used_at is null and l.expires_at > now()
  for no key update of l
),
usable as materialized (
  select 1 from writable where :usedLink::text is null or exists (select from locked_link)
),
first_counters as (
  insert into counters (tenant_id, key, version, value, touched_at)
  select :tenant, :countersKey::text, 1, :counters::jsonb, now() from usable
  where :countersVersion::integer = 0
  on conflict do nothing
  returning 1
),
gate as materialized (
  select 1 from usable where :countersVersion::integer is distinct from 0 or exists (select from first_counters)
)`
