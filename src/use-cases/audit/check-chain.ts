// Walks the chain in the background, a stretch at a time and then from its beginning again, so that an edit is seen by the
// installation itself within hours. What only a checkpoint kept elsewhere can prove is `rekey audit verify`'s.
import { type ChainEnd, chainNext, chainStart, headText, type Sha256 } from '../../core/audit/chain.ts'
import type { TenantId } from '../../core/people/identifiers.ts'
import type { AuditHead, AuditTrail } from '../../ports/audit-trail.ts'
import type { AdministrationRoom } from '../administer/administration-room.ts'

export interface ChainCheckParts {
  readonly trail: Pick<AuditTrail, 'sealed' | 'head' | 'seal'>
  readonly sha256: Sha256
  /** By any key of the ring. */
  readonly isSigned: (text: string, signature: string) => boolean
  readonly sign: (text: string) => string
  /** Told at each look that finds it broken, with the first fact that can't be vouched for. */
  readonly alarm: (sequence: number) => void
}

const page = 500

/** `stretch`: events looked at in one go. */
export async function checkChain(
  stretch: number,
  { audit, organisation }: Pick<AdministrationRoom, 'audit' | 'organisation'>,
  parts: ChainCheckParts,
): Promise<void> {
  const { check, sealedThrough } = await audit.chain()
  // Where it was found broken it is looked at again first: nothing that lies before could make it whole.
  const goesOn = check !== null && check.through < sealedThrough
  const from = goesOn ? { sequence: check.through, hash: check.hash } : chainStart(organisation.id, parts.sha256)
  const { end, found } = await walk(from, stretch, organisation.id, parts)
  const broken = found === 'broken'
  // Only a walk to the end takes back what an earlier one found.
  await audit.keepCheck({
    through: end.sequence,
    hash: end.hash,
    whole: found === 'more' ? (check?.whole ?? true) : !broken,
  })
  if (broken) parts.alarm(end.sequence + 1)
}

interface Walked {
  /** The last place that can be vouched for. */
  readonly end: ChainEnd
  readonly found: 'whole' | 'broken' | 'more'
}

async function walk(from: ChainEnd, stretch: number, tenant: TenantId, parts: ChainCheckParts): Promise<Walked> {
  const { trail, sha256 } = parts
  let end = from
  for (let looked = 0; looked < stretch; looked += page) {
    const events = await trail.sealed(tenant, end.sequence, Math.min(page, stretch - looked))
    if (events.length === 0) return judgeEnd(end, tenant, parts)
    for (const event of events) {
      const next = chainNext(end, event, sha256)
      if (event.sequence !== next.sequence || event.hash !== next.hash) return { end, found: 'broken' }
      end = next
    }
  }
  return { end, found: 'more' }
}

/** No event follows: then the signed head has to be this very place, unless something was sealed just now. */
async function judgeEnd(end: ChainEnd, tenant: TenantId, parts: ChainCheckParts): Promise<Walked> {
  const { trail, isSigned } = parts
  const head = await trail.head(tenant)
  if (head === null) return { end, found: end.sequence === 0 ? 'whole' : 'broken' }
  if (head.sequence > end.sequence) {
    return { end, found: (await trail.sealed(tenant, end.sequence, 1)).length > 0 ? 'more' : 'broken' }
  }
  const isHere = head.sequence === end.sequence && head.hash === end.hash
  if (!isHere || !isSigned(headText(tenant, head, head.sealedAt), head.signature)) return { end, found: 'broken' }
  await signAnew(head, tenant, parts)
  return { end, found: 'whole' }
}

/** With the key that writes now: one that has left the ring must not be the last to vouch for a chain to which nothing is added. */
async function signAnew(head: AuditHead, tenant: TenantId, { trail, sign }: ChainCheckParts): Promise<void> {
  const signature = sign(headText(tenant, head, head.sealedAt))
  // Ed25519 signs a text with a key in one way only (RFC 8032 §5.1.6).
  if (signature !== head.signature) await trail.seal(tenant, head, [], { ...head, signature })
}
