// Many at once: exactly one step wins, and what is only added up is added up exactly.
import { describe, expect, it } from 'vitest'
import { lookupHash } from '../../../src/core/people/identifiers.ts'
import type { TestDatabase } from './databases.ts'
import { newOrganisation, tim } from './organisation.ts'
import {
  ask,
  askForJourney,
  begins,
  everything,
  firstStep,
  message,
  network,
  newJourney,
  nextStep,
  recordedFact,
  sessionStep,
  timsCounters,
} from './steps.ts'

const fifty = Array.from({ length: 50 }, (_, index) => index)
const moved = (outcomes: readonly string[]) => outcomes.filter((each) => each === 'moved').length

export function racesContract(database: () => TestDatabase): void {
  describe('races', () => {
    it('of 50 commits from one version have one winner, who alone is written', async () => {
      const { storage, tenant, rows } = await newOrganisation(database().db)
      const journey = newJourney()
      await rows.journeys.commit(firstStep(journey))
      const counted = { ...timsCounters() }
      const submits = fifty.map(() => ({
        counters: counted,
        outbox: [message(journey)],
        facts: [recordedFact(journey)],
        network,
        tally: { starts: 1, failures: 1, shard: 0 },
      }))

      expect(moved(await Promise.all(submits.map((each) => rows.journeys.commit(nextStep(journey, 1, each)))))).toBe(1)

      const after = await rows.journeys.load({ ...askForJourney(journey), network })
      expect(after.journey?.version).toBe(2)
      expect(after.tallies.map((each) => each.failures)).toEqual([1, 1, 1])
      expect(await storage.outbox.claim(tenant, 100, 1_000)).toHaveLength(1)
      expect(await storage.auditTrail.waiting(tenant, 100)).toHaveLength(1)
    })

    it('of 50 commits of a journey that has no counters yet have one winner too', async () => {
      const { rows } = await newOrganisation(database().db)
      const journey = newJourney()
      await rows.journeys.commit(firstStep(journey))
      const facts = () => [recordedFact(journey)]
      const outcomes = await Promise.all(
        fifty.map(() => rows.journeys.commit(nextStep(journey, 1, { facts: facts() }))),
      )
      expect(moved(outcomes)).toBe(1)
      expect((await rows.journeys.load(askForJourney(journey))).journey?.version).toBe(2)
    })

    it('of different journeys over the counters of one account have one winner, from the first row and from a later one', async () => {
      const { rows } = await newOrganisation(database().db)
      for (const version of [0, 1, 2]) {
        const journeys = fifty.map(() => newJourney())
        await Promise.all(journeys.map((each) => rows.journeys.commit(firstStep(each))))
        const outcomes = await Promise.all(
          journeys.map((each) => rows.journeys.commit(nextStep(each, 1, { counters: timsCounters(version) }))),
        )
        expect(moved(outcomes)).toBe(1)
        const reloaded = await Promise.all(journeys.map((each) => rows.journeys.load(askForJourney(each))))
        expect(reloaded.filter((each) => each.journey?.version === 2)).toHaveLength(1)
      }
    })

    it('of 50 final steps write one password', async () => {
      const { rows, tenant } = await newOrganisation(database().db)
      const journey = newJourney()
      await rows.journeys.commit(firstStep(journey))
      const outcomes = await Promise.all(
        fifty.map((each) => {
          const write = everything(journey)
          const change = { kind: 'set-password', hash: `hash-${each}`, history: [] } as const
          const staged = write.staged ? { ...write.staged, change } : null
          return rows.journeys.commit(nextStep(journey, 1, { ...write, staged }))
        }),
      )
      expect(moved(outcomes)).toBe(1)
      const row = await rows.builtIn.byId(tenant, 'staff' as never, tim.externalId)
      expect(row?.passwordHash).toBe(`hash-${outcomes.indexOf('moved')}`)
    })

    it('of a sign-in and a reset never leave both: the later one is lost', async () => {
      const { rows } = await newOrganisation(database().db)
      const journey = newJourney()
      await rows.journeys.commit(firstStep(journey))
      const starts = begins()
      const outcomes = await Promise.all([
        rows.journeys.commit(nextStep(journey, 1, everything(journey))),
        rows.sessions.commit(sessionStep({ counters: timsCounters(), starts })),
      ])
      expect(moved(outcomes)).toBe(1)
    })

    it('add up every tally, from places in whatever order', async () => {
      const { rows } = await newOrganisation(database().db)
      const outcomes = await Promise.all(
        fifty.map((each) => {
          // Half of them name the two places the other way round: their order must not make steps wait for each other.
          const places = each % 2 ? network : { ...network, address: network.network, network: network.address }
          return rows.journeys.commit(
            firstStep(newJourney(), { network: places, tally: { starts: 1, failures: 2, shard: each % 8 } }),
          )
        }),
      )
      expect(moved(outcomes)).toBe(50)

      const { tallies } = await rows.journeys.load(ask({ network }))
      const sum = (place: string, what: 'starts' | 'failures') =>
        tallies.filter((each) => each.place === place).reduce((total, each) => total + each[what], 0)
      expect([sum(network.address, 'starts'), sum(network.network, 'failures'), sum('*', 'failures')]).toEqual([
        50, 100, 100,
      ])
    })

    it('over names nobody has are counted in buckets of their own', async () => {
      const { rows } = await newOrganisation(database().db)
      const journeys = fifty.slice(0, 10).map(() => newJourney())
      await Promise.all(journeys.map((each) => rows.journeys.commit(firstStep(each))))
      const outcomes = await Promise.all(
        journeys.map((each, index) => {
          const counters = { ...timsCounters(), key: `name:${lookupHash(`k:${index % 5}`)}` }
          return rows.journeys.commit(nextStep(each, 1, { counters }))
        }),
      )
      expect(moved(outcomes)).toBe(5)
    })
  })
}
