// What only a server with several connections shows: steps that really wait for each other, and connections that break.
import { describe, expect, it } from 'vitest'
import { DatabaseUnavailable } from '../../../src/storage/database.ts'
import { openPostgres } from '../../../src/storage/open-postgres.ts'
import { statement } from '../../../src/storage/statement.ts'
import { peek, type TestDatabase } from './databases.ts'
import { newOrganisation, tim } from './organisation.ts'
import { ask, firstStep, newJourney, nextStep, recordedFact, timsCounters } from './steps.ts'

const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`

export function connectionsContract(database: () => TestDatabase): void {
  /** Holds rows until `count` steps wait for them, then lets go of all at once. */
  const collide = (rows: string, count: number, step: (index: number) => Promise<string>) => {
    const { db } = database()
    return db.transaction(async ({ script }) => {
      await script(`select from ${rows} for update`)
      const steps = Array.from({ length: count }, (_, index) => step(index))
      await expect.poll(async () => (await peek(db, waiting)).length, { timeout: 4_000 }).toBe(count)
      return steps
    })
  }

  describe('connections', () => {
    it('whose steps wait for one journey bring one through, and nothing of the others is written', async () => {
      const { rows, storage, tenant } = await newOrganisation(database().db)
      const journey = newJourney()
      await rows.journeys.commit(firstStep(journey))
      const steps = await collide(`journeys where id = '${journey.id}'`, 5, () =>
        rows.journeys.commit(nextStep(journey, 1, { facts: [recordedFact(journey)] })),
      )
      expect((await Promise.all(steps)).sort()).toEqual(['lost', 'lost', 'lost', 'lost', 'moved'])
      expect(await storage.auditTrail.waiting(tenant, 10)).toHaveLength(1)
    })

    it('whose steps of different journeys wait for one account’s counters bring one through', async () => {
      const { rows, storage, tenant } = await newOrganisation(database().db)
      const journeys = Array.from({ length: 6 }, () => newJourney())
      const [first, ...others] = journeys
      for (const each of journeys) await rows.journeys.commit(firstStep(each))
      if (first) await rows.journeys.commit(nextStep(first, 1, { counters: timsCounters() }))
      const steps = await collide(
        `counters where tenant_id = '${tenant}' and key = 'account:${tim.id}'`,
        5,
        (index) => {
          const journey = others[index] ?? newJourney()
          return rows.journeys.commit(
            nextStep(journey, 1, { counters: timsCounters(1), facts: [recordedFact(journey)] }),
          )
        },
      )
      expect((await Promise.all(steps)).sort()).toEqual(['lost', 'lost', 'lost', 'lost', 'moved'])
      expect(await storage.auditTrail.waiting(tenant, 10)).toHaveLength(1)
    })

    it('that the server ends fail their statement alone: the next one gets another', async () => {
      const { db } = database()
      const { rows } = await newOrganisation(db)
      await expect(peek(db, 'select pg_terminate_backend(pg_backend_pid())')).rejects.toThrow()
      expect((await rows.journeys.load(ask({}))).journey).toBeNull()
      expect(await rows.journeys.commit(firstStep(newJourney()))).toBe('moved')
    })

    it('that break between two statements of a transaction end the transaction, not the process', async () => {
      const { db } = database()
      const broken = db.transaction(async ({ run }) => {
        const [own] = await run<{ pid: number }>(statement('', 'select pg_backend_pid() as pid'))
        await peek(db, `select pg_terminate_backend(${own?.pid})`)
        const gone = `select from pg_stat_activity where pid = ${own?.pid}`
        await expect.poll(() => peek(db, gone)).toEqual([])
        return run(statement('', 'select 1'))
      })
      await expect(broken).rejects.toThrow()
      expect(await peek(db, 'select 1 as one')).toEqual([{ one: 1 }])
    })

    it('bound every statement by a timeout of the server', async () => {
      expect(await peek(database().db, 'show statement_timeout')).toEqual([{ statement_timeout: '5s' }])
    })

    it('of a patient transaction outlast what a page waits for, at the server and on our side of the network', async () => {
      const db = openPostgres({ url: process.env['REKEY_TEST_POSTGRES'] ?? '', connections: 1, statementTimeout: 100 })
      const slow = statement('', "select 'answered' as said from pg_sleep(0.4)")
      try {
        await expect(db.run(slow)).rejects.toThrow(DatabaseUnavailable)
        await expect(db.transaction(({ run }) => run(slow))).rejects.toThrow(DatabaseUnavailable)
        expect(await db.transaction(({ run }) => run(slow), 60_000)).toEqual([{ said: 'answered' }])
        // The patience ends with its transaction.
        await expect(db.run(slow)).rejects.toThrow(DatabaseUnavailable)
      } finally {
        await db.close()
      }
    })
  })
}
