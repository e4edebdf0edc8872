// Everything a measured server needs round it: a seeded database, a key, a port, a folder to run in.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tenantId } from '../../src/core/people/identifiers.ts'
import type { Organisation } from '../../src/ports/organisations.ts'
import { newKeyringText } from '../../src/secrets/keyring.ts'
import { openPglite } from '../../src/storage/open-pglite.ts'
import { openPostgres } from '../../src/storage/open-postgres.ts'
import type { RunningPostgres } from '../../tests/servers/postgres.ts'
import type { Kind } from '../people/population.ts'
import { seed } from './seed.ts'
import { type ServerPlan, startServer } from './server.ts'

export type DatabaseKind = 'postgres' | 'pglite'

export interface StageOrder {
  readonly program: string
  readonly database: DatabaseKind
  /** Needed for `postgres`. */
  readonly postgres: RunningPostgres | undefined
  readonly mailPort: number
  /** Null: an empty database, in which the server has to make its tables. */
  readonly count: Readonly<Record<Kind, number>> | null
}

export interface Stage {
  readonly plan: ServerPlan
  start(changes?: Partial<ServerPlan>): ReturnType<typeof startServer>
  readonly members: number
  /** The first whom nobody has played yet. */
  nextMember(): number
  played(done: number): void
  clear(): void
}

export async function prepareStage({ program, database, postgres, mailPort, count }: StageOrder): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'rekey-bench-'))
  const keyringFile = join(folder, 'keyring')
  writeFileSync(keyringFile, newKeyringText(), { mode: 0o600 })
  const port = await freePort()
  const organisation: Organisation = {
    id: tenantId(randomUUID()),
    name: 'Acme Widgets',
    baseUrl: `http://localhost:${port}`,
    hosts: [`localhost:${port}`],
    locale: 'en',
    timeZone: 'Europe/London',
    applications: [],
    mailFrom: 'no-reply@acme.example',
  }
  const where = await place(database, postgres, folder)
  const opened =
    'url' in where
      ? openPostgres({ url: where.url, connections: 8 })
      : await openPglite({ folder: where.pglite, holder: 'the bench', production: false, allowInProduction: false })
  if (count !== null) await seed(opened, { organisation, keyringFile, count })
  await opened.close()

  const plan: ServerPlan = { program, folder, port, keyringFile, database: where, mailPort, organisation }
  const members = count?.member ?? 0
  let next = 0
  return {
    plan,
    members,
    start: (changes = {}) => startServer({ ...plan, ...changes }),
    nextMember: () => next,
    played(done) {
      next += done
      if (next > members) throw new Error(`the bench needs more than its ${members} members`)
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function place(kind: DatabaseKind, postgres: RunningPostgres | undefined, folder: string) {
  if (kind === 'pglite') return { pglite: join(folder, 'pglite') }
  if (postgres === undefined) throw new Error('PostgreSQL is not installed')
  return { url: await postgres.createDatabase() }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port to be had')
  return address.port
}
