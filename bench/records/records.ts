// What administrators ask over everything that is kept: the audit log searched, everybody counted, a change of policy previewed;
// each as a ratio to the bare query that it can't do without. PostgreSQL only. `npm run bench -- records --events 10000000`.
import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { directoryKey, groupId, tenantId } from '../../src/core/people/identifiers.ts'
import { permissions } from '../../src/core/people/permissions.ts'
import { initialPolicy } from '../../src/core/policy/policy.ts'
import { newKeyringText, parseKeyring } from '../../src/secrets/keyring.ts'
import { createSecrets } from '../../src/secrets/secrets.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { openPostgres } from '../../src/storage/open-postgres.ts'
import { createStorage } from '../../src/storage/storage.ts'
import type { Administrator } from '../../src/use-cases/administer/administrator.ts'
import { buildAdministrationRoom } from '../../src/wiring/build-administration-room.ts'
import { buildRoom, ownMethods } from '../../src/wiring/build-room.ts'
import { startPostgres } from '../../tests/servers/postgres.ts'
import { type Compared, compare } from './compare.ts'
import { everybodyQuestions } from './everybody.ts'
import { fillAccounts } from './fill-accounts.ts'
import { fillEvents } from './fill-events.ts'
import { builtInDirectory } from './names.ts'
import { auditQuestions } from './questions.ts'

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    events: { type: 'string', default: '100000' },
    accounts: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '300' },
  },
})
const accounts = Number(values.accounts)
const rounds = Number(values.rounds)
const say = (line: string) => process.stderr.write(`${line}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
const postgres = await startPostgres({ fsync: false })
if (postgres === undefined) throw new Error('PostgreSQL is not installed')
try {
  const url = await postgres.createDatabase()
  const filling = openPostgres({ url, connections: 1, statementTimeout: 3_600_000 })
  await migrate(filling)
  const organisation = {
    id: tenantId(randomUUID()),
    name: 'Acme Widgets',
    baseUrl: 'https://reset.acme.example',
    hosts: ['reset.acme.example'],
    locale: 'en',
    timeZone: 'Europe/London',
    applications: [],
    mailFrom: 'no-reply@acme.example',
  }
  const policy = {
    ...initialPolicy(ownMethods.map(({ kind }) => kind)),
    help: { text: 'Call 4711.', phone: null, url: null, mail: null },
    scope: { kind: 'groups', include: [groupId('group-1'), groupId('group-2')], exclude: [groupId('group-3')] },
  } as const
  await createStorage(filling).tenants.create(organisation, policy)
  say(`filling ${accounts} accounts`)
  await fillAccounts(filling, organisation.id, accounts)
  say(`filling ${values.events} events`)
  const { events, journeys } = await fillEvents(filling, organisation.id, { events: Number(values.events), accounts })
  await filling.script('checkpoint')
  await filling.close()

  const db = openPostgres({ url, connections: 2 })
  const parsed = parseKeyring(newKeyringText())
  if ('problems' in parsed) throw new Error('the keyring of the bench can not be read')
  const storage = createStorage(db)
  const planned = { organisation, directories: [directoryKey(builtInDirectory)], policy }
  const room = buildAdministrationRoom(
    buildRoom(planned, {
      storage,
      secrets: createSecrets({ keyring: parsed.keyring, hashesAtOnce: 1 }),
      extraMethods: [],
      nudgeDelivery: () => undefined,
      refusalBeat: 0,
    }),
    storage.forTenant(organisation.id),
    ['en'],
  )
  const by: Administrator = {
    account: null,
    username: 'the bench',
    role: 'global-administrator',
    permissions: new Set(permissions),
    via: 'host',
    provenFreshly: true,
  }
  const questions = [
    ...everybodyQuestions({ db, room, by }),
    ...auditQuestions({ db, room, by, journeys, accounts, rounds }),
  ]
  process.stdout.write(`${events} events of ${journeys} journeys, ${accounts} accounts; goal: 3\n`)
  process.stdout.write(line('', 'p50', 'p99', 'items', 'bare p99, ms'))
  for (const question of questions) process.stdout.write(lineOf(await compare(question)))
  await db.close()
} finally {
  await postgres.stop()
}

function line(what: string, ...cells: readonly string[]): string {
  return `${what.padEnd(46)}${cells.map((cell) => cell.padStart(12)).join('')}\n`
}

function lineOf({ what, p50, p99, items, bareP99 }: Compared): string {
  return line(what, p50.toFixed(2), p99.toFixed(2), items.toFixed(1), bareP99.toFixed(1))
}
