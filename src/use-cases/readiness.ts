// May this process be sent work? The database answers, its clock and ours agree, and nobody asked us to stop.
import { seconds } from '../core/time.ts'
import type { Journeys } from '../ports/journeys.ts'

export interface Readiness {
  readonly ready: boolean
  /** Names of the parts that are not: `database`, `clock`, `stopping`. */
  readonly failing: readonly string[]
}

/** Beyond it authenticator codes would be judged by a wrong time. */
const longestSkew = seconds(30)

/** `hostNow`: this machine's clock, in milliseconds since 1970. */
export async function readiness(
  journeys: Pick<Journeys, 'load'>,
  hostNow: () => number,
  stopping: boolean,
): Promise<Readiness> {
  const failing = stopping ? ['stopping'] : []
  try {
    const { now } = await journeys.load({ handle: { by: 'none' }, browser: null, network: null })
    if (Math.abs(now - hostNow()) > longestSkew) failing.push('clock')
  } catch {
    failing.push('database')
  }
  return { ready: failing.length === 0, failing }
}
