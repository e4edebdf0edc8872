// The audit log as administrators search it. Who a fact is about is looked up where names are kept; an erased person has none.
import type { AuditFact, AuditKind, HelpingAct } from '../core/audit/facts.ts'
import type { JourneyMarks } from '../core/audit/journey-outcome.ts'
import type { AccountId, JourneyId } from '../core/people/identifiers.ts'
import type { Instant } from '../core/time.ts'

export interface FoundEvent {
  readonly id: string
  readonly at: Instant
  readonly place: EventPlace
  readonly fact: AuditFact
  readonly account: AccountId | null
  readonly username: string | null
  readonly journey: JourneyId | null
  readonly reference: string | null
  /** In the chain; null while it waits to be sealed. */
  readonly sequence: number | null
}

/** Where a page ended: to the microsecond, as the database has it. */
export interface EventPlace {
  readonly microseconds: number
  readonly id: string
}

/** What is null narrows nothing. */
export interface EventFilter {
  readonly from: Instant | null
  readonly to: Instant | null
  readonly account: AccountId | null
  readonly kinds: readonly AuditKind[] | null
  readonly journey: JourneyId | null
  readonly reference: string | null
  /** Only facts that say why an account could not go on. */
  readonly refusals: boolean
}

export interface Period {
  readonly from: Instant
  readonly to: Instant
}

export interface KindCount {
  readonly kind: AuditKind
  /** Of facts that name one. */
  readonly method: string | null
  readonly count: number
}

/** Those that came to nothing else. */
export interface Undecided extends Pick<EventFilter, 'from' | 'to'> {
  readonly decidedBy: readonly AuditKind[]
}

export interface JourneyCount extends JourneyMarks {
  /** `2026-06-01`, of the beginning. */
  readonly day: string
  readonly journeys: number
}

export interface SearchesAudit {
  now(): Promise<Instant>
  /** Newest first. */
  search(filter: EventFilter, before: EventPlace | null, most: number): Promise<readonly FoundEvent[]>
  /**
   * Beginnings of journeys that hold none of these kinds and no refusal, newest first, of the next `looksAt` journeys alone: an answer
   * in bounded time however rare they are. `next` null: there are no more.
   */
  undecided(
    question: Undecided,
    before: EventPlace | null,
    most: number,
    looksAt: number,
  ): Promise<{ readonly leads: readonly FoundEvent[]; readonly next: EventPlace | null }>
  /** All facts of these journeys, oldest first. */
  ofJourneys(journeys: readonly JourneyId[]): Promise<readonly FoundEvent[]>
  /** Facts of these kinds in a period, counted. */
  count(kinds: readonly AuditKind[], period: Period): Promise<readonly KindCount[]>
  /** Journeys that began in a period, in groups that came to the same, by day of the time zone. */
  countJourneys(period: Period, timeZone: string): Promise<readonly JourneyCount[]>
  /** Half of the resets of a period took less than so many milliseconds; null where there were none. */
  medianReset(period: Period): Promise<number | null>
  deliveries(): Promise<{ readonly waiting: number; readonly sent: number; readonly failed: number }>
  /** How often this administrator did this for somebody within so many milliseconds. */
  countActs(act: HelpingAct, by: AccountId, span: number): Promise<number>
  /** Accounts that "this was not me" froze. */
  frozen(): Promise<number>
  chain(): Promise<ChainStanding>
  /** What a look at the chain found. */
  keepCheck(check: ChainCheck): Promise<void>
  /** An export, on record before its first line. */
  note(fact: { readonly id: string; readonly fact: AuditFact }, by: AccountId | null): Promise<void>
}

export interface ChainCheck {
  readonly through: number
  readonly hash: string
  readonly whole: boolean
}

export interface ChainStanding {
  readonly sealedThrough: number
  readonly sealedAt: Instant | null
  readonly waiting: number
  readonly check: (ChainCheck & { readonly at: Instant }) | null
}
