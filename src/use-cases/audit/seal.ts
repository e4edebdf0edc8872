// Takes the facts that steps have left and chains them, tenant by tenant. Several processes may do it at once: the head
// is compared and swapped, and whoever comes second has written nothing.
import { type ChainEnd, chainNext, chainStart, headText, type Sha256 } from '../../core/audit/chain.ts'
import type { TenantId } from '../../core/people/identifiers.ts'
import { type Instant, instantFrom, latest } from '../../core/time.ts'
import type { AuditHead, AuditTrail, SealedEvent, StoredEvent } from '../../ports/audit-trail.ts'
import type { SignsAudit } from '../../ports/secrets.ts'

export interface AuditSealerParts {
  readonly trail: AuditTrail
  readonly sha256: Sha256
  readonly signs: Pick<SignsAudit, 'sign'>
}

export interface AuditSealer {
  /** Seals up to 500 facts of every tenant that has some waiting. Returns how many; 0 means there was nothing to do. */
  seal(): Promise<number>
}

const most = 500

export function createAuditSealer(parts: AuditSealerParts): AuditSealer {
  return {
    async seal() {
      let sealed = 0
      for (const tenant of await parts.trail.dirty()) sealed += await sealTenant(tenant, parts)
      return sealed
    },
  }
}

async function sealTenant(tenant: TenantId, { trail, sha256, signs }: AuditSealerParts): Promise<number> {
  const from = await trail.head(tenant)
  const waiting = await trail.waiting(tenant, most)
  if (waiting.length === 0) return 0
  const events = chain(from ?? chainStart(tenant, sha256), waiting, sha256)
  const end = events.at(-1)
  if (end === undefined) return 0
  const sealedAt = newestOf(waiting, from)
  const { sequence, hash } = end
  const head: AuditHead = { sequence, hash, sealedAt, signature: signs.sign(headText(tenant, end, sealedAt)) }
  return (await trail.seal(tenant, from, events, head)) === 'moved' ? events.length : 0
}

function chain(from: ChainEnd, waiting: readonly StoredEvent[], sha256: Sha256): readonly SealedEvent[] {
  let end = from
  return waiting.map((event) => {
    end = chainNext(end, event, sha256)
    return { ...event, ...end }
  })
}

/** The database's time of the newest fact below the head, in whole milliseconds: sealing needs no clock of its own. */
function newestOf(waiting: readonly StoredEvent[], from: AuditHead | null): Instant {
  const newest = waiting.reduce((far, { at }) => latest(far, at), from?.sealedAt ?? instantFrom(0))
  return instantFrom(Math.floor(newest))
}
