// Facts wait until they are sealed, each in one place of one chain.
import { describe, expect, it } from 'vitest'
import { instantFrom } from '../../../src/core/time.ts'
import type { AuditHead, StoredEvent } from '../../../src/ports/audit-trail.ts'
import type { TestDatabase } from './databases.ts'
import { newOrganisation } from './organisation.ts'
import { firstStep, newJourney, recordedFact } from './steps.ts'

const headAt = (sequence: number): AuditHead => ({
  sequence,
  hash: `hash-${sequence}`,
  signature: `signature-${sequence}`,
  sealedAt: instantFrom(1_700_000_000_123),
})
const placed = (events: readonly StoredEvent[], from: number) =>
  events.map((each, index) => ({ ...each, sequence: from + index, hash: `hash-${from + index}` }))

export function auditTrailContract(database: () => TestDatabase): void {
  const withFacts = async (count: number) => {
    const ground = await newOrganisation(database().db)
    const journey = newJourney()
    const facts = Array.from({ length: count }, () => recordedFact(journey))
    await ground.rows.journeys.commit(firstStep(journey, { facts }))
    return { ...ground, trail: ground.storage.auditTrail }
  }

  describe('the audit trail', () => {
    it('names the organisations that have facts waiting, and no other', async () => {
      const { trail, tenant } = await withFacts(1)
      const quiet = await newOrganisation(database().db)
      const dirty = await trail.dirty()
      expect(dirty).toContain(tenant)
      expect(dirty).not.toContain(quiet.tenant)
    })

    it('gives sealed facts their places and moves the head with them', async () => {
      const { trail, tenant } = await withFacts(3)
      const events = await trail.waiting(tenant, 2)
      expect(await trail.head(tenant)).toBeNull()
      expect(await trail.seal(tenant, null, placed(events, 1), headAt(2))).toBe('moved')

      expect(await trail.head(tenant)).toEqual(headAt(2))
      expect(await trail.sealed(tenant, 0, 10)).toEqual(placed(events, 1))
      expect(await trail.sealed(tenant, 1, 10)).toEqual(placed(events, 1).slice(1))
      const rest = await trail.waiting(tenant, 10)
      expect(rest).toHaveLength(1)
      expect(await trail.seal(tenant, headAt(2), placed(rest, 3), headAt(3))).toBe('moved')
      expect(await trail.dirty()).not.toContain(tenant)
    })

    it('lets one of several sealers move the head, and the others change nothing', async () => {
      const { trail, tenant } = await withFacts(2)
      const events = await trail.waiting(tenant, 10)
      const seals = (from: AuditHead | null) =>
        Promise.all([1, 2, 3, 4].map(() => trail.seal(tenant, from, placed(events, 1), headAt(2))))
      expect((await seals(null)).filter((each) => each === 'moved')).toHaveLength(1)
      const sealed = await trail.sealed(tenant, 0, 10)
      expect(await trail.seal(tenant, null, placed(events, 7), headAt(8))).toBe('lost')
      expect(await trail.seal(tenant, headAt(1), placed(events, 7), headAt(8))).toBe('lost')
      expect(await trail.sealed(tenant, 0, 10)).toEqual(sealed)
      expect(await trail.head(tenant)).toEqual(headAt(2))
    })

    it('starts no chain in the middle', async () => {
      const { trail, tenant } = await withFacts(1)
      const events = await trail.waiting(tenant, 1)
      expect(await trail.seal(tenant, headAt(4), placed(events, 5), headAt(5))).toBe('lost')
      expect(await trail.head(tenant)).toBeNull()
    })
  })
}
