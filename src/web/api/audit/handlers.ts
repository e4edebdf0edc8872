// The audit log over the API: figures, search, exports, the chain's state, reports.

import { type ExportFormat, eventLines } from '../../../contract/event-line.ts'
import { csvLine } from '../../../contract/export.ts'
import { type AuditKind, auditKinds } from '../../../core/audit/facts.ts'
import { accountId, journeyId } from '../../../core/people/identifiers.ts'
import { type Instant, instantFrom } from '../../../core/time.ts'
import type { EventPlace, FoundEvent } from '../../../ports/audit-search.ts'
import { type AuditQuestion, exportEvents, searchEvents, searchJourneys } from '../../../use-cases/audit/search.ts'
import { asked as mayLook } from '../../../use-cases/people/look-at-account.ts'
import type { Coverage } from '../../../use-cases/reports/coverage.ts'
import { overview } from '../../../use-cases/reports/overview.ts'
import { noteExport, reportRegistration, reportResets, reportUnable } from '../../../use-cases/reports/reports.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import type { Call, Handlers, Refused, Reply, ResultFor } from '../handler.ts'
import { timeOf, timeOrNull } from '../time-of.ts'
import { exported } from './exported.ts'

type AuditOperation =
  | 'overview'
  | 'listAuditJourneys'
  | 'listAuditEvents'
  | 'exportAudit'
  | 'readChain'
  | 'reportRegistration'
  | 'reportResets'
  | 'reportUnable'
  | 'exportReport'

export const auditHandlers: Handlers<AuditOperation> = {
  async overview({ by, room, query }) {
    const seen = await overview(query.days, by, room)
    if ('kind' in seen) return { problem: seen.kind }
    const { coverage, perDay, decisions, ...rest } = seen
    return { ok: { ...rest, coverage: coverageOf(coverage), perDay: [...perDay], decisions: [...decisions] } }
  },
  async listAuditJourneys({ by, room, query }) {
    const asked = questionOf(query)
    const before = placeOf(query.cursor)
    if ('problem' in asked) return asked
    if (before === 'none') return foreignCursor
    const question = { ...asked, outcome: query.outcome ?? null }
    const page = await searchJourneys(question, { before, most: query.limit }, by, room)
    if ('kind' in page) return nobody(page.kind)
    return {
      ok: {
        items: page.items.map((each) => ({
          ...each,
          startedAt: timeOf(each.startedAt),
          lastAt: timeOf(each.lastAt),
          provedWith: [...each.provedWith],
        })),
        next: cursorOf(page.next),
      },
    }
  },
  async listAuditEvents({ by, room, query }) {
    const asked = questionOf(query)
    const before = placeOf(query.cursor)
    if ('problem' in asked) return asked
    if (before === 'none') return foreignCursor
    const page = await searchEvents(asked, { before, most: query.limit }, by, room)
    if ('kind' in page) return nobody(page.kind)
    return { ok: { items: page.items.map(eventOf), next: cursorOf(page.next) } }
  },
  async exportAudit({ by, room, query }) {
    const asked = questionOf(query)
    if ('problem' in asked) return asked
    const exported = await exportEvents(asked, query.format, by, room)
    if ('kind' in exported) return { problem: exported.kind }
    const type = query.format === 'csv' ? 'text/csv' : 'application/jsonl'
    return { file: { type, name: `audit.${query.format}`, pieces: linesOf(exported.events, query.format) } }
  },
  async readChain({ by, room }) {
    if (mayLook(by, 'audit.read') !== null) return { problem: 'not-allowed' }
    const { sealedThrough, sealedAt, waiting, check } = await room.audit.chain()
    return {
      ok: {
        sealedThrough,
        sealedAt: timeOrNull(sealedAt),
        waiting,
        checkedThrough: check?.through ?? 0,
        checkedAt: timeOrNull(check?.at ?? null),
        state: check === null ? 'unchecked' : check.whole ? 'whole' : 'broken',
      },
    }
  },
  async reportRegistration({ by, room }) {
    const coverage = await reportRegistration(by, room)
    if ('kind' in coverage) return { problem: coverage.kind }
    return {
      ok: {
        coverage: coverageOf(coverage),
        byMethod: [...coverage.byMethod],
        byReason: [...coverage.byReason],
      },
    }
  },
  async reportResets({ by, room, query }) {
    const report = await reportResets(periodOf(query), by, room)
    if ('kind' in report) return { problem: report.kind }
    return { ok: { byOutcome: [...report.byOutcome], byMethod: [...report.byMethod] } }
  },
  async reportUnable({ by, room, query }) {
    const before = placeOf(query.cursor)
    if (before === 'none') return foreignCursor
    const rows = await reportUnable({ ...periodOf(query), before, most: query.limit }, by, room)
    if ('kind' in rows) return { problem: rows.kind }
    return {
      ok: {
        items: rows.map(({ event, reason, code }) => ({
          at: timeOf(event.at),
          account: event.account,
          username: event.username,
          reason,
          code,
          reference: event.reference,
        })),
        next: rows.length < query.limit ? null : cursorOf(rows.at(-1)?.event.place ?? null),
      },
    }
  },
  exportReport: (call) => exportReport(call),
}

