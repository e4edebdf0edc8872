// Facts that wait to be sealed, and the chain of sealed ones.
import { type TenantId, tenantId } from '../core/people/identifiers.ts'
import type { AuditHead, AuditTrail, SealedEvent, StoredEvent } from '../ports/audit-trail.ts'
import type { Database } from './database.ts'
import { instantColumn, readInstant, timestampOf } from './instants.ts'
import { movedOrLost } from './moved-or-lost.ts'
import { statement } from './statement.ts'

export function createAuditTrail(db: Database): AuditTrail {
  return {
    async dirty(): Promise<readonly TenantId[]> {
      return (await db.run<{ readonly id: string }>(dirtyTenants)).map((row) => tenantId(row.id))
    },
    async head(tenant): Promise<AuditHead | null> {
      const [row] = await db.run<AuditHead>(readHead, { tenant })
      return row ? { ...row, sealedAt: readInstant(row.sealedAt) } : null
    },
    waiting: (tenant, most): Promise<readonly StoredEvent[]> => db.run<StoredEvent>(waitingEvents, { tenant, most }),
    seal: (tenant, from, events, head) =>
      movedOrLost(db, sealEvents, {
        tenant,
        fromSequence: from?.sequence ?? null,
        fromHash: from?.hash ?? null,
        places: JSON.stringify(events.map(({ id, sequence, hash }) => ({ id, sequence, hash }))),
        sequence: head.sequence,
        hash: head.hash,
        signature: head.signature,
        sealedAt: head.sealedAt,
      }),
    sealed: (tenant, after, most): Promise<readonly SealedEvent[]> =>
      db.run<SealedEvent>(sealedEvents, { tenant, after, most }),
  }
}

const eventColumns = `e.id, ${instantColumn('e.at')} as at, e.subject, e.journey_id as journey, e.reference, e.fact`

const dirtyTenants = statement(
  'dirty-tenants',
  `select t.id from tenants t
where exists (select from audit_events e where e.tenant_id = t.id and e.sequence is null)
order by t.id`,
)

const readHead = statement(
  'audit-head',
  `select sequence::float8, hash, signature, ${instantColumn('sealed_at')} as "sealedAt"
from audit_heads where tenant_id = :tenant`,
)

const waitingEvents = statement(
  'waiting-events',
  `select ${eventColumns} from audit_events e
where e.tenant_id = :tenant and e.sequence is null order by e.at, e.id limit :most::integer`,
)

const sealedEvents = statement(
  'sealed-events',
  `select ${eventColumns}, e.sequence::float8 as sequence, e.hash from audit_events e
where e.tenant_id = :tenant and e.sequence > :after::bigint order by e.sequence limit :most::integer`,
)

/** The head moves from where the sealer saw it, or the events keep waiting. */
const sealEvents = statement(
  'seal-events',
  `with moved as (
  insert into audit_heads as h (tenant_id, sequence, hash, signature, sealed_at)
  select :tenant, :sequence::bigint, :hash::text, :signature::text, ${timestampOf(':sealedAt')}
  where :fromSequence::bigint is null or exists (select from audit_heads where tenant_id = :tenant)
  on conflict (tenant_id) do update set
    sequence = excluded.sequence, hash = excluded.hash, signature = excluded.signature, sealed_at = excluded.sealed_at
    where h.sequence = :fromSequence::bigint and h.hash = :fromHash::text
  returning 1
),
placed as (
  update audit_events e set sequence = p.sequence, hash = p.hash
  from moved, jsonb_to_recordset(:places::jsonb) as p(id uuid, sequence bigint, hash text)
  where e.tenant_id = :tenant and e.id = p.id
)
select 1 from moved`,
)
