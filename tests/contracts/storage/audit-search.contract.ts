// The audit log as it is searched: every filter against looking at each event by hand, pages that give each event once while new ones
// come, names that go with their owner, and nothing of another organisation.
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AuditFact, AuditKind } from '../../../src/core/audit/facts.ts'
import { decidedKinds, outcomeOf, refusalOf, summariseJourney } from '../../../src/core/audit/journey-outcome.ts'
import { type JourneyId, journeyId, methodKind } from '../../../src/core/people/identifiers.ts'
import { instantFrom } from '../../../src/core/time.ts'
import type { EventFilter, EventPlace, FoundEvent } from '../../../src/ports/audit-search.ts'
import { aRow, insert, type Row, start } from './audit-rows.ts'
import type { TestDatabase } from './databases.ts'
import { everyFact } from './event-filter.ts'
import { newOrganisation, tim } from './organisation.ts'

const email = methodKind('email')
const refusal = { reason: 'out-of-scope', code: 'SSPR_0013' } as const
const facts: readonly AuditFact[] = [
  { kind: 'journey-started' },
  { kind: 'journey-resolved', subject: 'account', refusal: null },
  { kind: 'journey-resolved', subject: 'account', refusal },
  { kind: 'not-eligible', ...refusal, purpose: 'reset' },
  { kind: 'proof-passed', method: email, gate: 1 },
  { kind: 'proof-failed', method: email, gate: 2, compared: true },
  { kind: 'password-reset', methods: [email] },
  { kind: 'signed-in' },
]
const journeys = [1, 2, 3].map((last) => journeyId(`7d3f3c1e-0000-4000-8000-0000000000f${last}`))
const references = ['RK-AAAA-AAAA', 'RK-BBBB-BBBB']

const row: fc.Arbitrary<Row> = fc.record({
  id: fc.uuid(),
  at: fc.integer({ min: 0, max: 40 }).map((minute) => instantFrom(start + minute * 60_000)),
  fact: fc.constantFrom(...facts),
  account: fc.constantFrom(null, tim.id),
  journey: fc.constantFrom(null, ...journeys),
  reference: fc.constantFrom(null, ...references),
})

/** What may follow a journey's beginning, seconds apart. */
const sequels: readonly AuditFact[] = [
  { kind: 'journey-resolved', subject: 'account', refusal: null },
  { kind: 'journey-resolved', subject: 'account', refusal },
  { kind: 'reason-chosen', purpose: 'unlock', refusal },
  { kind: 'not-eligible', ...refusal, purpose: 'reset' },
  { kind: 'proof-passed', method: email, gate: 1 },
  { kind: 'journey-blocked' },
  { kind: 'journey-cancelled' },
  { kind: 'help-asked' },
  { kind: 'password-write-unavailable' },
  { kind: 'password-write-indeterminate' },
  { kind: 'password-write-settled', found: 'changed' },
  { kind: 'password-write-settled', found: 'unchanged' },
  { kind: 'password-reset', methods: [email] },
  { kind: 'account-unlocked', methods: [email] },
]

const someJourneys: fc.Arbitrary<readonly (readonly Row[])[]> = fc.array(
  fc
    .record({
      begins: fc.integer({ min: 0, max: 2_880 }),
      journey: fc.uuid().map(journeyId),
      ids: fc.array(fc.uuid(), { minLength: 4, maxLength: 4 }),
      follows: fc.array(fc.constantFrom(...sequels), { maxLength: 3 }),
    })
    .map(({ begins, journey, ids, follows }) =>
      [{ kind: 'journey-started' } as const, ...follows].map(
        (fact, place): Row => ({
          id: ids[place] ?? '',
          at: instantFrom(start + begins * 60_000 + place * 1_000),
          fact,
          account: null,
          journey,
          reference: null,
        }),
      ),
    ),
  { minLength: 60, maxLength: 60 },
)

const filter: fc.Arbitrary<EventFilter> = fc.record({
  from: fc.constantFrom(null, instantFrom(start + 600_000)),
  to: fc.constantFrom(null, instantFrom(start + 1_800_000)),
  account: fc.constantFrom(null, null, tim.id),
  kinds: fc.oneof(
    fc.constant(null),
    fc.subarray<AuditKind>(['journey-started', 'password-reset', 'signed-in'], { minLength: 1 }),
  ),
  journey: fc.constantFrom(null, null, ...journeys),
  reference: fc.constantFrom(null, null, ...references),
  refusals: fc.constantFrom(false, false, true),
})

