// What the planner believes before there is anything to count.
//
// A statement is planned once, by the first step that needs it, when the tables are empty; in an empty table every index
// that leads with tenant_id looks as good as the right one, and PGlite has no autovacuum that would correct it later. So the
// planner is told that one organisation may own a whole table, and shown one row of each for a moment: what it remembers
// of that row makes whole keys cheaper than their beginnings. (Whole tables are never read: see fixed-plans.)
const table = (name: string, columns: string, values: string) => `insert into ${name} (tenant_id, ${columns})
values ('00000000-0000-0000-0000-000000000000', ${values});
analyze ${name};
`

const id = "'00000000-0000-0000-0000-000000000000'"

export const firstStatistics = `
do $$
declare
  keyed record;
begin
  for keyed in
    select a.attrelid::regclass as name, a.attname as lead
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attname in ('tenant_id', 'directory_key')
  loop
    execute format('alter table %s alter column %I set (n_distinct = 1)', keyed.name, keyed.lead);
  end loop;
end $$;

insert into tenants (id, name, hosts, settings) values (${id}, '', '{}', '{}');
${table('policies', 'version, value', "1, '{}'")}
${table('accounts', 'id, directory_key, external_id, last_names', `${id}, '', '', '{}'`)}
${table('methods', 'id, account_id, kind, source, sealed', `${id}, ${id}, '', '', ''`)}
${table('subjects', 'id, account_id, names', `${id}, ${id}, '{}'`)}
${table('built_in_accounts', 'directory_key, external_id, username, display_name, password_hash', "'', '', '', '', ''")}
${table('built_in_names', 'directory_key, canonical_name, external_id', "'', '', ''")}
${table('built_in_groups', 'directory_key, id, name', "'', '', ''")}
${table('built_in_memberships', 'directory_key, external_id, group_id', "'', '', ''")}
${table('built_in_nested_groups', 'directory_key, inner_group_id, outer_group_id', "'', '', ''")}
${table('counters', 'key, version, value, touched_at', "'', 1, '{}', now()")}
${table('network_tallies', 'place, bucket, starts, failures', "'', 1, 1, 1")}
${table(
  'journeys',
  'id, version, epoch, cookie_hash, state, bucket, name, locale, origin, started_at, touched_at, ended, unfinished',
  `${id}, 1, 1, '', '{}', '', '', '', '', now(), now(), true, false`,
)}
${table('sessions', 'hash, account_id, kind, started_at, seen_at, epoch', `'', ${id}, '', now(), now(), 1`)}
${table('known_browsers', 'account_id, hash, expires_at', `${id}, '', now()`)}
${table('not_me_links', 'hash, account_id, about, expires_at', `'', ${id}, '', now()`)}
${table('outbox', 'id, about, kind, due, dies_at, payload, epoch', `${id}, '', '', now(), now(), '', 1`)}
${table('audit_events', 'id, at, subject, fact, sequence', `${id}, now(), ${id}, '{}', 1`)}
-- Forgets the rows and their number, and keeps what is known of their columns. (Only if the tables were made by an
-- earlier transaction; that is why this is a migration of its own.)
truncate tenants, policies, accounts, methods, subjects, built_in_accounts, built_in_names, built_in_groups,
  built_in_memberships, built_in_nested_groups, counters, network_tallies, journeys, sessions, known_browsers,
  not_me_links, outbox, audit_events;
`
