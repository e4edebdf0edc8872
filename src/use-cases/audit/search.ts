// Searching the audit log: facts one by one, or journeys as one line each.
import type { AuditKind } from '../../core/audit/facts.ts'
import {
  decidedKinds,
  decidingFacts,
  type JourneyOutcome,
  type JourneySummary,
  leadingFacts,
  longestJourney,
  summariseJourney,
  refusalOf as whyOf,
} from '../../core/audit/journey-outcome.ts'
import type { AccountId, JourneyId } from '../../core/people/identifiers.ts'
import { earlier, type Instant, latest } from '../../core/time.ts'
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
  readonly reference: string | null
  readonly journey: JourneyId | null
}

export interface JourneyQuestion extends AuditQuestion {
  readonly outcome: JourneyOutcome | null
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
  asked: JourneyQuestion,
  { before, most }: { readonly before: EventPlace | null; readonly most: number },
  by: Administrator,
  room: AdministrationRoom,
): Promise<AuditPage<FoundJourney> | Refused> {
  const refusal = refusalOf(by, 'audit.read')
  if (refusal !== null) return { kind: refusal }
  const filter = await filterOf(asked, room)
  if ('kind' in filter) return filter
  const now = await room.audit.now()
  const next = leadsOf(asked, filter, now, most, room)
  const found: FoundJourney[] = []
  const seen = new Set<JourneyId>()
  let place = before
  for (let lookedAt = 0; lookedAt < mostLookedAt; ) {
    const { leads, isLead, ...rest } = await next(place)
    const journeys = [...new Set(leads.flatMap(({ journey }) => journey ?? []))].filter((each) => !seen.has(each))
    const facts = journeys.length === 0 ? [] : await room.audit.ofJourneys(journeys)
    for (const lead of leads) {
      place = lead.place
      if (lead.journey === null || seen.has(lead.journey)) continue
      seen.add(lead.journey)
      const own = facts.filter(({ journey }) => journey === lead.journey)
      // A journey with several such facts was on the page of the newest of them.
      if (own.findLast(isLead)?.id !== lead.id) continue
      const journey = foundJourney(lead.journey, own, now)
      if (journey === null || !fits(journey, asked)) continue
      found.push(journey)
      if (found.length === most) return { items: found, next: place }
    }
    if (rest.next === null) return { items: found, next: null }
    place = rest.next
    lookedAt += rest.lookedAt
  }
  return { items: found, next: place }
}

interface Leads {
  readonly leads: readonly FoundEvent[]
  readonly isLead: (event: FoundEvent) => boolean
  readonly next: EventPlace | null
  readonly lookedAt: number
}

/** The facts by which the journeys in question are found, a page at a time: where each ended, met its account, or began. */
function leadsOf(
  asked: JourneyQuestion,
  filter: EventFilter,
  now: Instant,
  most: number,
  { audit }: AdministrationRoom,
): (place: EventPlace | null) => Promise<Leads> {
  const { outcome } = asked
  const leading = { ...filter, ...leadsTo(asked) }
  const isLead = fitsFilter(leading)
  const isWide = [filter.account, filter.kinds, filter.journey, filter.reference].every((each) => each === null)
  if (isWide && (outcome === 'gave-up' || outcome === 'under-way')) {
    const left = outcome === 'under-way' ? decidingFacts['gave-up'] : []
    const alive = earlier(now, longestJourney)
    const from = outcome === 'gave-up' ? filter.from : latest(alive, filter.from ?? alive)
    const question = { from, to: filter.to, decidedBy: [...decidedKinds, ...left] }
    return async (place) => {
      const { leads, next } = await audit.undecided(question, place, most, mostLookedAt)
      return { leads, next, isLead, lookedAt: mostLookedAt }
    }
  }
  return async (place) => {
    const leads = await audit.search(leading, place, most)
    return { leads, isLead, next: leads.length < most ? null : (leads.at(-1)?.place ?? null), lookedAt: most }
  }
}

function leadsTo({ outcome, person, account, kind }: JourneyQuestion): Partial<EventFilter> {
  if (kind !== null) return {}
  const leading = outcome === null ? null : leadingFacts[outcome]
  if (leading === 'refusals') return { refusals: true, kinds: null }
  if (leading !== null) return { kinds: leading }
  return { kinds: person !== null || account !== null ? ['journey-resolved'] : ['journey-started'] }
}

/** What storage looks for, of an event that is at hand. */
const fitsFilter =
  ({ from, to, account, kinds, refusals }: EventFilter) =>
  (event: FoundEvent): boolean =>
    (from === null || event.at >= from) &&
    (to === null || event.at < to) &&
    (account === null || event.account === account) &&
    (kinds === null || kinds.includes(event.fact.kind)) &&
    (!refusals || whyOf(event.fact) !== null)

function foundJourney(id: JourneyId, own: readonly FoundEvent[], now: Instant): FoundJourney | null {
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

const fits = ({ outcome }: FoundJourney, asked: JourneyQuestion): boolean =>
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
