// Searching the audit log: facts one by one, or journeys as one line each.
import type { AuditKind } from '../../core/audit/facts.ts'
import {
  decidingFacts,
  type JourneyOutcome,
  type JourneySummary,
  summariseJourney,
} from '../../core/audit/journey-outcome.ts'
import type { AccountId, JourneyId } from '../../core/people/identifiers.ts'
import type { Instant } from '../../core/time.ts'
import type { EventFilter, EventPlace, FoundEvent } from '../../ports/audit-search.ts'
import type { AdministrationRoom } from '../administer/administration-room.ts'
import { type Administrator, type Refusal, refusalOf } from '../administer/administrator.ts'
import { findByName } from '../administer/find-by-name.ts'

type Refused = { readonly kind: Refusal | 'not-found' | 'unavailable' }

export interface AuditQuestion {
  readonly from: Instant | null
  readonly to: Instant | null
  /** A whole name, as its owner would type it. */
  readonly person: string | null
  readonly account: AccountId | null
  readonly kind: AuditKind | null
  readonly outcome: JourneyOutcome | null
  readonly reference: string | null
  readonly journey: JourneyId | null
}

export interface AuditPage<Item> {
  readonly items: readonly Item[]
  /** Null: there are no more. */
  readonly next: EventPlace | null
}

export async function searchEvents(
  asked: AuditQuestion,
  { before, most }: { readonly before: EventPlace | null; readonly most: number },
  by: Administrator,
  room: AdministrationRoom,
): Promise<AuditPage<FoundEvent> | Refused> {
  const refusal = refusalOf(by, 'audit.read')
  if (refusal !== null) return { kind: refusal }
  const filter = await filterOf(asked, room)
  if ('kind' in filter) return filter
  const items = await room.audit.search(filter, before, most)
  return { items, next: items.length < most ? null : (items.at(-1)?.place ?? null) }
}

export interface FoundJourney extends JourneySummary {
  readonly journey: JourneyId
  readonly reference: string | null
  readonly startedAt: Instant
  readonly lastAt: Instant
  readonly account: AccountId | null
  readonly username: string | null
  readonly facts: number
}

/** Looked at for one page, whatever fits: an answer in bounded time however rare it is. */
const mostLookedAt = 1_000

export async function searchJourneys(
  asked: AuditQuestion,
  { before, most }: { readonly before: EventPlace | null; readonly most: number },
  by: Administrator,
  room: AdministrationRoom,
): Promise<AuditPage<FoundJourney> | Refused> {
  const refusal = refusalOf(by, 'audit.read')
  if (refusal !== null) return { kind: refusal }
  const filter = await filterOf(asked, room)
  if ('kind' in filter) return filter
  const leading = { ...filter, ...leadsTo(asked) }
  const now = await room.audit.now()
  const found: FoundJourney[] = []
  const seen = new Set<JourneyId>()
  let place = before
  for (let lookedAt = 0; lookedAt < mostLookedAt; lookedAt += most) {
    const leads = await room.audit.search(leading, place, most)
    const journeys = [...new Set(leads.flatMap(({ journey }) => journey ?? []))].filter((each) => !seen.has(each))
    for (const each of journeys) seen.add(each)
    const facts = journeys.length === 0 ? [] : await room.audit.ofJourneys(journeys)
    for (const lead of leads) {
      place = lead.place
      if (lead.journey === null || !journeys.includes(lead.journey)) continue
      journeys.splice(journeys.indexOf(lead.journey), 1)
      const journey = foundJourney(lead.journey, facts, now)
      if (journey === null || !fits(journey, asked)) continue
      found.push(journey)
      if (found.length === most) return { items: found, next: place }
    }
    if (leads.length < most) return { items: found, next: null }
  }
  return { items: found, next: place }
}

/** The fact by which each journey in question is found once: where it ended, where it met its account, or where it began. */
function leadsTo({ outcome, person, account, kind }: AuditQuestion): Partial<EventFilter> {
  if (kind !== null) return {}
  if (outcome === 'not-eligible') return { refusals: true, kinds: null }
  if (outcome !== null && outcome !== 'gave-up' && outcome !== 'under-way') return { kinds: decidingFacts[outcome] }
  return { kinds: person !== null || account !== null ? ['journey-resolved'] : ['journey-started'] }
}

function foundJourney(id: JourneyId, events: readonly FoundEvent[], now: Instant): FoundJourney | null {
  const own = events.filter(({ journey }) => journey === id)
  const [first] = own
  const last = own.at(-1)
  if (first === undefined || last === undefined) return null
  const known = own.find(({ account }) => account !== null)
  return {
    ...summariseJourney(
      own.map(({ fact }) => fact),
      first.at,
      now,
    ),
    journey: id,
    reference: own.find(({ reference }) => reference !== null)?.reference ?? null,
    startedAt: first.at,
    lastAt: last.at,
    account: known?.account ?? null,
    username: known?.username ?? null,
    facts: own.length,
  }
}

const fits = ({ outcome }: FoundJourney, asked: AuditQuestion): boolean =>
  asked.outcome === null || asked.outcome === outcome

/** Whoever is named is found as a sign-in would find them; a name that nobody has is found nowhere. */
async function filterOf(asked: AuditQuestion, room: AdministrationRoom): Promise<EventFilter | Refused> {
  const { from, to, kind, reference, journey } = asked
  let { account } = asked
  if (asked.person !== null) {
    const named = await findByName(asked.person, room)
    if (named === 'unreachable') return { kind: 'unavailable' }
    if (typeof named === 'string') return { kind: 'not-found' }
    if (account !== null && account !== named.account.id) return { kind: 'not-found' }
    account = named.account.id
  }
  return { from, to, account, kinds: kind === null ? null : [kind], journey, reference, refusals: false }
}

/** Every fact that fits, newest first, a page at a time in memory. The export itself is a fact, on record before its first line. */
export async function exportEvents(
  asked: AuditQuestion,
  format: 'csv' | 'jsonl',
  by: Administrator,
  room: AdministrationRoom,
): Promise<{ readonly events: AsyncIterable<FoundEvent> } | Refused> {
  const refusal = refusalOf(by, 'audit.export')
  if (refusal !== null) return { kind: refusal }
  const filter = await filterOf(asked, room)
  if ('kind' in filter) return filter
  const fact = { kind: 'audit-exported', format, what: 'events' } as const
  await room.audit.note({ id: room.secrets.uuid(), fact }, by.account)
  return { events: everyPage(filter, room) }
}

async function* everyPage(filter: EventFilter, room: AdministrationRoom): AsyncGenerator<FoundEvent> {
  const most = 500
  for (let place: EventPlace | null = null; ; ) {
    const events: readonly FoundEvent[] = await room.audit.search(filter, place, most)
    yield* events
    const last = events.at(-1)
    if (events.length < most || last === undefined) return
    place = last.place
  }
}
