// Messages wait, are taken for a while, and die on time.
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sealedText } from '../../../src/core/people/identifiers.ts'
import { minutes } from '../../../src/core/time.ts'
import { peek, type TestDatabase } from './databases.ts'
import { newOrganisation } from './organisation.ts'
import { firstStep, message, newJourney } from './steps.ts'

const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1)

export function outboxContract(database: () => TestDatabase): void {
  const posted = async (...messages: readonly ReturnType<typeof message>[]) => {
    const ground = await newOrganisation(database().db)
    await ground.rows.journeys.commit(firstStep(newJourney(), { outbox: messages }))
    return ground
  }
  const payloads = (tenant: string) =>
    peek<{ payload: string | null; outcome: string | null }>(
      database().db,
      `select payload, outcome from outbox where tenant_id = '${tenant}' order by id`,
    )

  describe('the outbox', () => {
    it('lends each message to one worker, and again when that one’s lease is over', async () => {
      const waiting = message(newJourney())
      const { storage, tenant } = await posted(waiting)
      const [first] = await storage.outbox.claim(tenant, 10, minutes(1))
      expect(first).toEqual(expect.objectContaining({ tenant, id: waiting.id, payload: waiting.payload, attempts: 1 }))
      const left = (first?.diesAt ?? 0) - (first?.now ?? 0)
      expect(left > 0 && left <= 60_000).toBe(true)
      expect(await storage.outbox.claim(tenant, 10, minutes(1))).toEqual([])

      await storage.outbox.retry(tenant, waiting.id, 0)
      expect((await storage.outbox.claim(tenant, 10, 0)).map((each) => each.attempts)).toEqual([2])
      expect((await storage.outbox.claim(tenant, 10, 0)).map((each) => each.attempts)).toEqual([3])
    })

    it('never lends one message to two workers that ask at the same time', async () => {
      const journey = newJourney()
      const { storage, tenant } = await posted(...Array.from({ length: 40 }, () => message(journey)))
      const taken = (
        await Promise.all(Array.from({ length: 8 }, () => storage.outbox.claim(tenant, 5, minutes(1))))
      ).flatMap((each) => each.map((one) => one.id))
      expect(new Set(taken).size).toBe(taken.length)
      const rest = await storage.outbox.claim(tenant, 40, minutes(1))
      expect(taken.length + rest.length).toBe(40)
    })

    it('forgets the text of what was sent, refused or empty, and doesn’t lend it again', async () => {
      const messages = [message(newJourney()), message(newJourney()), message(newJourney())]
      const { storage, tenant } = await posted(...messages)
      const outcomes = ['sent', 'empty', 'refused'] as const
      for (const [index, outcome] of outcomes.entries()) {
        await storage.outbox.finish(tenant, messages[index]?.id ?? '', outcome)
      }
      const rows = await payloads(tenant)
      expect(rows.map((each) => each.payload)).toEqual([null, null, null])
      expect(rows.map((each) => each.outcome).sort()).toEqual([...outcomes].sort())
      expect(await storage.outbox.claim(tenant, 10, 0)).toEqual([])
    })

    it('lends nothing after its death, and buries it', async () => {
      const dead = message(newJourney(), 'code', 0)
      const alive = message(newJourney())
      const { storage, tenant } = await posted(dead, alive)
      expect((await storage.outbox.claim(tenant, 10, 0)).map((each) => each.id)).toEqual([alive.id])
      expect(await storage.outbox.bury(tenant)).toBe(1)
      expect(await storage.outbox.bury(tenant)).toBe(0)
      expect((await payloads(tenant)).map((each) => each.payload)).toEqual(
        expect.arrayContaining([null, alive.payload]),
      )
    })

    it('puts others in the place of one, that die when it would have: once, whoever else had it in hand', async () => {
      const waiting = message(newJourney(), 'notice')
      const { storage, tenant } = await posted(waiting)
      const [taken] = await storage.outbox.claim(tenant, 10, 0)
      const three = Array.from({ length: 3 }, () => ({ id: randomUUID(), payload: sealedText('v1.k.n.spread') }))
      await storage.outbox.spread(tenant, waiting.id, three)
      await storage.outbox.spread(tenant, waiting.id, [{ id: randomUUID(), payload: sealedText('v1.k.n.again') }])
      const lent = await storage.outbox.claim(tenant, 10, minutes(1))
      expect(lent.map(({ id, payload }) => ({ id, payload })).sort(byId)).toEqual(three.toSorted(byId))
      expect(new Set(lent.map(({ diesAt }) => diesAt))).toEqual(new Set([taken?.diesAt]))
      const rows = await payloads(tenant)
      expect(rows.filter(({ outcome }) => outcome === 'spread')).toEqual([{ payload: null, outcome: 'spread' }])
      expect(rows).toHaveLength(4)
    })

    it('finishes one that is for nobody at all', async () => {
      const waiting = message(newJourney(), 'notice')
      const { storage, tenant } = await posted(waiting)
      await storage.outbox.spread(tenant, waiting.id, [])
      expect(await payloads(tenant)).toEqual([{ payload: null, outcome: 'spread' }])
    })

    it('lends nothing of an earlier epoch, and buries it', async () => {
      const { storage, tenant } = await posted(message(newJourney()))
      await storage.installation.raiseEpoch('kept')
      expect(await storage.outbox.claim(tenant, 10, 0)).toEqual([])
      expect(await storage.outbox.bury(tenant)).toBe(1)
    })

    it('lends nothing of another organisation', async () => {
      const { storage, tenant } = await posted(message(newJourney()))
      const other = await newOrganisation(database().db)
      expect(await storage.outbox.claim(other.tenant, 10, 0)).toEqual([])
      expect(await storage.outbox.claim(tenant, 10, 0)).toHaveLength(1)
    })
  })
}
