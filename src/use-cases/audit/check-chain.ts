// Walks the chain in the background, a stretch at a time and then from its beginning again, so that an edit is seen by the
// installation itself within hours. What only a checkpoint kept elsewhere can prove is `rekey audit verify`'s.
import { chainNext, chainStart, type Sha256 } from '../../core/audit/chain.ts'
import type { AuditTrail } from '../../ports/audit-trail.ts'
import type { AdministrationRoom } from '../administer/administration-room.ts'

export interface ChainCheckParts {
  readonly trail: Pick<AuditTrail, 'sealed'>
  readonly sha256: Sha256
  /** Told once for each look that finds it broken. */
  readonly alarm: (sequence: number) => void
}

const page = 500

/** `stretch`: events looked at in one go. */
export async function checkChain(
  stretch: number,
  { audit, organisation }: AdministrationRoom,
  { trail, sha256, alarm }: ChainCheckParts,
): Promise<void> {
  const { check, sealedThrough } = await audit.chain()
  const start = chainStart(organisation.id, sha256)
  const goesOn = check?.whole === true && check.through < sealedThrough
  let end = goesOn ? { sequence: check.through, hash: check.hash } : start
  for (let looked = 0; looked < stretch; looked += page) {
    const events = await trail.sealed(organisation.id, end.sequence, Math.min(page, stretch - looked))
    for (const event of events) {
      const next = chainNext(end, event, sha256)
      if (event.sequence !== next.sequence || event.hash !== next.hash) {
        await audit.keepCheck({ through: end.sequence, hash: end.hash, whole: false })
        alarm(next.sequence)
        return
      }
      end = next
    }
    if (events.length < page) break
  }
  // Fewer than were sealed before: the end is gone.
  const whole = end.sequence >= sealedThrough || end.sequence - (goesOn ? (check?.through ?? 0) : 0) >= stretch
  await audit.keepCheck({ through: end.sequence, hash: end.hash, whole })
  if (!whole) alarm(end.sequence + 1)
}
