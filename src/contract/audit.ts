// What happened: figures, the audit log and its proof, and reports over any period.
import { z } from 'zod'
import { journeyOutcomes } from '../core/audit/journey-outcome.ts'
import { id, instant, pageOf, paging, route } from './route.ts'

const period = { from: instant.optional(), to: instant.optional() }

const outcome = z.enum(journeyOutcomes)

/** Every filter may be left out; together they narrow. `person` is a whole name. */
const auditFilter = {
  ...period,
  person: z.string().min(1).max(256).optional(),
  account: id.optional(),
  kind: z.string().max(64).optional().describe('One activity: a kind of fact, `password-reset`'),
  reference: z.string().max(20).optional(),
}

const event = z.strictObject({
  id,
  at: instant,
  kind: z.string(),
  details: z.record(z.string(), z.unknown()),
  account: id.nullable(),
  /** Null: about nobody, or about somebody who was erased. */
  username: z.string().nullable(),
  reference: z.string().nullable(),
  /** Its place in the chain; null while it waits to be sealed. */
  sequence: z.int().nullable(),
})

const journey = z.strictObject({
  journey: id,
  reference: z.string().nullable(),
  startedAt: instant,
  lastAt: instant,
  account: id.nullable(),
  username: z.string().nullable(),
  purpose: z.enum(['reset', 'unlock']),
  provedWith: z.array(z.string()),
  outcome,
  facts: z.int(),
})

const coverage = z.strictObject({
  accounts: z.int(),
  enabled: z.int(),
  registered: z.int(),
  capable: z.int(),
  /** Enabled, and one proof short. */
  needOneMore: z.int(),
  /** Enabled, with nothing set up. */
  nothingSetUp: z.int(),
  countedAt: instant,
})

export const auditRoutes = {
  overview: route({
    method: 'GET',
    path: '/overview',
    summary: 'Who is covered, what was done and what needs a decision',
    permission: 'overview.read',
    query: z.strictObject({ days: z.coerce.number().int().min(1).max(90).default(14) }),
    result: z.strictObject({
      coverage,
      started: z.int(),
      /** With a new password, or unlocked with the old one. */
      gotBack: z.int(),
      /** Half of those who got back in took less than this, from the name to the new password. */
      medianSeconds: z.number().nullable(),
      /** By “this was not me”. */
      frozenNow: z.int(),
      perDay: z.array(
        z.strictObject({
          day: z.iso.date(),
          gotBack: z.int(),
          unlocked: z.int(),
          gaveUp: z.int(),
          blocked: z.int(),
          notEligible: z.int(),
          directoryRefused: z.int(),
        }),
      ),
      deliveries: z.strictObject({ waiting: z.int(), sent: z.int(), failed: z.int() }),
      /** What somebody has to decide, worst first, by the id of its sentence. */
      decisions: z.array(z.strictObject({ id: z.string(), count: z.int(), grave: z.boolean(), goTo: z.string() })),
      attackMode: z.boolean(),
    }),
  }),
  listAuditJourneys: route({
    method: 'GET',
    path: '/audit/journeys',
    summary: 'Journeys, newest first: who, what, proved with what, and how it ended',
    permission: 'audit.read',
    query: z.strictObject({
      ...auditFilter,
      outcome: outcome.optional().describe('How the journey ended'),
      ...paging,
    }),
    result: pageOf(journey),
  }),
  listAuditEvents: route({
    method: 'GET',
    path: '/audit/events',
    summary: 'Facts, newest first, whether or not they belong to a journey',
    permission: 'audit.read',
    query: z.strictObject({ ...auditFilter, journey: id.optional(), ...paging }),
    result: pageOf(event),
  }),
  exportAudit: route({
    method: 'GET',
    path: '/audit/export',
    summary: 'The facts of a period as a file; the export itself is a fact',
    permission: 'audit.export',
    query: z.strictObject({ ...auditFilter, format: z.enum(['csv', 'jsonl']) }),
    downloads: ['text/csv', 'application/jsonl'],
  }),
  readChain: route({
    method: 'GET',
    path: '/audit/chain',
    summary: 'How far the log is sealed, and whether the last check found it whole',
    permission: 'audit.read',
    result: z.strictObject({
      sealedThrough: z.int(),
      sealedAt: instant.nullable(),
      waiting: z.int(),
      checkedThrough: z.int(),
      checkedAt: instant.nullable(),
      state: z.enum(['whole', 'broken', 'unchecked']),
    }),
  }),
  reportRegistration: route({
    method: 'GET',
    path: '/reports/registration',
    summary: 'Who has set up what: totals, by method, and by what stands in the way',
    permission: 'reports.read',
    result: z.strictObject({
      coverage,
      byMethod: z.array(z.strictObject({ kind: z.string(), accounts: z.int(), usable: z.int() })),
      byReason: z.array(z.strictObject({ reason: z.string(), accounts: z.int() })),
    }),
  }),
  reportResets: route({
    method: 'GET',
    path: '/reports/resets',
    summary: 'Journeys of a period by method and by outcome',
    permission: 'reports.read',
    query: z.strictObject(period),
    result: z.strictObject({
      byOutcome: z.array(z.strictObject({ outcome, journeys: z.int() })),
      byMethod: z.array(z.strictObject({ kind: z.string(), passed: z.int(), failed: z.int() })),
    }),
  }),
  reportUnable: route({
    method: 'GET',
    path: '/reports/unable',
    summary: 'Who could not reset in a period, and why',
    permission: 'reports.export',
    query: z.strictObject({ ...period, ...paging }),
    result: pageOf(
      z.strictObject({
        at: instant,
        account: id.nullable(),
        username: z.string().nullable(),
        reason: z.string(),
        code: z.string().nullable(),
        reference: z.string().nullable(),
      }),
    ),
  }),
  exportReport: route({
    method: 'GET',
    path: '/reports/{report}/export',
    summary: 'A report as CSV',
    permission: 'reports.export',
    params: z.strictObject({ report: z.enum(['registration', 'resets', 'unable']) }),
    query: z.strictObject(period),
    downloads: ['text/csv'],
  }),
} as const
