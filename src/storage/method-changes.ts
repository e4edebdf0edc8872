// What a step does to an account's methods: common table expressions that hang from the gate, and their values.
//
// A removed method is kept aside for as long as a link that undoes its removal lives; no load sees it meanwhile.
import type { MethodChange } from '../core/registration/decision.ts'
import type { SessionWrite } from '../ports/sessions.ts'
import { spanOf, timestampOf } from './instants.ts'
import type { Values } from './statement.ts'

/** Longer than any link that undoes (72 hours), in hours. */
export const keptAside = 73

export const methodChanges = `
added_methods as (
  insert into methods (tenant_id, id, account_id, kind, source, proven_at, held_until, sealed, masked, address_lookup,
    last_step, added_at)
  select :tenant, m.id, :changed::uuid, m.kind, m.source, now(), ${timestampOf('m."heldUntil"')}, m.sealed, m.masked,
    m.address, m."lastStep", now()
  from gate, jsonb_to_recordset(:addedMethods::jsonb) as m(id uuid, kind text, source text, "heldUntil" float8, sealed text,
    masked text, address text, "lastStep" bigint)
),
changed_methods as (
  update methods m set
    proven_at = case when c.kind = 'prove' then now() else m.proven_at end,
    held_until = case
      when c.kind = 'prove' then case when c."heldFor" > 0 then now() + ${spanOf('c."heldFor"')} end
      else m.held_until
    end,
    removed_at = case when c.kind = 'remove' then now() end,
    name = case when c.kind = 'rename' then c.name else m.name end
  from gate, jsonb_to_recordset(:changedMethods::jsonb) as c(method uuid, kind text, name text, "heldFor" float8)
  where m.tenant_id = :tenant and m.account_id = :changed::uuid and m.id = c.method and m.removed_at is null
),
-- What was added since goes, what was removed since is back, what was confirmed since is to be confirmed again.
undone_methods as (
  update methods m set
    removed_at = case when m.added_at >= ${timestampOf(':undoSince')} then now() end,
    proven_at = case
      when m.source = 'imported' and m.proven_at >= ${timestampOf(':undoSince')} then null
      else m.proven_at
    end
  from gate
  where m.tenant_id = :tenant and m.account_id = :undoes::uuid and (
    (m.added_at >= ${timestampOf(':undoSince')} and m.removed_at is null)
    or (m.added_at < ${timestampOf(':undoSince')}
      and (m.removed_at >= ${timestampOf(':undoSince')}
        or (m.source = 'imported' and m.proven_at >= ${timestampOf(':undoSince')})))
  )
)`

export function methodChangeValues({ changes, undoes }: SessionWrite): Values {
  const methods = changes?.methods ?? []
  const added = methods.flatMap((each) => (each.kind === 'add' ? [each.method] : []))
  const changed = methods.filter((each): each is Exclude<MethodChange, { kind: 'add' }> => each.kind !== 'add')
  return {
    addedMethods: JSON.stringify(added),
    changedMethods: JSON.stringify(changed),
    undoes: undoes?.account ?? null,
    undoSince: undoes?.since ?? null,
  }
}
