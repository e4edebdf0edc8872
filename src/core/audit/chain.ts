// How audit events hang together: each hash covers the one before it, so that no event can be edited, dropped or moved
// without every later hash changing; and the last one is signed. Hashing itself is handed in.
import type { TenantId } from '../people/identifiers.ts'
import type { Instant } from '../time.ts'
import { canonicalJson } from './canonical.ts'

/** SHA-256 of the UTF-8 text, in base64url. */
export type Sha256 = (text: string) => string

/** What of an event its hash covers: all that is stored of it. */
interface ChainedEvent {
  readonly id: string
  readonly at: Instant
  readonly subject: string | null
  readonly journey: string | null
  readonly reference: string | null
  readonly fact: Readonly<Record<string, unknown>>
}

/** A place in the chain: how many events there are up to it, and the hash of the last. */
export interface ChainEnd {
  readonly sequence: number
  readonly hash: string
}

/** Before the first event. Its own for each organisation, so that no chain can be passed off as another's. */
export const chainStart = (tenant: TenantId, sha256: Sha256): ChainEnd => ({
  sequence: 0,
  hash: sha256(`rekey audit 1\n${tenant}`),
})

export function chainNext(end: ChainEnd, event: ChainedEvent, sha256: Sha256): ChainEnd {
  const { id, at, subject, journey, reference, fact } = event
  const sequence = end.sequence + 1
  const covered = canonicalJson({ id, at, subject, journey, reference, fact })
  return { sequence, hash: sha256(`${end.hash}\n${sequence}\n${covered}`) }
}

/** What is signed of an end. */
export const headText = (tenant: TenantId, { sequence, hash }: ChainEnd, sealedAt: Instant): string =>
  `rekey audit head 1\n${canonicalJson({ tenant, sequence, hash, sealedAt })}`
