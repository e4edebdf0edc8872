// Walks a chain from its first event and says where it is broken, or how far it is whole. Needs no secret: only the
// public key, and a checkpoint for what lies beyond the last signed head.
import { type ChainEnd, chainNext, chainStart, headText, type Sha256 } from '../../core/audit/chain.ts'
import type { TenantId } from '../../core/people/identifiers.ts'
import type { Instant } from '../../core/time.ts'
import type { AuditHead, AuditTrail, SealedEvent } from '../../ports/audit-trail.ts'
import type { Checkpoint } from './checkpoint.ts'

export interface VerifyQuestion {
  readonly trail: Pick<AuditTrail, 'head' | 'sealed'>
  readonly tenant: TenantId
  /** Of every key that heads may have been signed with. */
  readonly publicKeys: readonly string[]
  readonly checkpoint: Checkpoint | null
  readonly sha256: Sha256
  readonly verifySignature: (publicKey: string, text: string, signature: string) => boolean
}

export type Breach =
  /** Where the next event should be there is another, or none although the chain goes on. */
  | 'missing'
  /** The event or its place is not what was sealed. */
  | 'altered'
  /** Events that no signed head covers. */
  | 'not-signed'
  /** The head is not signed with any of the keys. */
  | 'forged'
  /** The chain ends before the checkpoint. */
  | 'cut-off'
  /** Whole in itself, but not the chain that the checkpoint was taken of. */
  | 'not-the-checkpoint'
  | 'checkpoint-forged'

export type VerifyReport =
  | { readonly kind: 'whole'; readonly length: number; readonly sealedAt: Instant | null }
  /** `sequence`: the first event that can't be vouched for. */
  | { readonly kind: 'broken'; readonly sequence: number; readonly breach: Breach }

const page = 500

export async function verifyTrail(question: VerifyQuestion): Promise<VerifyReport> {
  const { trail, tenant, checkpoint, sha256 } = question
  if (checkpoint !== null && (checkpoint.tenant !== tenant || !isSigned(checkpoint, question))) {
    return broken(checkpoint.sequence, 'checkpoint-forged')
  }
  let end = chainStart(tenant, sha256)
  for (;;) {
    const events = await trail.sealed(tenant, end.sequence, page)
    if (events.length === 0) {
      const head = await trail.head(tenant)
      // Sealed while we were reading: there is more to walk, unless the events themselves are gone.
      const walked = head !== null && head.sequence > end.sequence ? await trail.sealed(tenant, end.sequence, 1) : []
      if (walked.length === 0) return judgeEnd(end, head, question)
    }
    for (const event of events) {
      const next = chainNext(end, event, sha256)
      const breach = compare(event, next, checkpoint)
      if (breach !== null) return broken(next.sequence, breach)
      end = next
    }
  }
}

function compare(event: SealedEvent, next: ChainEnd, checkpoint: Checkpoint | null): Breach | null {
  if (event.sequence !== next.sequence) return 'missing'
  if (event.hash !== next.hash) return 'altered'
  return checkpoint?.sequence === next.sequence && checkpoint.hash !== next.hash ? 'not-the-checkpoint' : null
}

function judgeEnd(end: ChainEnd, head: AuditHead | null, question: VerifyQuestion): VerifyReport {
  const { checkpoint } = question
  const { sequence } = end
  if (checkpoint !== null && sequence < checkpoint.sequence) return broken(sequence + 1, 'cut-off')
  if (head === null) return sequence === 0 ? { kind: 'whole', length: 0, sealedAt: null } : broken(1, 'not-signed')
  if (head.sequence > sequence) return broken(sequence + 1, 'missing')
  if (head.sequence < sequence) return broken(head.sequence + 1, 'not-signed')
  if (head.hash !== end.hash || !isSigned(head, question)) return broken(sequence, 'forged')
  return { kind: 'whole', length: sequence, sealedAt: head.sealedAt }
}

function isSigned(head: AuditHead, { tenant, publicKeys, verifySignature }: VerifyQuestion): boolean {
  const text = headText(tenant, head, head.sealedAt)
  return publicKeys.some((key) => verifySignature(key, text, head.signature))
}

const broken = (sequence: number, breach: Breach): VerifyReport => ({ kind: 'broken', sequence, breach })
