// What administrators do and see. Only new tables, indexes and columns that may be empty: the version before goes on working
// beside this one.
export const administration = `
alter table policies
  add column saved_by uuid,
  add column note text;

alter table accounts add column registration_asked_at timestamptz;
-- Listed by name, in pages.
create index accounts_by_name on accounts (tenant_id, lower(last_names ->> 'username'), id) where gone_at is null;

-- The audit log is searched by time, by kind, by journey, by reference, and for refusals; by person since the first schema.
create index audit_events_by_time on audit_events (tenant_id, at, id);
create index audit_events_by_kind on audit_events (tenant_id, (fact ->> 'kind'), at, id);
create index audit_events_of_journey on audit_events (tenant_id, journey_id, at, id) where journey_id is not null;
create index audit_events_by_reference on audit_events (tenant_id, reference, at, id) where reference is not null;
create index audit_refusals on audit_events (tenant_id, at, id)
  where fact ->> 'kind' = 'not-eligible' or jsonb_typeof(fact -> 'refusal') = 'object';
create index frozen_accounts on accounts (tenant_id) where frozen_at is not null;

-- How far a look at the chain has come, and what it found.
create table audit_checks (
  tenant_id uuid not null,
  through bigint not null,
  hash text not null,
  whole boolean not null,
  checked_at timestamptz not null,
  primary key (tenant_id)
);

-- What programs call with. The token itself is nowhere; whoever made it lends it their rights, and no more than they have.
create table api_tokens (
  tenant_id uuid not null,
  id uuid not null,
  hash text collate "C" not null,
  name text not null,
  permissions text[] not null,
  made_by uuid not null,
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  epoch integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, hash),
  foreign key (tenant_id, made_by) references accounts on delete cascade
);
create index api_tokens_of_maker on api_tokens (tenant_id, made_by);

-- What a write was answered with, so that the same one sent again is not done again. Sealed: it may hold what is shown once.
create table api_answers (
  tenant_id uuid not null,
  -- For whoever seals it anew.
  id uuid not null default gen_random_uuid(),
  caller text collate "C" not null,
  key text collate "C" not null,
  fingerprint text not null,
  asked_at timestamptz not null default now(),
  status integer,
  sealed text,
  primary key (tenant_id, caller, key),
  unique (tenant_id, id)
);
create index api_answers_by_time on api_answers (tenant_id, asked_at);
`
