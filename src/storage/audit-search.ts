// Searching the audit log. One statement for each set of conditions, so that each walks the index that fits it in the order of the
// answer.
import type { AuditFact, AuditKind } from '../core/audit/facts.ts'
import { decidingFacts, journeyOutcomes, longestJourney } from '../core/audit/journey-outcome.ts'
import { type AccountId, type JourneyId, journeyId, type TenantId } from '../core/people/identifiers.ts'
import type { Instant } from '../core/time.ts'
import type {
  EventFilter,
  EventPlace,
  FoundEvent,
  JourneyCount,
  KindCount,
  SearchesAudit,
} from '../ports/audit-search.ts'
import * as sql from './audit-search-statements.ts'
import type { Database } from './database.ts'
import { readInstant } from './instants.ts'
import type { Statement, Values } from './statement.ts'

/** Reports read a period, and whoever asked for them sees that it takes a while. */
const patience = 60_000

export function createAuditSearch(db: Database, tenant: TenantId): SearchesAudit {
  const report = <Row>(wanted: Statement, values: Values): Promise<readonly Row[]> =>
    db.transaction(({ run }) => run<Row>(wanted, { tenant, ...values }), patience)
  return {
    async now() {
      const [row] = await db.run<{ readonly now: number }>(sql.now)
      return readInstant(row?.now ?? 0)
    },
    async search(filter, before, most) {
      const rows = await db.run<EventRow>(sql.searchBy(narrowedBy(filter)), {
        tenant,
        most,
        ...filterValues(filter, before),
      })
      return rows.map(foundEvent)
    },
    async undecided({ from, to, decidedBy }, before, most, looksAt) {
      const values = { tenant, from, decidedBy, most: most + 1, looksAt, ...beforeValues(untilOf(to, before)) }
      const rows = await db.run<EventRow & { readonly last: boolean }>(sql.undecided, values)
      const leads = rows.filter(({ last }) => !last).map(foundEvent)
      const stopped = rows.find(({ last }) => last)
      if (leads.length <= most) return { leads, next: stopped === undefined ? null : foundEvent(stopped).place }
      const page = leads.slice(0, most)
      return { leads: page, next: page.at(-1)?.place ?? null }
    },
    ofJourneys: async (journeys) => (await db.run<EventRow>(sql.ofJourneys, { tenant, journeys })).map(foundEvent),
    count: (kinds, { from, to }) => report<KindCount>(sql.countKinds, { kinds, from, to }),
    async countJourneys({ from, to }, timeZone) {
      const values = { kinds: markingKinds, from, to, timeZone, longest: longestJourney }
      const rows = await report<JourneyRow>(sql.countJourneys, values)
      return rows.map(({ found_changed, ...row }): JourneyCount => ({ ...row, foundChanged: found_changed }))
    },
    async medianReset({ from, to }) {
      const [row] = await report<{ readonly median: number | null }>(sql.medianReset, { from, to })
      return row?.median ?? null
    },
    async deliveries() {
      const [row] = await report<{ readonly waiting: number; readonly sent: number; readonly failed: number }>(
        sql.deliveries,
        {},
      )
      return row ?? { waiting: 0, sent: 0, failed: 0 }
    },
    async countActs(act, by, span) {
      const [row] = await db.run<{ readonly count: number }>(sql.countActs, { tenant, act, by, span })
      return row?.count ?? 0
    },
    async frozen() {
      const [row] = await db.run<{ readonly count: number }>(sql.countFrozen, { tenant })
      return row?.count ?? 0
    },
    async chain() {
      const [row] = await db.run<ChainRow>(sql.chainStanding, { tenant })
      if (row === undefined) return { sealedThrough: 0, sealedAt: null, waiting: 0, check: null }
      const { through, hash, whole, checked_at } = row
      return {
        sealedThrough: row.sealed_through ?? 0,
        sealedAt: row.sealed_at === null ? null : readInstant(row.sealed_at),
        waiting: row.waiting,
        check:
          through === null || hash === null || whole === null || checked_at === null
            ? null
            : { through, hash, whole, at: readInstant(checked_at) },
      }
    },
    async keepCheck({ through, hash, whole }) {
      await db.run(sql.keepCheck, { tenant, through, hash, whole })
    },
    async note({ id, fact }, by) {
      await db.run(sql.noteExport, { tenant, factId: id, by, fact: JSON.stringify(fact) })
    },
  }
}

interface EventRow {
  readonly id: string
  readonly at: number
  readonly microseconds: number
  readonly fact: AuditFact
  readonly account: AccountId | null
  readonly username: string | null
  readonly journey: string | null
  readonly reference: string | null
  readonly sequence: number | null
}

interface ChainRow {
  readonly sealed_through: number | null
  readonly sealed_at: number | null
  readonly waiting: number
  readonly through: number | null
  readonly hash: string | null
  readonly whole: boolean | null
  readonly checked_at: number | null
}

interface JourneyRow extends Omit<JourneyCount, 'foundChanged'> {
  readonly found_changed: boolean
}

/** Refusals are found by an index of their own. */
const markingKinds: readonly AuditKind[] = [
  'journey-started',
  'password-write-settled',
  ...journeyOutcomes.flatMap((each) => decidingFacts[each]),
]

const foundEvent = (row: EventRow): FoundEvent => ({
  id: row.id,
  at: readInstant(row.at),
  place: { microseconds: row.microseconds, id: row.id },
  fact: row.fact,
  account: row.account,
  username: row.username,
  journey: row.journey === null ? null : journeyId(row.journey),
  reference: row.reference,
  sequence: row.sequence,
})

const narrowedBy = ({ journey, reference, account, refusals, kinds }: EventFilter): readonly sql.Narrowing[] => [
  ...(journey === null ? [] : (['journey'] as const)),
  ...(reference === null ? [] : (['reference'] as const)),
  ...(account === null ? [] : (['account'] as const)),
  ...(refusals ? (['refusals'] as const) : []),
  ...(kinds === null ? [] : (['kinds'] as const)),
]

const filterValues = (filter: EventFilter, before: EventPlace | null): Values => ({
  from: filter.from,
  account: filter.account,
  kinds: filter.kinds,
  journey: filter.journey satisfies JourneyId | null,
  reference: filter.reference,
  refusals: filter.refusals,
  ...beforeValues(untilOf(filter.to, before)),
})

const beforeValues = (before: EventPlace | null): Values => ({
  beforeAt: before?.microseconds ?? null,
  beforeId: before?.id ?? null,
})

/** The nearer of both: where the page before ended, and the end of the period, which no event's id lies below. */
function untilOf(to: Instant | null, before: EventPlace | null): EventPlace | null {
  if (to === null) return before
  const end = { microseconds: to * 1_000, id: '00000000-0000-0000-0000-000000000000' }
  return before !== null && before.microseconds < end.microseconds ? before : end
}
