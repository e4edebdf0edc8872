// Registration by people themselves, and the sessions that carry it. Only new tables and columns that may be empty: the
// version before goes on working beside this one.
export const registration = `
alter table methods
  add column name text,
  add column added_at timestamptz not null default now(),
  -- Kept aside for as long as its undo link lives; no query but the undo sees it.
  add column removed_at timestamptz,
  add column shared boolean not null default false;
-- Nobody's own method is usable that was not proven, whatever a program believes (NIST SP 800-63B-4 §4.2.1.2).
alter table methods add constraint own_methods_are_proven check (proven_at is not null or source <> 'self');
create index methods_by_address on methods (tenant_id, address_lookup) where address_lookup is not null;
create index methods_removed on methods (tenant_id, removed_at) where removed_at is not null;

alter table accounts
  add column methods_confirmed_at timestamptz,
  add column registration_skips integer not null default 0,
  add column default_method uuid,
  add column invited_at timestamptz;
create index accounts_of_role on accounts (tenant_id, role) where role is not null;

alter table sessions
  add column id uuid,
  add column version integer not null default 1,
  add column state jsonb,
  add column origin text,
  add column return_to text;

alter table journeys add column return_to text;

-- What is given to one person to be used once: set-up links, enrolment codes. The purpose is part of the key, so that a
-- token of one kind can't be found as one of another. There are few at any time: those of an account are found among them.
create table account_tokens (
  tenant_id uuid not null,
  purpose text collate "C" not null,
  hash text collate "C" not null,
  account_id uuid not null,
  about jsonb not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  epoch integer not null,
  primary key (tenant_id, purpose, hash),
  foreign key (tenant_id, account_id) references accounts on delete cascade
);

-- Where an import waits until all of it is known to be right. Nothing else reads it; what a crash left is thrown away.
create table import_rows (
  tenant_id uuid not null,
  import_id uuid not null,
  canonical_name text collate "C" not null,
  line integer not null,
  account_id uuid not null,
  is_new boolean not null,
  value jsonb not null,
  staged_at timestamptz not null default now(),
  primary key (tenant_id, import_id, canonical_name)
);
`
