// A server that goes away: what PGlite, which lives and dies with its process, can't know.
import { describe, expect, it } from 'vitest'
import { peek, type TestDatabase } from './databases.ts'
import { newOrganisation } from './organisation.ts'
import { ask, firstStep, newJourney } from './steps.ts'

export function brokenConnectionsContract(database: () => TestDatabase): void {
  describe('connections', () => {
    it('that the server ends fail their statement alone: the next one gets another', async () => {
      const { db } = database()
      const { rows } = await newOrganisation(db)
      await expect(peek(db, 'select pg_terminate_backend(pg_backend_pid())')).rejects.toThrow()
      // Idle ones are ended too, so that the next statement finds a pool of broken ones.
      await db.transaction(({ script }) =>
        script(`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()`),
      )
      await expect.poll(() => rows.journeys.load(ask({})).then((loaded) => loaded.journey)).toBeNull()
      expect(await rows.journeys.commit(firstStep(newJourney()))).toBe('moved')
    })

    it('bound every statement by a timeout of the server', async () => {
      expect(await peek(database().db, 'show statement_timeout')).toEqual([{ statement_timeout: '5s' }])
    })
  })
}
