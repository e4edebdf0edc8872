// May this process be sent work? The database answers, holds our schema, its clock and ours agree, and nobody asked us to stop.
import { seconds } from '../core/time.ts'
import type { Journeys } from '../ports/journeys.ts'

const readinessChecks = ['database', 'schema', 'clock', 'stopping'] as const
type Check = (typeof readinessChecks)[number]

/** `unknown`: it could not be looked at, because the database gave no answer. */
type Finding = 'ok' | 'failing' | 'unknown'

export interface Readiness {
  readonly ready: boolean
  readonly checks: Readonly<Record<Check, Finding>>
  /** Names of the checks that fail. */
  readonly failing: readonly Check[]
}

export interface ReadinessParts {
  readonly journeys: Pick<Journeys, 'load'>
  /** Every migration this version needs has been applied; a newer version may have applied more. */
  readonly hasSchema: () => Promise<boolean>
  /** This machine's clock, in milliseconds since 1970. */
  readonly hostNow: () => number
  readonly stopping: boolean
}

/** Beyond it authenticator codes would be judged by a wrong time. */
const longestSkew = seconds(30)

export async function readiness(parts: ReadinessParts): Promise<Readiness> {
  const checks = { ...(await askDatabase(parts)), stopping: parts.stopping ? 'failing' : 'ok' } as const
  const failing = readinessChecks.filter((check) => checks[check] === 'failing')
  return { ready: failing.length === 0, checks, failing }
}

async function askDatabase(parts: ReadinessParts): Promise<Record<Exclude<Check, 'stopping'>, Finding>> {
  const { journeys, hasSchema, hostNow } = parts
  try {
    const schema = (await hasSchema()) ? 'ok' : 'failing'
    const { now } = await journeys.load({ handle: { by: 'none' }, browser: null, network: null })
    return { database: 'ok', schema, clock: Math.abs(now - hostNow()) > longestSkew ? 'failing' : 'ok' }
  } catch {
    return { database: 'failing', schema: 'unknown', clock: 'unknown' }
  }
}
