// What an administrator sees first: who is covered, what was done lately, and what needs a decision.
import { type JourneyOutcome, outcomeOf } from '../../core/audit/journey-outcome.ts'
import { underAttack } from '../../core/throttle/networks.ts'
import { days, earlier, hours, type Instant } from '../../core/time.ts'
import type { JourneyCount } from '../../ports/audit-search.ts'
import type { AdministrationRoom } from '../administer/administration-room.ts'
import { type Administrator, type Refusal, refusalOf } from '../administer/administrator.ts'
import type { Coverage } from './coverage.ts'

export interface DayCounts {
  readonly day: string
  readonly gotBack: number
  readonly unlocked: number
  readonly gaveUp: number
  readonly blocked: number
  readonly notEligible: number
  readonly directoryRefused: number
}

export type DecisionId =
  | 'chain-broken'
  | 'attack-mode'
  | 'deliveries-failed'
  | 'one-administrator'
  | 'frozen'
  | 'not-registered'

export interface NeedsDecision {
  readonly id: DecisionId
  readonly count: number
  readonly grave: boolean
  /** A room of the portal, below `/admin`. */
  readonly goTo: string
}

export interface Overview {
  readonly coverage: Coverage
  readonly started: number
  /** With a new password or without one. */
  readonly gotBack: number
  readonly medianSeconds: number | null
  readonly perDay: readonly DayCounts[]
  readonly deliveries: { readonly waiting: number; readonly sent: number; readonly failed: number }
  readonly decisions: readonly NeedsDecision[]
  readonly frozenNow: number
  readonly attackMode: boolean
}

const columns: Readonly<Record<JourneyOutcome, Exclude<keyof DayCounts, 'day'> | null>> = {
  'got-back': 'gotBack',
  unlocked: 'unlocked',
  'gave-up': 'gaveUp',
  blocked: 'blocked',
  'not-eligible': 'notEligible',
  'directory-refused': 'directoryRefused',
  'under-way': null,
}

export async function overview(
  span: number,
  by: Administrator,
  room: AdministrationRoom,
): Promise<Overview | { readonly kind: Refusal }> {
  const refusal = refusalOf(by, 'overview.read')
  if (refusal !== null) return { kind: refusal }
  const { policy, now, tallies, enabledAccounts } = await room.journeys.load({
    handle: { by: 'none' },
    browser: null,
    network: null,
  })
  const period = { from: earlier(now, days(span)), to: (now + 1) as Instant }
  const journeys = await room.audit.countJourneys(period, room.organisation.timeZone)
  const perDay = byDay(journeys, daysBetween(period.from, now, room.organisation.timeZone))
  const median = await room.audit.medianReset(period)
  const coverage = await room.coverage()
  const deliveries = await room.audit.deliveries()
  const frozenNow = await room.audit.frozen()
  const { check } = await room.audit.chain()
  const attackMode = underAttack(tallies, enabledAccounts, policy.limits, now)
  const { able } = await room.roles.countGlobal()
  const decisions: readonly NeedsDecision[] = [
    { id: 'chain-broken', count: check?.whole === false ? 1 : 0, grave: true, goTo: 'audit' },
    { id: 'attack-mode', count: attackMode ? 1 : 0, grave: true, goTo: 'audit' },
    { id: 'deliveries-failed', count: deliveries.failed, grave: true, goTo: 'audit' },
    { id: 'frozen', count: frozenNow, grave: true, goTo: 'people' },
    { id: 'one-administrator', count: able === 1 ? 1 : 0, grave: false, goTo: 'administrators' },
    { id: 'not-registered', count: coverage.enabled - coverage.capable, grave: false, goTo: 'people' },
  ]
  return {
    coverage,
    started: journeys.reduce((sum, each) => sum + each.journeys, 0),
    gotBack: perDay.reduce((sum, { gotBack, unlocked }) => sum + gotBack + unlocked, 0),
    medianSeconds: median === null ? null : median / 1000,
    perDay,
    deliveries,
    decisions: decisions.filter(({ count }) => count > 0),
    frozenNow,
    attackMode,
  }
}

/** By the day a journey began on; a day without any is a day too. */
function byDay(journeys: readonly JourneyCount[], calendar: readonly string[]): readonly DayCounts[] {
  const none = { gotBack: 0, unlocked: 0, gaveUp: 0, blocked: 0, notEligible: 0, directoryRefused: 0 }
  const found = new Map(calendar.map((day) => [day, { ...none }]))
  for (const { day, journeys: count, ...marks } of journeys) {
    const column = columns[outcomeOf(marks)]
    const counts = found.get(day) ?? { ...none }
    if (column !== null) counts[column] += count
    found.set(day, counts)
  }
  return [...found].map(([day, counts]): DayCounts => ({ day, ...counts }))
}

/** Every day of that zone's calendar from one moment to the other, as 2026-05-14. */
function daysBetween(from: Instant, to: Instant, timeZone: string): readonly string[] {
  // Swedish writes a date as ISO 8601 does.
  const dayOf = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
  const found = new Set<string>()
  // Half a day at a time: no change of the clocks is long enough to step over a day.
  for (let at: number = from; at < to; at += hours(12)) found.add(dayOf.format(at))
  return [...found.add(dayOf.format(to))]
}
