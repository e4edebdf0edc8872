// The first schema. Every key and index leads with tenant_id, so that the tables can be spread over servers by tenant;
// `installation` and `tenants` are small and may be copied to each. Ids are made by us: nothing depends on a sequence.
//
// Texts that are compared but never sorted for people are `collate "C"`: bytes, whatever the server's locale.
// Rows on the hot path have no foreign key to `tenants`: its check would lock one and the same row in every step.
export const firstSchema = `
create table tenants (
  id uuid primary key,
  name text not null,
  hosts text[] not null,
  settings jsonb not null,
  enabled_accounts integer not null default 0
);

create table policies (
  tenant_id uuid not null references tenants on delete cascade,
  version integer not null,
  value jsonb not null,
  saved_at timestamptz not null default now(),
  primary key (tenant_id, version)
);

create table accounts (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null,
  directory_key text collate "C" not null,
  external_id bytea not null,
  last_names jsonb not null,
  contact_mail text,
  locale text,
  time_zone text,
  role text,
  frozen_at timestamptz,
  sessions_from timestamptz not null default '-infinity',
  seen_at timestamptz,
  gone_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, directory_key, external_id)
);

create table methods (
  tenant_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  kind text not null,
  source text not null,
  proven_at timestamptz,
  held_until timestamptz,
  sealed text not null,
  masked text,
  address_lookup text,
  last_step bigint,
  primary key (tenant_id, id),
  foreign key (tenant_id, account_id) references accounts on delete cascade
);
create index methods_of_account on methods (tenant_id, account_id);

-- Who a subject of the audit log is. Erasing a row leaves the events as they were sealed, about nobody.
create table subjects (
  tenant_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  names jsonb not null,
  primary key (tenant_id, id),
  unique (tenant_id, account_id)
);

create table built_in_accounts (
  tenant_id uuid not null references tenants on delete cascade,
  directory_key text collate "C" not null,
  external_id bytea not null,
  username text not null,
  display_name text not null,
  password_hash text not null,
  password_history text[] not null default '{}',
  disabled boolean not null default false,
  locked_by_administrator boolean not null default false,
  must_change_password boolean not null default false,
  password_changed_at timestamptz,
  password_expires_at timestamptz,
  primary key (tenant_id, directory_key, external_id)
);

create table built_in_names (
  tenant_id uuid not null,
  directory_key text collate "C" not null,
  canonical_name text collate "C" not null,
  external_id bytea not null,
  primary key (tenant_id, directory_key, canonical_name),
  foreign key (tenant_id, directory_key, external_id) references built_in_accounts on delete cascade
);
create index built_in_names_of_account on built_in_names (tenant_id, directory_key, external_id);

create table built_in_groups (
  tenant_id uuid not null references tenants on delete cascade,
  directory_key text collate "C" not null,
  id text collate "C" not null,
  name text not null,
  primary key (tenant_id, directory_key, id)
);

create table built_in_memberships (
  tenant_id uuid not null,
  directory_key text collate "C" not null,
  external_id bytea not null,
  group_id text collate "C" not null,
  primary key (tenant_id, directory_key, external_id, group_id),
  foreign key (tenant_id, directory_key, external_id) references built_in_accounts on delete cascade,
  foreign key (tenant_id, directory_key, group_id) references built_in_groups on delete cascade
);
create index built_in_members_of_group on built_in_memberships (tenant_id, directory_key, group_id);

-- The members of the inner group are members of the outer one. Cycles are allowed and harmless.
create table built_in_nested_groups (
  tenant_id uuid not null,
  directory_key text collate "C" not null,
  inner_group_id text collate "C" not null,
  outer_group_id text collate "C" not null,
  primary key (tenant_id, directory_key, inner_group_id, outer_group_id),
  foreign key (tenant_id, directory_key, inner_group_id) references built_in_groups on delete cascade,
  foreign key (tenant_id, directory_key, outer_group_id) references built_in_groups on delete cascade
);
create index built_in_groups_inside on built_in_nested_groups (tenant_id, directory_key, outer_group_id);

-- Counters, journeys and tallies change at every step. None of the columns that change often is indexed, and the pages
-- are left with room, so that a new version stays on its page and no index is touched (heap-only tuples).
create table counters (
  tenant_id uuid not null,
  key text collate "C" not null,
  version integer not null,
  value jsonb not null,
  touched_at timestamptz not null,
  primary key (tenant_id, key)
) with (fillfactor = 60);

create table network_tallies (
  tenant_id uuid not null,
  place text collate "C" not null,
  bucket integer not null,
  starts integer not null,
  failures integer not null,
  last_at timestamptz,
  primary key (tenant_id, place, bucket)
) with (fillfactor = 70);

create table journeys (
  tenant_id uuid not null,
  id uuid not null,
  version integer not null,
  epoch integer not null,
  cookie_hash text collate "C" not null,
  state jsonb not null,
  account_id uuid,
  counter_key text collate "C",
  bucket text collate "C" not null,
  name text not null,
  locale text not null,
  origin text not null,
  challenge_id uuid,
  started_at timestamptz not null,
  touched_at timestamptz not null,
  ended boolean not null,
  -- Its name was never resolved, or its write never settled: what the sweeper looks for after a crash.
  unfinished boolean not null,
  primary key (tenant_id, id),
  unique (tenant_id, cookie_hash)
) with (fillfactor = 60);
create index journeys_by_challenge on journeys (tenant_id, challenge_id) where challenge_id is not null;
create index journeys_by_start on journeys (tenant_id, started_at);
create index journeys_unfinished on journeys (tenant_id, started_at) where unfinished;

create table sessions (
  tenant_id uuid not null,
  hash text collate "C" not null,
  account_id uuid not null,
  kind text not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  epoch integer not null,
  primary key (tenant_id, hash),
  foreign key (tenant_id, account_id) references accounts on delete cascade
) with (fillfactor = 80);
create index sessions_of_account on sessions (tenant_id, account_id);
create index sessions_by_start on sessions (tenant_id, started_at);

create table known_browsers (
  tenant_id uuid not null,
  account_id uuid not null,
  hash text collate "C" not null,
  expires_at timestamptz not null,
  primary key (tenant_id, account_id, hash),
  foreign key (tenant_id, account_id) references accounts on delete cascade
);

create table not_me_links (
  tenant_id uuid not null,
  hash text collate "C" not null,
  account_id uuid not null,
  about text not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, hash),
  foreign key (tenant_id, account_id) references accounts on delete cascade
);
create index not_me_links_of_account on not_me_links (tenant_id, account_id);

create table outbox (
  tenant_id uuid not null,
  id uuid not null,
  about text collate "C" not null,
  kind text not null,
  due timestamptz not null,
  dies_at timestamptz not null,
  payload text,
  attempts integer not null default 0,
  outcome text,
  epoch integer not null,
  primary key (tenant_id, id)
);
create index outbox_due on outbox (tenant_id, due) where payload is not null;
create index outbox_about on outbox (tenant_id, about) where payload is not null;
create index outbox_by_death on outbox (tenant_id, dies_at);

create table audit_events (
  tenant_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  subject uuid,
  journey_id uuid,
  reference text,
  fact jsonb not null,
  sequence bigint,
  hash text,
  primary key (tenant_id, id)
);
create index audit_events_of_subject on audit_events (tenant_id, subject, at);
create index audit_events_waiting on audit_events (tenant_id, at, id) where sequence is null;
create unique index audit_events_in_order on audit_events (tenant_id, sequence) where sequence is not null;

create table audit_heads (
  tenant_id uuid not null,
  sequence bigint not null,
  hash text not null,
  signature text not null,
  sealed_at timestamptz not null,
  primary key (tenant_id)
);
`
