// Migrations, the installation's row, and what is thrown away.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lookupHash, methodKind } from '../../../src/core/people/identifiers.ts'
import { emptyCounters } from '../../../src/core/throttle/counters.ts'
import { days, earlier, type Instant, minutes } from '../../../src/core/time.ts'
import { migrate } from '../../../src/storage/migrate.ts'
import { migrations } from '../../../src/storage/migrations/migrations.ts'
import { createStorage } from '../../../src/storage/storage.ts'
import { countRows, type Engine, peek, type TestDatabase } from './databases.ts'
import { builtIn, newOrganisation, tim } from './organisation.ts'
import { ask, begins, everything, firstStep, newJourney, nextStep, sessionStep, timsCounters } from './steps.ts'

export function keepingContract(engine: Engine): void {
  let opened: TestDatabase | undefined
  const db = (): TestDatabase['db'] => {
    if (opened === undefined) throw new Error('the database is not open')
    return opened.db
  }
  beforeAll(async () => {
    opened = await engine.open('empty')
  })
  afterAll(async () => {
    await opened?.close()
  })

  describe('migrations', () => {
    it('are applied once, also by processes that start together', async () => {
      const applied = await Promise.all([migrate(db()), migrate(db()), migrate(db())])
      expect(applied.flat().sort()).toEqual(migrations.map((each) => each.name))
      expect(await migrate(db())).toEqual([])
    })

    it('refuse a database that a newer version migrated, or whose past is not ours', async () => {
      await expect(migrate(db(), migrations.slice(0, 1))).rejects.toThrow('newer version')
      const [first, ...others] = migrations
      const altered = [{ name: first?.name ?? '', sql: `${first?.sql} ` }, ...others]
      await expect(migrate(db(), altered)).rejects.toThrow('is not the one this database was made with')
    })

    it('leave nothing of one that fails', async () => {
      const before = await countRows(db())
      const broken = [...migrations, { name: '9999-broken', sql: 'create table left_over (a int); select 1/0' }]
      await expect(migrate(db(), broken)).rejects.toThrow('division by zero')
      expect(await countRows(db())).toEqual(before)
      expect(await migrate(db())).toEqual([])
    })
  })

  describe('the installation', () => {
    it('keeps the first key check and raises its epoch', async () => {
      const { installation } = createStorage(db())
      expect(await installation.read()).toEqual({ epoch: 1, keyCheck: null })
      expect(await installation.keepKeyCheck('first')).toBe('first')
      expect(await installation.keepKeyCheck('second')).toBe('first')
      expect(await installation.raiseEpoch('kept')).toBe(2)
      expect(await installation.read()).toEqual({ epoch: 2, keyCheck: 'first' })
    })
  })

  describe('housekeeping', () => {
    it('throws away what is over, and nothing else', async () => {
      const { storage, rows } = await newOrganisation(db())
      const journey = newJourney()
      await rows.journeys.commit(firstStep(journey))
      await rows.journeys.commit(
        nextStep({ ...journey, subject: { kind: 'nobody', account: null } }, 1, everything(journey)),
      )
      await rows.journeys.commit(firstStep(newJourney(), { counters: { ...timsCounters(), key: 'name:k:tim' } }))
      await rows.sessions.commit(sessionStep({ starts: begins() }))
      const before = await countRows(db())
      expect(await storage.housekeeping.purge()).toBe(0)
      expect(await countRows(db())).toEqual(before)

      const old = `now() - interval '40 hours'`
      await db().script(`
        update journeys set started_at = ${old};
        update network_tallies set bucket = bucket - 400;
        update outbox set dies_at = ${old};
        update sessions set started_at = now() - interval '3 days';
        update known_browsers set expires_at = ${old};
        update not_me_links set expires_at = ${old};
        update counters set touched_at = now() - interval '40 days'`)
      // One journey, three tallies and one of each other kind; the unresolved journey and the account's counters stay.
      expect(await storage.housekeeping.purge()).toBe(9)
      expect(await storage.housekeeping.purge()).toBe(0)
      const after = await countRows(db())
      expect([after['journeys'], after['counters'], after['audit_events']]).toEqual([1, 1, 1])
      await storage.housekeeping.tidy()
      expect(await countRows(db())).toEqual(after)
      expect(await peek(db(), 'select key from counters')).toEqual([{ key: `account:${tim.id}` }])
    })
  })

  describe('a restore whose counters are lost', () => {
    it('raises counters to a floor, and lowers none', async () => {
      const { storage, rows } = await newOrganisation(db())
      const read = async () => {
        const candidate = { directory: builtIn, externalId: tim.externalId }
        const loaded = await rows.journeys.load(ask({ resolving: { candidate, buckets: [lookupHash('k:tim')] } }))
        return { counters: loaded.counters ?? { ...timsCounters(), version: -1 }, now: loaded.now }
      }
      const kind = methodKind('authenticator-app')
      const keep = async (strangers: readonly Instant[], streak: number) => {
        const { counters, now } = await read()
        const failures = { known: [earlier(now, 7)], strangers }
        const streaks = { [kind]: { known: 2, strangers: streak }, email: { known: 0, strangers: 1 } }
        const sends = [{ address: lookupHash('k:tim'), at: now, asked: true }]
        const value = { ...emptyCounters, failures, streaks, sends }
        expect(await rows.journeys.commit(firstStep(newJourney(), { counters: { ...counters, value } }))).toBe('moved')
        return (await read()).counters
      }

      await storage.installation.raiseEpoch('kept')
      expect((await read()).counters).toEqual(timsCounters(0))
      // Nothing was ever counted.
      await storage.installation.raiseEpoch('lost')
      const first = await read()
      const { value } = first.counters
      expect(value).toEqual({
        ...emptyCounters,
        failures: { known: [], strangers: Array(20).fill(value.failures.strangers[0]) },
        streaks: { [kind]: { known: 0, strangers: 25 } },
      })
      const age = first.now - (value.failures.strangers[0] ?? 0)
      expect(age >= days(1) && age < days(1) + minutes(1)).toBe(true)
      await storage.installation.raiseEpoch('lost')
      expect((await read()).counters.value).toEqual(value)

      // Less than the floor: what was counted stays, in order, and counts towards it; what is older than the month does not.
      const { now } = first
      const counted = [earlier(now, days(40)), earlier(now, days(3)), earlier(now, 5)]
      const few = await keep(counted, 1)
      await storage.installation.raiseEpoch('lost')
      const raised = (await read()).counters
      expect(raised.version).toBe(few.version + 1)
      const { strangers } = raised.value.failures
      expect([strangers.length, strangers.slice(0, 2), strangers.at(-1)]).toEqual([21, counted.slice(0, 2), counted[2]])
      expect(strangers).toEqual(strangers.toSorted((one, other) => one - other))
      expect(raised.value).toEqual({
        ...few.value,
        failures: { ...few.value.failures, strangers },
        streaks: { ...few.value.streaks, [kind]: { known: 2, strangers: 25 } },
      })

      // More than the floor.
      const many = await keep(
        Array.from({ length: 28 }, (_, n) => earlier(now, 28 - n)),
        40,
      )
      await storage.installation.raiseEpoch('lost')
      expect((await read()).counters.value).toEqual(many.value)
    })

    it('assumes nothing of accounts in which there is nothing to guess, and nothing of names', async () => {
      const { storage, tenant } = await newOrganisation(db())
      await peek(db(), `delete from methods where tenant_id = '${tenant}'`)
      await peek(db(), `insert into counters values ('${tenant}', concat('name', chr(58), 'x'), 1, '{}', now())`)
      await storage.installation.raiseEpoch('lost')
      expect(await peek(db(), `select version, value from counters where tenant_id = '${tenant}'`)).toEqual([
        { version: 1, value: {} },
      ])
    })
  })
}
