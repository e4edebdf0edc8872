// Load and commit: what one step reads and writes, and that it is one statement each.
import { describe, expect, it } from 'vitest'
import { later, minutes } from '../../../src/core/time.ts'
import { countRows, peek, type TestDatabase } from './databases.ts'
import { newOrganisation, tim } from './organisation.ts'
import {
  ask,
  askForJourney,
  everything,
  firstStep,
  message,
  network,
  newJourney,
  newToken,
  nextStep,
  timsCounters,
} from './steps.ts'

export function journeysContract(database: () => TestDatabase): void {
  describe('journeys', () => {
    it('come back as they were committed, by cookie, by id and by the challenge they wait for', async () => {
      const { rows } = await newOrganisation(database().db)
      const begun = newJourney()
      const cookie = newToken()
      const challenge = { id: crypto.randomUUID(), kind: 'email', since: 1, expiresAt: 2, issued: null }
      const journey = { ...begun, stage: { at: 'challenged', gate: 1, challenge } } as unknown as typeof begun
      const write = firstStep(journey)
      const from = write.from.kind === 'new' ? { ...write.from, cookie } : write.from

      expect(await rows.journeys.commit({ ...write, from })).toBe('moved')

      const byCookie = await rows.journeys.load(ask({ handle: { by: 'cookie', hash: cookie } }))
      expect(byCookie.journey).toEqual({
        journey,
        returnTo: null,
        version: 1,
        name: 'v1.k.n.name',
        locale: 'en',
        origin: 'v1.k.n.origin',
      })
      expect(byCookie.account).toBeNull()
      expect(byCookie.counters).toBeNull()
      const byChallenge = await rows.journeys.load(ask({ handle: { by: 'challenge', id: challenge.id as never } }))
      expect(byChallenge.journey?.journey).toEqual(journey)
      expect((await rows.journeys.load(askForJourney(journey))).journey?.journey).toEqual(journey)
      expect((await rows.journeys.load(ask({}))).journey).toBeNull()
    })

    it('cost one statement to read and one to write, whatever is in them', async () => {
      const { rows } = await newOrganisation(database().db)
      const journey = newJourney()
      const { statements } = database()
      const before = statements.length
      await rows.journeys.commit(firstStep(journey))
      await rows.journeys.load(askForJourney(journey))
      const bare = statements.length
      await rows.journeys.commit(
        nextStep(journey, 1, { ...everything(journey), outbox: [message(journey), message(journey)] }),
      )
      await rows.journeys.load({ ...askForJourney(journey), network, browser: newToken() })
      await rows.journeys.commit(nextStep(journey, 2))
      const texts = statements.slice(before)

      expect([bare - before, texts.length]).toEqual([2, 5])
      // The text is the same however much is written, so that the server plans it once.
      expect(texts[4]).toBe(texts[2])
      expect(texts[3]).toBe(texts[1])
    })

    it('move once from each version, and a loser leaves every table as it was', async () => {
      const { db } = database()
      const { rows } = await newOrganisation(db)
      const journey = newJourney()
      await rows.journeys.commit(firstStep(journey))
      await rows.journeys.commit(nextStep(journey, 1, { counters: timsCounters(), outbox: [message(journey)] }))
      const before = [await countRows(db), await contents(db)]

      const lost = { ...everything(journey), supersedesCodes: true, cookie: newToken() }
      expect(await rows.journeys.commit(nextStep(journey, 1, { ...lost, counters: timsCounters(1) }))).toBe('lost')
      expect(await rows.journeys.commit(nextStep(journey, 2, { ...lost, counters: timsCounters(0) }))).toBe('lost')
      expect(await rows.journeys.commit(nextStep(journey, 2, { ...lost, counters: timsCounters(2) }))).toBe('lost')
      expect(await rows.journeys.commit(firstStep(journey, { ...lost, counters: timsCounters(1) }))).toBe('lost')

      expect([await countRows(db), await contents(db)]).toEqual(before)
      expect(await rows.journeys.commit(nextStep(journey, 2, { ...lost, counters: timsCounters(1) }))).toBe('moved')
      expect([await countRows(db), await contents(db)]).not.toEqual(before)
    })

    it('of an earlier epoch are neither found nor moved', async () => {
      const { storage, rows } = await newOrganisation(database().db)
      const journey = newJourney()
      await rows.journeys.commit(firstStep(journey))
      expect(await rows.journeys.unfinished(0, 10)).toEqual([journey.id])

      await storage.installation.raiseEpoch('kept')

      expect((await rows.journeys.load(askForJourney(journey))).journey).toBeNull()
      expect(await rows.journeys.commit(nextStep(journey, 1))).toBe('lost')
      expect(await rows.journeys.unfinished(0, 10)).toEqual([])
    })

    it('that were over an hour ago are not found by their browser, but still by the sweeper', async () => {
      const { rows } = await newOrganisation(database().db)
      const { now } = await rows.journeys.load(ask({}))
      const journey = newJourney(later(now, -minutes(91)))
      const write = firstStep(journey)
      await rows.journeys.commit(write)
      const cookie = write.from.kind === 'new' ? write.from.cookie : newToken()

      expect((await rows.journeys.load(ask({ handle: { by: 'cookie', hash: cookie } }))).journey).toBeNull()
      expect((await rows.journeys.load(askForJourney(journey))).journey?.journey).toEqual(journey)
    })

    it('give their browser a new identifier, and the old one finds nothing', async () => {
      const { rows } = await newOrganisation(database().db)
      const journey = newJourney()
      const write = firstStep(journey)
      await rows.journeys.commit(write)
      const old = write.from.kind === 'new' ? write.from.cookie : newToken()
      const renewed = newToken()
      await rows.journeys.commit(nextStep(journey, 1, { cookie: renewed }))

      expect((await rows.journeys.load(ask({ handle: { by: 'cookie', hash: old } }))).journey).toBeNull()
      expect((await rows.journeys.load(ask({ handle: { by: 'cookie', hash: renewed } }))).journey?.version).toBe(2)
    })

    it('are unfinished while the name is unresolved or a write unsettled, and not once they end', async () => {
      const { rows } = await newOrganisation(database().db)
      const journey = newJourney()
      const resolved = { ...journey, subject: { kind: 'account', account: tim.id } } as const
      const writing = { ...resolved, stage: { at: 'writing', since: journey.startedAt, rejections: 0 } } as const
      const done = { ...resolved, stage: { at: 'done', outcome: 'reset' } } as const
      await rows.journeys.commit(firstStep(journey))
      expect(await rows.journeys.unfinished(0, 10)).toEqual([journey.id])
      expect(await rows.journeys.unfinished(minutes(5), 10)).toEqual([])
      await rows.journeys.commit(nextStep(resolved, 1))
      expect(await rows.journeys.unfinished(0, 10)).toEqual([])
      await rows.journeys.commit(nextStep(writing, 2))
      expect(await rows.journeys.unfinished(0, 10)).toEqual([journey.id])
      await rows.journeys.commit(nextStep(done, 3))
      expect(await rows.journeys.unfinished(0, 10)).toEqual([])
    })
  })
}

const contents = (db: TestDatabase['db']) =>
  peek(
    db,
    `select md5(string_agg(part, '|' order by part)) as sum from (
      select j::text as part from journeys j union all select c::text from counters c union all select o::text from outbox o
      union all select m::text from methods m union all select a::text from accounts a
      union all select b::text from built_in_accounts b union all select n::text from network_tallies n
    ) as parts`,
  )