async function exportReport({ by, room, params, query }: Call<'exportReport'>): Promise<Reply<'exportReport'>> {
  const lines = await reportLines(params.report, query, by, room)
  if ('kind' in lines) return { problem: lines.kind }
  await noteExport(params.report, by, room)
  return { file: { type: 'text/csv', name: `${params.report}.csv`, pieces: oneByOne(lines.map(csvLine)) } }
}

async function reportLines(
  report: Call<'exportReport'>['params']['report'],
  query: Call<'exportReport'>['query'],
  by: Call<'exportReport'>['by'],
  room: Call<'exportReport'>['room'],
) {
  switch (report) {
    case 'registration': {
      const coverage = await reportRegistration(by, room)
      if ('kind' in coverage) return coverage
      const { byMethod, byReason, countedAt: _, ...figures } = coverage
      return [
        ['what', 'which', 'accounts', 'usable'],
        ...Object.entries(figures).map(([which, count]) => ['coverage', which, count, null]),
        ...byMethod.map(({ kind, accounts, usable }) => ['method', kind, accounts, usable]),
        ...byReason.map(({ reason, accounts }) => ['reason', reason, accounts, null]),
      ]
    }
    case 'resets': {
      const found = await reportResets(periodOf(query), by, room)
      if ('kind' in found) return found
      return [
        ['what', 'which', 'journeys', 'passed', 'failed'],
        ...found.byOutcome.map(({ outcome, journeys }) => ['outcome', outcome, journeys, null, null]),
        ...found.byMethod.map(({ kind, passed, failed }) => ['method', kind, null, passed, failed]),
      ]
    }
    case 'unable': {
      const rows = await reportUnable({ ...periodOf(query), before: null, most: mostRows }, by, room)
      if ('kind' in rows) return rows
      return [
        ['at', 'username', 'reason', 'code', 'reference'],
        ...rows.map(({ event, reason, code }) => [timeOf(event.at), event.username, reason, code, event.reference]),
      ]
    }
  }
}

const mostRows = 10_000

async function* oneByOne(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines
}

async function* linesOf(events: AsyncIterable<FoundEvent>, format: ExportFormat): AsyncGenerator<string> {
  const { head, line } = eventLines[format]
  if (head !== '') yield head
  for await (const event of events) yield line(exported(event))
}

const eventOf = (event: FoundEvent): ResultFor<'listAuditEvents'>['items'][number] => {
  const { journey: _, ...rest } = exported(event)
  return { id: event.id, ...rest }
}

type Asked = Partial<Omit<Call<'listAuditEvents'>['query'], 'cursor' | 'limit'>>

function questionOf(query: Asked): AuditQuestion | Refused {
  const { kind, account, journey, person, reference } = query
  const known: AuditKind | undefined = auditKinds.find((each) => each === kind)
  if (kind !== undefined && known === undefined) {
    return { problem: 'bad-request', detail: 'No fact is of this kind.' }
  }
  return {
    ...periodOf(query),
    person: person ?? null,
    account: account === undefined ? null : accountId(account),
    kind: known ?? null,
    reference: reference?.toUpperCase() ?? null,
    journey: journey === undefined ? null : journeyId(journey),
  }
}

const periodOf = ({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }) => ({
  from: instantOf(from),
  to: instantOf(to),
})

const instantOf = (text: string | undefined): Instant | null =>
  text === undefined ? null : instantFrom(Date.parse(text))

function placeOf(cursor: string | undefined): EventPlace | null | 'none' {
  const read = readCursor(cursor, 'time', 'uuid')
  return read === null || read === 'none' ? read : { microseconds: read[0], id: read[1] }
}

const cursorOf = (place: EventPlace | null): string | null =>
  place === null ? null : writeCursor([place.microseconds, place.id])

const foreignCursor: Refused = { problem: 'bad-request', detail: 'The cursor is not one of this list.' }

/** A person whom nobody knows has no events: an empty list would look like an answer. */
const nobody = (
  kind: Exclude<Extract<Awaited<ReturnType<typeof searchEvents>>, { kind: unknown }>['kind'], never>,
): Refused => (kind === 'not-found' ? { problem: 'not-found', detail: 'Nobody has this name.' } : { problem: kind })

const coverageOf = ({ byMethod: _, byReason: __, countedAt, ...counts }: Coverage) => ({
  ...counts,
  countedAt: timeOf(countedAt),
})
