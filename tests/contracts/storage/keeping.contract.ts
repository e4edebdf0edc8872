// Migrations, the installation's row, and what is thrown away.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../../../src/storage/migrate.ts'
import { migrations } from '../../../src/storage/migrations/migrations.ts'
import { createStorage } from '../../../src/storage/storage.ts'
import { countRows, type Engine, peek, type TestDatabase } from './databases.ts'
import { newOrganisation, tim } from './organisation.ts'
import { begins, everything, firstStep, newJourney, nextStep, sessionStep, timsCounters } from './steps.ts'

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
      expect(await installation.raiseEpoch()).toBe(2)
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
}
