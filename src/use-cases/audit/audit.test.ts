import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createTamperableTrail,
  keyPair,
  sha256,
  type TamperableTrail,
  verifySignature,
} from '../../../tests/support/tamperable-trail.ts'
import { chainNext, chainStart } from '../../core/audit/chain.ts'
import { tenantId } from '../../core/people/identifiers.ts'
import { instantFrom } from '../../core/time.ts'
import type { SealedEvent, StoredEvent } from '../../ports/audit-trail.ts'
import { type Checkpoint, farthestCheckpoint, readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import { createAuditSealer } from './seal.ts'
import { type VerifyReport, verifyTrail } from './verify.ts'

const tenant = tenantId('0c1a0f0e-0000-4000-8000-000000000001')
const other = tenantId('0c1a0f0e-0000-4000-8000-000000000002')
const keys = keyPair(7)

const event = (index: number): StoredEvent => ({
  id: `event-${index}`,
  at: instantFrom(1_700_000_000_000 + index),
  subject: index % 3 === 0 ? null : `subject-${index % 5}`,
  journey: `journey-${index % 7}`,
  reference: index % 2 === 0 ? null : 'RK-7F3K-92QD',
  fact: { kind: 'proof-failed', method: 'email', gate: 1, compared: index % 2 === 0 },
})

async function sealedTrail(count: number): Promise<TamperableTrail> {
  const trail = createTamperableTrail(tenant)
  trail.waitingEvents = Array.from({ length: count }, (_, index) => event(index))
  const sealer = createAuditSealer({ trail, sha256, signs: keys })
  while ((await sealer.seal()) > 0);
  return trail
}

const verify = (trail: TamperableTrail, checkpoint: Checkpoint | null = null, of = tenant): Promise<VerifyReport> =>
  verifyTrail({ trail, tenant: of, publicKeys: [keys.publicKey], checkpoint, sha256, verifySignature })

function checkpointOf(trail: TamperableTrail): Checkpoint {
  if (trail.storedHead === null) throw new Error('nothing is sealed')
  return { tenant, ...trail.storedHead }
}

describe('sealing', () => {
  it('takes 500 facts at a time and leaves none behind', async () => {
    const trail = createTamperableTrail(tenant)
    trail.waitingEvents = Array.from({ length: 1_201 }, (_, index) => event(index))
    const sealer = createAuditSealer({ trail, sha256, signs: keys })
    expect([await sealer.seal(), await sealer.seal(), await sealer.seal(), await sealer.seal()]).toEqual([
      500, 500, 201, 0,
    ])
    expect(trail.rows.map(({ id }) => id)).toEqual(Array.from({ length: 1_201 }, (_, index) => `event-${index}`))
    expect(await verify(trail)).toEqual({ kind: 'whole', length: 1_201, sealedAt: 1_700_000_001_200 })
  })

  it('changes nothing when another process moved the head first', async () => {
    const trail = await sealedTrail(3)
    trail.waitingEvents = [event(3)]
    const stale = trail.storedHead
    const slow = { ...trail, head: async () => ({ sequence: 0, hash: 'older', signature: '', sealedAt: event(0).at }) }
    expect(await createAuditSealer({ trail: slow, sha256, signs: keys }).seal()).toBe(0)
    expect(trail.storedHead).toEqual(stale)
    expect(trail.waitingEvents).toHaveLength(1)
    expect(await createAuditSealer({ trail, sha256, signs: keys }).seal()).toBe(1)
    expect(await verify(trail)).toMatchObject({ kind: 'whole', length: 4 })
  })
})

describe('verifying', () => {
  it('finds an untouched chain whole, with a checkpoint of any age', async () => {
    const trail = await sealedTrail(40)
    const early = checkpointOf(trail)
    trail.waitingEvents = Array.from({ length: 700 }, (_, index) => event(40 + index))
    const sealer = createAuditSealer({ trail, sha256, signs: keys })
    while ((await sealer.seal()) > 0);
    expect(await verify(trail)).toMatchObject({ kind: 'whole', length: 740 })
    expect(await verify(trail, early)).toMatchObject({ kind: 'whole', length: 740 })
    expect(await verify(createTamperableTrail(tenant))).toEqual({ kind: 'whole', length: 0, sealedAt: null })
  })

  it('goes on when more is sealed while it reads', async () => {
    const trail = await sealedTrail(5)
    let reads = 0
    const busy: TamperableTrail = {
      ...trail,
      head: async () => {
        reads += 1
        if (reads === 1) {
          trail.waitingEvents = [event(5)]
          await createAuditSealer({ trail, sha256, signs: keys }).seal()
        }
        return trail.storedHead
      },
    }
    expect(await verify(busy)).toMatchObject({ kind: 'whole', length: 6 })
  })

  it('does not take the chain of one organisation for that of another', async () => {
    const trail = await sealedTrail(5)
    expect(await verify(trail, null, other)).toEqual({ kind: 'broken', sequence: 1, breach: 'altered' })
  })

  it('believes no checkpoint that the key did not sign', async () => {
    const trail = await sealedTrail(5)
    const forged = { ...checkpointOf(trail), sequence: 4 }
    expect(await verify(trail, forged)).toMatchObject({ kind: 'broken', breach: 'checkpoint-forged' })
  })

  it('says what only a checkpoint can prove: an old, genuine end put back', async () => {
    const trail = await sealedTrail(10)
    const genuine = trail.storedHead
    trail.waitingEvents = [event(10), event(11)]
    await createAuditSealer({ trail, sha256, signs: keys }).seal()
    const checkpoint = checkpointOf(trail)
    trail.rows = trail.rows.slice(0, 10)
    trail.storedHead = genuine
    expect(await verify(trail)).toMatchObject({ kind: 'whole', length: 10 })
    expect(await verify(trail, checkpoint)).toEqual({ kind: 'broken', sequence: 11, breach: 'cut-off' })
  })
})

describe('a report', () => {
  it('names the first event that can no longer be vouched for, and why', async () => {
    const dropped = await sealedTrail(10)
    dropped.rows = dropped.rows.filter(({ sequence }) => sequence !== 4)
    expect(await verify(dropped)).toEqual({ kind: 'broken', sequence: 4, breach: 'missing' })

    const edited = await sealedTrail(10)
    edited.rows = edited.rows.map((row) => (row.sequence === 7 ? { ...row, reference: null, subject: 'x' } : row))
    expect(await verify(edited)).toEqual({ kind: 'broken', sequence: 7, breach: 'altered' })

    const cut = await sealedTrail(10)
    cut.rows = cut.rows.slice(0, 8)
    expect(await verify(cut)).toEqual({ kind: 'broken', sequence: 9, breach: 'missing' })
  })

  it('needs no checkpoint to find a chain that was made again without the key', async () => {
    const trail = await sealedTrail(10)
    trail.rows = trail.rows.slice(1)
    rechain(trail)
    expect(await verify(trail)).toEqual({ kind: 'broken', sequence: 9, breach: 'forged' })
  })

  it('finds events that were added behind the signed head', async () => {
    const trail = await sealedTrail(10)
    const last = trail.rows.at(-1)
    if (last === undefined) throw new Error('nothing is sealed')
    trail.rows.push({ ...event(10), ...chainNext(last, event(10), sha256) })
    expect(await verify(trail)).toEqual({ kind: 'broken', sequence: 11, breach: 'not-signed' })
    trail.storedHead = null
    expect(await verify(trail)).toEqual({ kind: 'broken', sequence: 1, breach: 'not-signed' })
  })

  it('holds even somebody who has the key to what a checkpoint says', async () => {
    const checkpoint = checkpointOf(await sealedTrail(10))
    const trail = createTamperableTrail(tenant)
    trail.waitingEvents = Array.from({ length: 20 }, (_, index) => event(index + 1))
    await createAuditSealer({ trail, sha256, signs: keys }).seal()
    expect(await verify(trail)).toMatchObject({ kind: 'whole', length: 20 })
    expect(await verify(trail, checkpoint)).toEqual({ kind: 'broken', sequence: 10, breach: 'not-the-checkpoint' })
  })
})

describe('a database owner who tampers with the log (DL-05)', () => {
  const length = 60
  const kinds = ['edit', 'delete', 'reorder', 'truncate', 're-chain'] as const

  it.each(kinds)('is found in 40 of 40 tries to %s', async (kind) => {
    const place = fc.integer({ min: 0, max: length - 1 })
    let found = 0
    await fc.assert(
      fc.asyncProperty(place, place, fc.constantFrom(...edits), async (at, to, edit) => {
        const trail = await sealedTrail(length)
        const checkpoint = checkpointOf(trail)
        tamper(kind, trail, at, to === at ? (at + 1) % length : to, edit)
        const report = await verify(trail, checkpoint)
        expect(report.kind).toBe('broken')
        found += 1
      }),
      { numRuns: 40 },
    )
    expect(found).toBe(40)
  })
})

type Edit = (row: SealedEvent) => SealedEvent
const edits: readonly Edit[] = [
  (row) => ({ ...row, id: `${row.id}x` }),
  (row) => ({ ...row, at: instantFrom(row.at + 1) }),
  (row) => ({ ...row, subject: 'subject-of-somebody-else' }),
  (row) => ({ ...row, journey: null }),
  (row) => ({ ...row, reference: 'RK-0000-0000' }),
  (row) => ({ ...row, fact: { ...row.fact, kind: 'proof-passed' } }),
  (row) => ({ ...row, fact: { ...row.fact, extra: null } }),
  (row) => ({ ...row, hash: sha256(row.hash) }),
]

function tamper(
  kind: 'edit' | 'delete' | 'reorder' | 'truncate' | 're-chain',
  trail: TamperableTrail,
  at: number,
  to: number,
  edit: Edit,
): void {
  const rows = trail.rows
  switch (kind) {
    case 'edit':
      trail.rows = rows.map((row, index) => (index === at ? edit(row) : row))
      return
    case 'delete':
      trail.rows = rows.filter((_, index) => index !== at)
      return
    case 'reorder':
      trail.rows = rows.map((row, index) => ({
        ...((index === at ? rows[to] : index === to ? rows[at] : row) ?? row),
        sequence: row.sequence,
      }))
      return
    case 'truncate':
      trail.rows = rows.slice(0, at)
      rechain(trail)
      return
    case 're-chain':
      trail.rows = rows.map((row, index) => (index === at ? edit(row) : row))
      if (edit === edits.at(-1)) trail.rows = trail.rows.filter((_, index) => index !== at)
      rechain(trail)
  }
}

/** All hashes made again, the head's too; only its signature can't be. */
function rechain(trail: TamperableTrail): void {
  let end = chainStart(tenant, sha256)
  trail.rows = trail.rows.map((row) => {
    end = chainNext(end, row, sha256)
    return { ...row, ...end }
  })
  if (trail.storedHead !== null) trail.storedHead = { ...trail.storedHead, ...end }
}

describe('a checkpoint', () => {
  it('is one line that reads back as it was', async () => {
    const checkpoint = checkpointOf(await sealedTrail(3))
    const line = writeCheckpoint(checkpoint)
    expect(line).not.toContain('\n')
    expect(readCheckpoint(line)).toEqual(checkpoint)
  })

  it('is found among other lines and other organisations, the farthest first', async () => {
    const checkpoint = checkpointOf(await sealedTrail(3))
    const lines = [
      writeCheckpoint({ ...checkpoint, sequence: 2 }),
      'started',
      '{"tenant":1}',
      'null',
      writeCheckpoint(checkpoint),
      writeCheckpoint({ ...checkpoint, sequence: 9, tenant: other }),
      '',
    ]
    expect(farthestCheckpoint(lines.join('\n'), tenant)).toEqual(checkpoint)
    expect(farthestCheckpoint('nothing\n', tenant)).toBeNull()
  })
})
