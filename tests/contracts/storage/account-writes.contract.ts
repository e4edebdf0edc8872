// What a step writes about an account beside itself: with the step, or not at all.
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { accountId, methodId } from '../../../src/core/people/identifiers.ts'
import { peek, type TestDatabase } from './databases.ts'
import { builtIn, newOrganisation, tim } from './organisation.ts'
import {
  ask,
  askForJourney,
  everything,
  firstStep,
  message,
  newJourney,
  newToken,
  nextStep,
  recordedFact,
  timsCounters,
} from './steps.ts'

export function accountWritesContract(database: () => TestDatabase): void {
  const begun = async () => {
    const ground = await newOrganisation(database().db)
    const journey = newJourney()
    await ground.rows.journeys.commit(firstStep(journey))
    return { ...ground, journey }
  }
  const password = (change: { kind: 'rehash'; hash: string } | { kind: 'unlock' } | SetPassword) =>
    ({ kind: 'staged', directory: builtIn, externalId: tim.externalId, change }) as const

  describe('a step about an account', () => {
    it('sets the password, its history and its age together with the journey', async () => {
      const { rows, tenant, journey } = await begun()
      expect(await rows.journeys.commit(nextStep(journey, 1, everything(journey)))).toBe('moved')

      const row = await rows.builtIn.byId(tenant, builtIn, tim.externalId)
      expect([row?.passwordHash, row?.history]).toEqual(['new-hash', ['old-hash']])
      expect(row?.entry.mustChangePassword).toBe(false)
      const { now } = await rows.journeys.load(ask({}))
      expect(now - (row?.entry.passwordChangedAt ?? 0)).toBeLessThan(60_000)
    })

    it('renews a hash without touching age, history or the duty to change', async () => {
      const { rows, tenant, journey } = await begun()
      const before = await rows.builtIn.byId(tenant, builtIn, tim.externalId)
      const staged = password({ kind: 'rehash', hash: 'stronger' })
      await rows.journeys.commit(nextStep(journey, 1, { counters: timsCounters(), staged }))
      const after = await rows.builtIn.byId(tenant, builtIn, tim.externalId)
      expect(after).toEqual({ ...before, passwordHash: 'stronger' })

      await rows.journeys.commit(
        nextStep(journey, 2, { counters: timsCounters(1), staged: password({ kind: 'unlock' }) }),
      )
      expect(await rows.builtIn.byId(tenant, builtIn, tim.externalId)).toEqual(after)
    })

    it('is lost when the entry to be written is gone', async () => {
      const { rows, journey } = await begun()
      const staged = { ...password({ kind: 'rehash', hash: 'x' }), externalId: 'ff' as typeof tim.externalId }
      expect(await rows.journeys.commit(nextStep(journey, 1, { counters: timsCounters(), staged }))).toBe('lost')
      expect((await rows.journeys.load(askForJourney(journey))).journey?.version).toBe(1)
    })

    it('writes no password without the counters that keep two writes apart', async () => {
      const { rows, journey } = await begun()
      const staged = password({ kind: 'rehash', hash: 'x' })
      await expect(rows.journeys.commit(nextStep(journey, 1, { staged }))).rejects.toThrow(TypeError)
    })

    it('spends a time step once and only forwards', async () => {
      const { rows, journey } = await begun()
      const spend = (step: number, version: number) =>
        rows.journeys.commit(
          nextStep(journey, version, {
            counters: timsCounters(version - 1),
            spentStep: { method: tim.method, step },
            outbox: [message(journey)],
          }),
        )
      expect(await spend(100, 1)).toBe('lost')
      expect(await spend(99, 1)).toBe('lost')
      expect(await spend(101, 1)).toBe('moved')
      expect(await spend(101, 2)).toBe('lost')
      expect(await spend(102, 2)).toBe('moved')
      const gone = { method: methodId(randomUUID()), step: 200 }
      expect(await rows.journeys.commit(nextStep(journey, 3, { spentStep: gone }))).toBe('lost')
    })

    it('drops the codes that still wait and keeps its own, and every notice', async () => {
      const { storage, tenant, rows, journey } = await begun()
      const other = newJourney()
      const foreign = message(other)
      const notice = message(journey, 'notice')
      const code = message(journey)
      await rows.journeys.commit(firstStep(other, { outbox: [foreign] }))
      await rows.journeys.commit(nextStep(journey, 1, { outbox: [message(journey), notice] }))
      await rows.journeys.commit(nextStep(journey, 2, { outbox: [code], supersedesCodes: true }))

      const claimed = await storage.outbox.claim(tenant, 100, 1_000)
      expect(claimed.map((each) => each.id).sort()).toEqual([foreign.id, notice.id, code.id].sort())
    })

    it('remembers a browser, ends sessions, records facts under a subject and leaves a link', async () => {
      const { storage, tenant, rows, journey } = await begun()
      const write = everything(journey)
      await rows.journeys.commit(nextStep({ ...journey, subject: { kind: 'account', account: tim.id } }, 1, write))

      const browser = write.remembersBrowser?.hash ?? newToken()
      expect((await rows.journeys.load({ ...askForJourney(journey), browser })).knownBrowser).toBe(true)
      const [event] = await storage.auditTrail.waiting(tenant, 10)
      expect(event).toEqual(
        expect.objectContaining({ subject: tim.subject, journey: journey.id, fact: { kind: 'journey-started' } }),
      )
      const link = { by: 'not-me', hash: write.notMeLink?.hash ?? newToken() } as const
      const times = { idle: 1_000, absolute: 1_000 }
      const loaded = await rows.sessions.load({ handle: link, browser: null, network: null, times })
      expect([loaded.notMe?.about, loaded.account?.id]).toEqual(['v1.k.n.about', tim.id])
    })

    it('records facts about nobody and about accounts that have no subject any more', async () => {
      const { storage, tenant, rows, journey } = await begun()
      const facts = [
        { ...recordedFact(journey), account: null },
        { ...recordedFact(journey), account: accountId(randomUUID()) },
      ]
      await rows.journeys.commit(nextStep(journey, 1, { facts }))
      expect((await storage.auditTrail.waiting(tenant, 10)).map((each) => each.subject)).toEqual([null, null])
    })

    it('keeps no account’s id in the audit log', async () => {
      const columns = await peek<{ name: string }>(
        database().db,
        `select column_name as name from information_schema.columns where table_name = 'audit_events'`,
      )
      expect(columns.map((each) => each.name)).not.toContain('account_id')
    })
  })
}

interface SetPassword {
  readonly kind: 'set-password'
  readonly hash: string
  readonly history: readonly string[]
}
