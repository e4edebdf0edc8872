// Reports over any period: who has set up what, what resets came to, and who could not get back in and why.
import type { AuditKind } from '../../core/audit/facts.ts'
import {
  type JourneyOutcome,
  journeyOutcomes,
  outcomeOf,
  refusalOf as whyOf,
} from '../../core/audit/journey-outcome.ts'
import type { IneligibleReason } from '../../core/policy/eligibility.ts'
import { days, earlier, type Instant } from '../../core/time.ts'
import type { EventPlace, FoundEvent, Period } from '../../ports/audit-search.ts'
import type { AdministrationRoom } from '../administer/administration-room.ts'
import { type Administrator, type Refusal, refusalOf } from '../administer/administrator.ts'
import type { Coverage } from './coverage.ts'

type Refused = { readonly kind: Refusal }

export interface AskedPeriod {
  readonly from: Instant | null
  readonly to: Instant | null
}

/** The last 30 days unless it is said otherwise. */
async function periodOf({ from, to }: AskedPeriod, room: AdministrationRoom): Promise<Period> {
  const end = to ?? (((await room.audit.now()) + 1) as Instant)
  return { from: from ?? earlier(end, days(30)), to: end }
}

export async function reportRegistration(by: Administrator, room: AdministrationRoom): Promise<Coverage | Refused> {
  const refusal = refusalOf(by, 'reports.read')
  return refusal === null ? room.coverage() : { kind: refusal }
}

export type Report = 'registration' | 'resets' | 'unable'

/** A report that leaves as a file is a fact, on record before its first line. */
export async function noteExport(report: Report, by: Administrator, room: AdministrationRoom): Promise<void> {
  const fact = { kind: 'audit-exported', format: 'csv', what: report } as const
  await room.audit.note({ id: room.secrets.uuid(), fact }, by.account)
}

export interface ResetsReport {
  readonly byOutcome: readonly { readonly outcome: JourneyOutcome; readonly journeys: number }[]
  readonly byMethod: readonly { readonly kind: string; readonly passed: number; readonly failed: number }[]
}

const proofs = ['proof-passed', 'proof-failed'] as const

export async function reportResets(
  asked: AskedPeriod,
  by: Administrator,
  room: AdministrationRoom,
): Promise<ResetsReport | Refused> {
  const refusal = refusalOf(by, 'reports.read')
  if (refusal !== null) return { kind: refusal }
  const period = await periodOf(asked, room)
  const journeys = await room.audit.countJourneys(period, room.organisation.timeZone)
  const rows = await room.audit.count(proofs, period)
  const methods = [
    ...new Set(rows.flatMap(({ kind, method }) => (proofs.some((one) => one === kind) ? [method ?? ''] : []))),
  ]
  const of = (kind: AuditKind, method: string) =>
    rows.reduce((sum, row) => sum + (row.kind === kind && row.method === method ? row.count : 0), 0)
  return {
    byOutcome: journeyOutcomes.map((outcome) => ({
      outcome,
      journeys: journeys.reduce((sum, each) => sum + (outcomeOf(each) === outcome ? each.journeys : 0), 0),
    })),
    byMethod: methods.map((kind) => ({ kind, passed: of('proof-passed', kind), failed: of('proof-failed', kind) })),
  }
}

export interface UnableRow {
  readonly event: FoundEvent
  readonly reason: IneligibleReason
  readonly code: string | null
}

export async function reportUnable(
  asked: AskedPeriod & { readonly before: EventPlace | null; readonly most: number },
  by: Administrator,
  room: AdministrationRoom,
): Promise<readonly UnableRow[] | Refused> {
  const refusal = refusalOf(by, 'reports.export')
  if (refusal !== null) return { kind: refusal }
  const filter = {
    ...(await periodOf(asked, room)),
    account: null,
    kinds: null,
    journey: null,
    reference: null,
    refusals: true,
  }
  const events = await room.audit.search(filter, asked.before, asked.most)
  return events.flatMap((event) => {
    const why = whyOf(event.fact)
    return why === null ? [] : [{ event, ...why }]
  })
}
