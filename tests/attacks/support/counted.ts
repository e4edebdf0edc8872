// The product's own web server, use cases and storage in this process, without background rounds, so that everything a
// request costs can be counted: statements, rows written in each table, password hashes, messages.
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { loadCatalogue } from '../../../src/messages/catalogue.ts'
import { newKeyringText, parseKeyring } from '../../../src/secrets/keyring.ts'
import { createSecrets } from '../../../src/secrets/secrets.ts'
import { migrate } from '../../../src/storage/migrate.ts'
import { openPostgres } from '../../../src/storage/open-postgres.ts'
import { statement } from '../../../src/storage/statement.ts'
import { createStorage } from '../../../src/storage/storage.ts'
import { createAfterResponse } from '../../../src/use-cases/after-response.ts'
import { buildAdministrationRoom } from '../../../src/wiring/build-administration-room.ts'
import { buildRoom } from '../../../src/wiring/build-room.ts'
import { buildServer } from '../../../src/wiring/build-server.ts'
import type { TestDatabases } from '../../servers/use-postgres.ts'
import { atEndOfFile } from '../../support/at-end-of-file.ts'
import { attackedOrganisation, attackedPolicy, createPeople, directory, type Person, type Wish } from './people.ts'

export interface Cost {
  /** Sorted: what runs after a response runs beside the next request. Without the policy's outline, read every few seconds. */
  readonly statements: readonly string[]
  /** Row versions written, by table. */
  readonly rows: Readonly<Record<string, number>>
  readonly hashes: number
}

export interface CountedSite {
  readonly url: string
  add(wish?: Wish): Promise<Person>
  /** What the work costs, with all that goes on after its responses. */
  costOf(work: () => Promise<unknown>): Promise<Cost>
}

export async function startCounted(databases: TestDatabases): Promise<CountedSite> {
  const url = await databases.createDatabase()
  const statements: string[] = []
  const database = openPostgres({ url, connections: 4, onStatement: (text) => statements.push(text) })
  const peek = openPostgres({ url, connections: 1 })
  await migrate(database)
  const keyring = parseKeyring(newKeyringText())
  if ('problems' in keyring) throw new Error('the new keyring is not one')
  const own = createSecrets({ keyring: keyring.keyring, hashesAtOnce: 2 })
  let hashes = 0
  const secrets: typeof own = {
    ...own,
    hash: (...of) => {
      hashes += 1
      return own.hash(...of)
    },
    verify: (...of) => {
      hashes += 1
      return own.verify(...of)
    },
  }
  const port = await freePort()
  const organisation = attackedOrganisation(`http://localhost:${port}`, [`localhost:${port}`])
  const planned = { organisation, directories: [directory], policy: attackedPolicy() }
  const storage = createStorage(database)
  await storage.tenants.create(organisation, planned.policy)
  const add = await createPeople({ organisation, seeding: storage.forTenant(organisation.id).seeding, secrets })

  const failed: unknown[] = []
  const after = createAfterResponse((error) => failed.push(error))
  const room = buildRoom(planned, {
    storage,
    secrets,
    extraMethods: [],
    nudgeDelivery: () => undefined,
    refusalBeat: 0,
  })
  const server = await buildServer(
    {
      database,
      keyring: keyring.keyring,
      organisations: [planned],
      mail: { host: '127.0.0.1', port: 9, tls: 'none', auth: null },
      listen: { host: '127.0.0.1', port },
      trustedProxies: ['127.0.0.1', '::1'],
      checkpointFile: null,
      hashesAtOnce: 2,
      log: pino({ level: 'silent' }),
      assetsFolder: fileURLToPath(new URL('../../../dist/assets', import.meta.url)),
      demo: null,
      seed: null,
      refusalBeat: 0,
      extraMethods: [],
    },
    {
      rooms: [buildAdministrationRoom(room, storage.forTenant(organisation.id), ['en'])],
      languages: loadCatalogue(),
      secrets,
      later: after.later,
      isStopping: () => false,
      hasSchema: storage.installation.hasSchema,
    },
  )
  await server.listen({ host: '127.0.0.1', port })
  atEndOfFile(async () => {
    await server.close()
    await Promise.all([database.close(), peek.close()])
  })

  const lastTransaction = async (): Promise<number> => (await peek.run<{ id: number }>(currentTransaction))[0]?.id ?? 0

  return {
    url: `http://localhost:${port}`,
    add,
    costOf: async (work) => {
      const [begun, hashed, since] = [statements.length, hashes, await lastTransaction()]
      await work()
      await after.settled()
      if (failed.length > 0) throw failed[0]
      const counts = await peek.run<{ name: string; rows: number }>(statement('', writtenSince(since)))
      return {
        statements: statements
          .slice(begun)
          .filter((text) => !text.startsWith('select version, value from policies'))
          .map((text) => text.slice(0, 60))
          .sort(),
        rows: Object.fromEntries(counts.filter((each) => each.rows > 0).map((each) => [each.name, each.rows])),
        hashes: hashes - hashed,
      }
    },
  }
}

const currentTransaction = statement('', 'select pg_current_xact_id()::text::integer as id')

const writtenSince = (transaction: number): string =>
  ['accounts', 'methods', 'subjects', 'built_in_accounts', 'counters', 'network_tallies', 'journeys', 'sessions']
    .concat(['known_browsers', 'not_me_links', 'outbox', 'audit_events'])
    .map(
      (table) =>
        `select '${table}' as name, count(*)::integer as rows from ${table} where xmin::text::bigint > ${transaction}`,
    )
    .join(' union all ')

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0))
    })
  })
}
