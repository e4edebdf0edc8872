// A trail whose rows can be tampered with, as the owner of a database could, and real keys.
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import type { TenantId } from '../../src/core/people/identifiers.ts'
import type { AuditHead, AuditTrail, SealedEvent, StoredEvent } from '../../src/ports/audit-trail.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url')

/** An Ed25519 key pair from one byte. */
export function keyPair(seed: number) {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)])
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  return {
    sign: (text: string) => sign(null, Buffer.from(text), key).toString('base64url'),
    publicKey: createPublicKey(key).export({ format: 'jwk' }).x ?? '',
  }
}

export function verifySignature(publicKey: string, text: string, signature: string): boolean {
  const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: publicKey } })
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
}

export interface TamperableTrail extends AuditTrail {
  waitingEvents: StoredEvent[]
  rows: SealedEvent[]
  storedHead: AuditHead | null
}

/** One tenant's rows. A value read back is a copy, as from a database. */
export function createTamperableTrail(tenant: TenantId): TamperableTrail {
  const trail: TamperableTrail = {
    waitingEvents: [],
    rows: [],
    storedHead: null,
    dirty: async () => (trail.waitingEvents.length > 0 ? [tenant] : []),
    head: async () => structuredClone(trail.storedHead),
    waiting: async (_, most) => structuredClone(trail.waitingEvents.slice(0, most)),
    async seal(_, from, events, head) {
      if (trail.storedHead?.hash !== from?.hash) return 'lost'
      trail.rows.push(...structuredClone(events))
      trail.storedHead = structuredClone(head)
      const placed = new Set(events.map(({ id }) => id))
      trail.waitingEvents = trail.waitingEvents.filter(({ id }) => !placed.has(id))
      return 'moved'
    },
    sealed: async (_, after, most) =>
      structuredClone(
        trail.rows
          .filter(({ sequence }) => sequence > after)
          .toSorted((a, b) => a.sequence - b.sequence)
          .slice(0, most),
      ),
  }
  return trail
}
