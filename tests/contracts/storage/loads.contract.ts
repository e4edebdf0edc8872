// What one load brings beside the journey.
import { describe, expect, it } from 'vitest'
import { lookupHash } from '../../../src/core/people/identifiers.ts'
import { emptyCounters } from '../../../src/core/throttle/counters.ts'
import { minutes } from '../../../src/core/time.ts'
import type { TestDatabase } from './databases.ts'
import { builtIn, newOrganisation, tim } from './organisation.ts'
import { askForJourney, firstStep, network, newJourney, newToken, timsCounters } from './steps.ts'

export function loadsContract(database: () => TestDatabase): void {
  describe('journeys', () => {
    it('are read with the account, its entry, its history and what its networks did', async () => {
      const { rows } = await newOrganisation(database().db)
      const journey = newJourney()
      const browser = newToken()
      await rows.seeding.knownBrowser(tim.id, browser, minutes(5))
      const known = { ...journey, subject: { kind: 'account', account: tim.id } } as const
      const tally = { starts: 1, failures: 2, shard: 5 }
      await rows.journeys.commit(firstStep(known, { counters: timsCounters(), network, tally }))

      const loaded = await rows.journeys.load({ handle: { by: 'id', id: journey.id }, browser, network })

      expect(loaded.knownBrowser).toBe(true)
      expect(loaded.counters).toEqual({ key: `account:${tim.id}`, version: 1, value: emptyCounters })
      expect(loaded.account).toEqual({
        id: tim.id,
        directory: builtIn,
        externalId: tim.externalId,
        contactMail: 'v1.k.n.mail',
        locale: 'de',
        registration: { confirmedAt: null, skips: 0, askedAt: null, defaultMethod: null },
        timeZone: null,
        frozenAt: null,
        methods: [expect.objectContaining({ id: tim.method, provenAt: 1_000, lastStep: 100, address: null })],
        entry: {
          directory: builtIn,
          externalId: tim.externalId,
          source: 'cloud-only',
          username: 'tim',
          displayName: 'Tim Walker',
          groups: ['everyone'],
          role: null,
          disabled: false,
          lockedByAdministrator: false,
          lockedUntil: null,
          mustChangePassword: true,
          passwordChangedAt: expect.any(Number),
          passwordExpiresAt: null,
        },
      })
      expect(loaded.tallies.map(({ place, starts, failures }) => ({ place, starts, failures }))).toEqual(
        expect.arrayContaining([
          { place: network.address, starts: 1, failures: 2 },
          { place: network.network, starts: 1, failures: 2 },
          { place: '*', starts: 0, failures: 2 },
        ]),
      )
      expect(loaded.tallies).toHaveLength(3)
      expect(Number.isInteger(loaded.now)).toBe(true)
      const stranger = await rows.journeys.load({ ...askForJourney(journey), browser: newToken() })
      expect(stranger.knownBrowser).toBe(false)
    })

    it('are read, while their name is resolved, with the candidate’s account and history or with the name’s bucket', async () => {
      const { rows } = await newOrganisation(database().db)
      const journey = newJourney()
      await rows.journeys.commit(firstStep(journey))
      const bucket = lookupHash('k:nobody')
      const candidate = { directory: builtIn, externalId: tim.externalId }
      const resolving = (who: typeof candidate | null) =>
        rows.journeys.load({ ...askForJourney(journey), resolving: { candidate: who, buckets: [bucket] } })

      const found = await resolving(candidate)
      expect([found.account?.id, found.counters?.key, found.counters?.version]).toEqual([
        tim.id,
        `account:${tim.id}`,
        0,
      ])
      const nobody = await resolving(null)
      expect([nobody.account, nobody.counters?.key]).toEqual([null, 'name:k:nobody'])
      expect(nobody.journey?.journey).toEqual(journey)
    })
  })
}
