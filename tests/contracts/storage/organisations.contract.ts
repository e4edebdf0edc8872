// Organisations side by side: hosts, policies, built-in directories, and nothing of one seen by another.
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { groupId, tenantId } from '../../../src/core/people/identifiers.ts'
import { minutes } from '../../../src/core/time.ts'
import type { TestDatabase } from './databases.ts'
import { builtIn, newOrganisation, policy, tim } from './organisation.ts'
import {
  ask,
  askForJourney,
  begins,
  everything,
  firstStep,
  newJourney,
  newToken,
  nextStep,
  sessionStep,
  timsCounters,
} from './steps.ts'

const named = (canonical: string) => ({ text: canonical, canonical })

/** What a change of policy is put on record as. */
const editionSet = () => ({ id: randomUUID(), fact: { kind: 'edition-set', edition: 'premium' } }) as const

export function organisationsContract(database: () => TestDatabase): void {
  describe('organisations', () => {
    it('see nothing of each other, whatever ids they share', async () => {
      const { rows: ours, tenant } = await newOrganisation(database().db)
      const { rows: theirs, tenant: other } = await newOrganisation(database().db)
      const journey = newJourney()
      const write = firstStep(journey)
      const cookie = write.from.kind === 'new' ? write.from.cookie : newToken()
      const session = newToken()
      await ours.journeys.commit(write)
      await ours.journeys.commit(nextStep(journey, 1, everything(journey)))
      const starts = begins(session)
      await ours.sessions.commit(sessionStep({ counters: timsCounters(1), starts }))

      expect((await theirs.journeys.load(askForJourney(journey))).journey).toBeNull()
      expect((await theirs.journeys.load(ask({ handle: { by: 'cookie', hash: cookie } }))).journey).toBeNull()
      expect(await theirs.journeys.commit(nextStep(journey, 2))).toBe('lost')
      expect(await theirs.journeys.unfinished(0, 10)).toEqual([])
      const times = { idle: minutes(5), absolute: minutes(5) }
      const handle = { by: 'session', hash: session } as const
      expect((await theirs.sessions.load({ handle, browser: null, network: null, times })).session).toBeNull()
      expect((await theirs.builtIn.byId(other, builtIn, tim.externalId))?.passwordHash).toBe('old-hash')
      await expect(theirs.builtIn.byId(tenant, builtIn, tim.externalId)).rejects.toThrow(RangeError)
      const candidate = { directory: builtIn, externalId: tim.externalId }
      const resolving = { candidate, buckets: ['k:b' as never] as const }
      const facts = await theirs.journeys.load({ ...ask({}), resolving, network: everything(journey).network ?? null })
      expect([facts.counters?.version, facts.tallies, facts.account?.methods[0]?.lastStep]).toEqual([0, [], 100])
    })

    it('are found by exact host, and a host belongs to one', async () => {
      const { storage, tenant } = await newOrganisation(database().db)
      const host = `${tenant}.example`
      expect(storage.tenants.byHost(host)?.id).toBe(tenant)
      expect(storage.tenants.byHost(`www.${host}`)).toBeNull()
      const again = storage.tenants.byHost(host)
      if (again === null) throw new Error('the organisation is gone')
      expect(await storage.tenants.create(again, policy)).toBe('exists')
      expect(await storage.tenants.create({ ...again, id: tenantId(randomUUID()) }, policy)).toBe('host-taken')
      expect((await storage.tenants.list()).filter((each) => each.hosts.includes(host))).toEqual([again])
    })

    it('have one current policy, saved only over the version it was made from', async () => {
      const { rows } = await newOrganisation(database().db)
      expect(await rows.policies.current()).toEqual(policy)
      const next = { ...policy, gates: 1 } as const
      const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => rows.policies.save(next, 1, editionSet())))
      expect(outcomes.filter((each) => each === 'moved')).toHaveLength(1)
      expect(await rows.policies.save(policy, 1, editionSet())).toBe('lost')
      expect(await rows.policies.save(policy, 7, editionSet())).toBe('lost')
      expect(await rows.policies.current()).toEqual({ ...next, version: 2 })
      expect((await rows.journeys.load(ask({}))).policy).toEqual({ ...next, version: 2 })
    })

    it('keep built-in entries that every name of theirs finds, with nested groups and cycles resolved', async () => {
      const { rows, tenant } = await newOrganisation(database().db)
      const [everyone, staff, all] = [groupId('everyone'), groupId('staff'), groupId('all')]
      for (const each of [staff, all]) await rows.seeding.group(builtIn, each, each)
      await rows.seeding.nest(builtIn, everyone, staff)
      await rows.seeding.nest(builtIn, staff, all)
      await rows.seeding.nest(builtIn, all, everyone)

      const row = await rows.builtIn.byName(tenant, builtIn, named('tim'))
      expect(row?.entry.groups).toEqual(['all', 'everyone', 'staff'])
      expect(await rows.builtIn.byName(tenant, builtIn, named('tim@home.example'))).toEqual(row)
      expect(await rows.builtIn.byId(tenant, builtIn, tim.externalId)).toEqual(row)
      expect(await rows.builtIn.byName(tenant, builtIn, named('tom'))).toBeNull()
    })

    it('show a lockout in the entry, and seeding twice is seeding once', async () => {
      const { rows, tenant } = await newOrganisation(database().db)
      await rows.seeding.lockOut(tim.id, minutes(10))
      await rows.seeding.lockOut(tim.id, minutes(99))
      const { now } = await rows.journeys.load(ask({}))
      const until = (await rows.builtIn.byId(tenant, builtIn, tim.externalId))?.entry.lockedUntil ?? 0
      expect(Math.abs(until - now - minutes(10))).toBeLessThan(minutes(1))
    })

    it('know how many accounts are in scope once they were counted', async () => {
      const { storage, rows } = await newOrganisation(database().db)
      const counted = async () => {
        await storage.housekeeping.countEnabled()
        return (await rows.journeys.load(ask({}))).enabledAccounts
      }
      const groups = (include: string[], exclude: string[]) =>
        ({ kind: 'groups', include: include.map(groupId), exclude: exclude.map(groupId) }) as const
      await rows.seeding.group(builtIn, groupId('outer'), 'Outer')
      await rows.seeding.nest(builtIn, groupId('everyone'), groupId('outer'))
      expect(await counted()).toBe(0)
      await rows.policies.save({ ...policy, scope: { kind: 'all' } }, 1, editionSet())
      expect(await counted()).toBe(1)
      await rows.policies.save({ ...policy, scope: groups(['outer'], []) }, 2, editionSet())
      expect(await counted()).toBe(1)
      await rows.policies.save({ ...policy, scope: groups(['outer'], ['everyone']) }, 3, editionSet())
      expect(await counted()).toBe(0)
    })

    it('that don’t exist can’t be asked', async () => {
      const { storage } = await newOrganisation(database().db)
      await expect(storage.forTenant(tenantId(randomUUID())).journeys.load(ask({}))).rejects.toThrow('no organisation')
    })
  })
}
