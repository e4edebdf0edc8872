import { expect, it } from 'vitest'
import type { Journeys, Loaded } from '../ports/journeys.ts'
import { type ReadinessParts, readiness } from './readiness.ts'

const hour = 3_600_000
const answering: Pick<Journeys, 'load'> = { load: async () => ({ now: hour }) as Loaded }
const away: Pick<Journeys, 'load'> = { load: () => Promise.reject(new Error('no route to db.acme.example')) }
const right: ReadinessParts = {
  journeys: answering,
  hasSchema: async () => true,
  hostNow: () => hour,
  stopping: false,
}

it('a process is ready while every check passes', async () => {
  const checks = { database: 'ok', schema: 'ok', clock: 'ok', stopping: 'ok' }
  expect(await readiness(right)).toEqual({ ready: true, checks, failing: [] })
})

it('a clock may be off by 30 seconds either way, and by no more', async () => {
  for (const skew of [30_000, -30_000]) {
    expect((await readiness({ ...right, hostNow: () => hour + skew })).ready).toBe(true)
  }
  for (const skew of [30_001, -30_001]) {
    expect((await readiness({ ...right, hostNow: () => hour + skew })).failing).toEqual(['clock'])
  }
})

it('a database that lacks a migration of ours is not worked on', async () => {
  expect((await readiness({ ...right, hasSchema: async () => false })).failing).toEqual(['schema'])
})

it('while the database is away nothing is claimed about what only it can tell, and no word of its error is repeated', async () => {
  const found = await readiness({ ...right, journeys: away, stopping: true })
  const checks = { database: 'failing', schema: 'unknown', clock: 'unknown', stopping: 'failing' }
  expect(found).toEqual({ ready: false, checks, failing: ['database', 'stopping'] })
})