export function auditSearchContract(database: () => TestDatabase): void {
  describe('the audit log', () => {
    it('is searched by any filter as looking at each event would, newest first, in pages of any size', async () => {
      const { db } = database()
      const { rows, tenant } = await newOrganisation(db)
      const written = fc.sample(row, { numRuns: 120, seed: 11 })
      await insert(db, tenant, written)
      await fc.assert(
        fc.asyncProperty(filter, fc.integer({ min: 1, max: 50 }), async (asked, most) => {
          const expected = written.filter((each) => fits(each, asked)).sort(newestFirst)
          const found = await everyPage((before) => rows.audit.search(asked, before, most), most)
          expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
        }),
        { numRuns: 60 },
      )
    })

    it('names whom a fact is about while they are known, and nobody after; and nothing of another organisation', async () => {
      const { db } = database()
      const { rows, tenant } = await newOrganisation(db)
      const other = await newOrganisation(db)
      await insert(db, tenant, [aRow({ account: tim.id }), aRow({})])
      const seen = async () =>
        (await rows.audit.search(everyFact, null, 10)).map(({ username, account }) => [username, account])
      expect((await seen()).sort()).toEqual(
        [
          [null, null],
          ['tim', tim.id],
        ].sort(),
      )
      expect(await other.rows.audit.search(everyFact, null, 10)).toEqual([])
      expect(await other.rows.audit.ofJourneys(journeys)).toEqual([])
      await rows.people.erase(tim.id, { id: randomUUID(), fact: { kind: 'account-erased', by: 'host' } })
      expect((await seen()).filter(([username]) => username !== null)).toEqual([])
    })

    it('gives each event once while new ones come between two pages', async () => {
      const { db } = database()
      const { rows, tenant } = await newOrganisation(db)
      const written = Array.from({ length: 12 }, () => aRow({}))
      await insert(db, tenant, written)
      const first = await rows.audit.search(everyFact, null, 5)
      await insert(db, tenant, [aRow({ at: instantFrom(start + 9_999_999) })])
      const rest = await everyPage(
        (before) => rows.audit.search(everyFact, before ?? first.at(-1)?.place ?? null, 5),
        5,
      )
      expect([...first, ...rest].map(({ id }) => id).sort()).toEqual(written.map(({ id }) => id).sort())
    })

    it('is counted by kind and method, and so is how long half of the resets took', async () => {
      const { db } = database()
      const { rows, tenant } = await newOrganisation(db)
      const at = (text: string) => instantFrom(Date.parse(text))
      const [one, two, three] = journeys as [JourneyId, JourneyId, JourneyId]
      const begin: AuditFact = { kind: 'journey-started' }
      const reset: AuditFact = { kind: 'password-reset', methods: [] }
      await insert(db, tenant, [
        aRow({ at: at('2026-06-01T21:59:00Z'), fact: begin, journey: one }),
        aRow({ at: at('2026-06-01T22:00:00Z'), fact: reset, journey: one }),
        aRow({ at: at('2026-06-01T22:01:00Z'), fact: begin, journey: two }),
        aRow({ at: at('2026-06-01T22:04:00Z'), fact: reset, journey: two }),
        aRow({ at: at('2026-06-03T08:00:00Z'), fact: begin, journey: three }),
        aRow({ at: at('2026-06-03T08:00:01Z'), fact: { kind: 'proof-passed', method: email, gate: 1 } }),
        aRow({ at: at('2026-06-04T00:00:00Z'), fact: reset }),
      ])
      const period = { from: at('2026-06-01T00:00:00Z'), to: at('2026-06-04T00:00:00Z') }
      const kinds = ['journey-started', 'password-reset', 'proof-passed'] as const
      expect(await rows.audit.count(kinds, period)).toEqual([
        { kind: 'journey-started', method: null, count: 3 },
        { kind: 'password-reset', method: null, count: 2 },
        { kind: 'proof-passed', method: 'email', count: 1 },
      ])
      expect(await rows.audit.medianReset(period)).toBe(120_000)
      expect(await rows.audit.medianReset({ from: period.to, to: instantFrom(period.to + 1_000) })).toBeNull()
    })

    it('has its journeys counted by how they ended and the day they began, as reading each journey would', async () => {
      const { db } = database()
      const { rows, tenant } = await newOrganisation(db)
      const written = fc.sample(someJourneys, { numRuns: 1, seed: 5 })[0] ?? []
      await insert(db, tenant, written.flat())
      const now = await rows.audit.now()
      for (const [from, to] of [
        [0, 3_000],
        [500, 1_500],
      ] as const) {
        const period = { from: instantFrom(start + from * 60_000), to: instantFrom(start + to * 60_000) }
        const expected = new Map<string, number>()
        for (const [first, ...rest] of written) {
          if (first === undefined || first.at < period.from || first.at >= period.to) continue
          const facts = [first, ...rest].map(({ fact }) => fact)
          const day = new Date(first.at + 7_200_000).toISOString().slice(0, 10)
          const ended = `${day} ${summariseJourney(facts, first.at, now).outcome}`
          expected.set(ended, (expected.get(ended) ?? 0) + 1)
        }
        const found = new Map<string, number>()
        for (const { day, journeys: count, ...marks } of await rows.audit.countJourneys(period, 'Europe/Berlin')) {
          const ended = `${day} ${outcomeOf(marks)}`
          found.set(ended, (found.get(ended) ?? 0) + count)
        }
        expect(expected.size).toBeGreaterThan(5)
        expect(found).toEqual(expected)
      }
    })

    it('finds the journeys that came to nothing else, however few it may look at for a page', async () => {
      const { db } = database()
      const { rows, tenant } = await newOrganisation(db)
      const written = fc.sample(someJourneys, { numRuns: 1, seed: 9 })[0] ?? []
      await insert(db, tenant, written.flat())
      const period = { from: instantFrom(start + 200 * 60_000), to: instantFrom(start + 2_500 * 60_000) }
      const expected = written
        .filter((own) => own.every(({ fact }) => !decidedKinds.includes(fact.kind) && refusalOf(fact) === null))
        .flatMap(([first]) => (first !== undefined && first.at >= period.from && first.at < period.to ? [first] : []))
        .sort(newestFirst)
      expect(expected.length).toBeGreaterThan(3)
      for (const [most, looksAt] of [
        [2, 7],
        [50, 1],
        [1, 1_000],
        [500, 1_000],
      ] as const) {
        const found: string[] = []
        for (let place: EventPlace | null = null; ; ) {
          const page: Awaited<ReturnType<typeof rows.audit.undecided>> = await rows.audit.undecided(
            { ...period, decidedBy: decidedKinds },
            place,
            most,
            looksAt,
          )
          expect(page.leads.length).toBeLessThanOrEqual(most)
          found.push(...page.leads.map(({ id }) => id))
          place = page.next
          if (place === null) break
        }
        expect(found, `${most} of ${looksAt}`).toEqual(expected.map(({ id }) => id))
      }
    })

    it('knows how far it is sealed and what the last look at its chain found', async () => {
      const { db } = database()
      const { rows, tenant } = await newOrganisation(db)
      expect(await rows.audit.chain()).toEqual({ sealedThrough: 0, sealedAt: null, waiting: 0, check: null })
      await insert(db, tenant, [aRow({}), aRow({})])
      await rows.audit.keepCheck({ through: 2, hash: 'h', whole: true })
      await rows.audit.keepCheck({ through: 1, hash: 'g', whole: false })
      expect(await rows.audit.chain()).toMatchObject({ waiting: 2, check: { through: 1, hash: 'g', whole: false } })
      await rows.audit.note(
        { id: randomUUID(), fact: { kind: 'audit-exported', format: 'csv', what: 'events' } },
        tim.id,
      )
      expect(
        (await rows.audit.search({ ...everyFact, kinds: ['audit-exported'] }, null, 5)).map(({ username }) => username),
      ).toEqual(['tim'])
    })
  })
}

async function everyPage(
  page: (before: EventPlace | null) => Promise<readonly FoundEvent[]>,
  most: number,
): Promise<readonly FoundEvent[]> {
  const all: FoundEvent[] = []
  for (let place: EventPlace | null = null; ; ) {
    const events = await page(place)
    all.push(...events)
    const last = events.at(-1)
    if (events.length < most || last === undefined) return all
    place = last.place
  }
}

const fits = ({ at, fact, account, journey, reference }: Row, asked: EventFilter): boolean =>
  (asked.from === null || at >= asked.from) &&
  (asked.to === null || at < asked.to) &&
  (asked.account === null || account === asked.account) &&
  (asked.kinds === null || asked.kinds.includes(fact.kind)) &&
  (asked.journey === null || journey === asked.journey) &&
  (asked.reference === null || reference === asked.reference) &&
  (!asked.refusals || refusalOf(fact) !== null)

const newestFirst = (a: Row, b: Row): number => b.at - a.at || (a.id < b.id ? 1 : -1)
