// The numbers of /metrics, by prom-client. Every label is from a closed list of ours or of the operator's configuration.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Activity, Backlog, Happening } from '../ports/telemetry.ts'

export interface Gauges {
  backlog(): Promise<Backlog>
  hashing(): { readonly running: number; readonly waiting: number }
}

export interface Numbers {
  observe(activity: Activity, outcome: string, seconds: number): void
  count(happening: Happening): void
  /** In the text format that Prometheus reads. */
  show(gauges: Gauges): Promise<string>
  readonly contentType: string
}

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export function createNumbers(version: string): Numbers {
  const registers = [new Registry()]
  const [registry] = registers
  if (registry === undefined) throw new Error('a registry was just made')
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers })
  const latency = (name: string, help: string, labelNames: string[]) =>
    new Histogram({ name, help, labelNames, buckets, registers })
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers })

  const requests = latency('rekey_request_seconds', 'Requests by route pattern.', ['method', 'route', 'status'])
  const steps = latency('rekey_step_seconds', 'The write of a step, by where it leads.', ['step', 'outcome'])
  const statements = latency('rekey_statement_seconds', 'Statements of the database.', ['statement', 'outcome'])
  const calls = latency('rekey_directory_call_seconds', 'Calls of a directory.', ['directory', 'verb', 'outcome'])
  const mails = latency('rekey_mail_seconds', 'Messages handed to the mail server.', ['outcome'])

  const journeys = counter('rekey_journeys_ended_total', 'Journeys that ended.', ['purpose', 'outcome'])
  const facts = counter('rekey_facts_total', 'Facts written to the audit log.', ['kind'])
  const sessions = counter('rekey_sessions_started_total', 'Sessions that began.', [])
  const refusals = counter('rekey_refused_total', 'What a limit refused.', ['limit'])
  const died = counter('rekey_messages_died_total', 'Messages that could not be sent while they lived.', [])

  const waiting = gauge('rekey_outbox_waiting', 'Messages that are due.')
  const oldest = gauge('rekey_outbox_oldest_seconds', 'How long the oldest message has been due.')
  const unsealed = gauge('rekey_audit_unsealed', 'Facts that are not sealed yet.')
  const sealingLag = gauge('rekey_audit_sealing_lag_seconds', 'Age of the oldest fact that is not sealed yet.')
  const databaseUp = gauge('rekey_database_up', 'Whether the database answered just now.')
  const hashing = gauge('rekey_password_hashes', 'Password hashes that run, and that wait for a place.', ['state'])
  gauge('rekey_build_info', 'Always 1; the version is the label.', ['version']).set({ version }, 1)
  collectDefaultMetrics({ register: registry })

  function observe(activity: Activity, outcome: string, seconds: number): void {
    switch (activity.kind) {
      case 'request':
        requests.observe({ method: activity.method, route: activity.route, status: outcome }, seconds)
        break
      case 'step':
        steps.observe({ step: activity.at, outcome }, seconds)
        break
      case 'statement':
        statements.observe({ statement: activity.name, outcome }, seconds)
        break
      case 'directory-call':
        calls.observe({ directory: activity.directory, verb: activity.verb, outcome }, seconds)
        break
      case 'mail':
        mails.observe({ outcome }, seconds)
        break
    }
  }

  function count(happening: Happening): void {
    switch (happening.kind) {
      case 'fact':
        facts.inc({ kind: happening.fact })
        break
      case 'journey-ended':
        journeys.inc({ purpose: happening.purpose, outcome: happening.outcome })
        break
      case 'session-started':
        sessions.inc()
        break
      case 'refused':
        refusals.inc({ limit: happening.limit })
        break
      case 'messages-died':
        died.inc(happening.count)
        break
    }
  }

  /** A database that is away leaves the last numbers out rather than wrong. */
  async function lookAt(gauges: Gauges): Promise<void> {
    const { running, waiting: queued } = gauges.hashing()
    hashing.set({ state: 'running' }, running)
    hashing.set({ state: 'waiting' }, queued)
    const backlog = await gauges.backlog().catch(() => null)
    databaseUp.set(backlog === null ? 0 : 1)
    waiting.set(backlog?.messages ?? Number.NaN)
    oldest.set(backlog?.oldestMessage ?? Number.NaN)
    unsealed.set(backlog?.facts ?? Number.NaN)
    sealingLag.set(backlog?.oldestFact ?? Number.NaN)
  }

  return {
    observe,
    count,
    contentType: registry.contentType,
    async show(gauges) {
      await lookAt(gauges)
      return registry.metrics()
    },
  }
}
