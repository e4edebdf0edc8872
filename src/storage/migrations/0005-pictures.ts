// Logos. Policies name them, so those that a version names stay as long as there are versions.
export const pictures = `
create table pictures (
  tenant_id uuid not null,
  id text collate "C" not null,
  type text not null,
  width integer not null,
  height integer not null,
  bytes bytea not null,
  kept_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
`
