// What one reset does, counted from outside: statements by request, and argon2id computations.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunningPostgres } from '../tests/servers/postgres.ts'
import type { Remote } from './numbers/commands.ts'
import { median } from './numbers/quantile.ts'
import type { PeopleCommands } from './people/people.ts'
import type { Stage } from './server/stage.ts'

export interface Counts {
  readonly hashes: number
  /** Names of the statements of each request, and of what followed it, in the median reset. */
  readonly statements: Readonly<Record<string, readonly string[]>>
  /** Null where they can't be seen from outside: in PGlite. The program sends it the same ones. */
  readonly statementsInAll: number | null
}

/** `resets`: an odd number, of which the median is reported. Without PostgreSQL hashes are counted alone. */
export async function measureCounts(
  stage: Stage,
  postgres: RunningPostgres | undefined,
  people: Remote<PeopleCommands>,
  resets: number,
): Promise<Counts> {
  const countsHashesIn = join(stage.plan.folder, 'hashes')
  writeFileSync(countsHashesIn, '')
  const { database } = stage.plan
  const watched =
    'url' in database && postgres !== undefined
      ? { url: withPort(database.url, await people.ask('watch', postgres.port)) }
      : database
  const server = await stage.start({ countsHashesIn, database: watched })
  const reports = await people.ask('count', { port: server.port, firstMember: stage.nextMember(), resets })
  stage.played(resets)
  await server.stop()
  const sizes = reports.map((report) => Object.values(report).flat().length)
  const statementsInAll = median(sizes)
  return {
    hashes: readFileSync(countsHashesIn).length / resets,
    statements: reports[sizes.indexOf(statementsInAll)] ?? {},
    statementsInAll: 'url' in database ? statementsInAll : null,
  }
}

function withPort(url: string, port: number): string {
  const changed = new URL(url)
  changed.port = String(port)
  return changed.href
}
