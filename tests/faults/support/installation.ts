// An installation that faults are made in: an organisation on a database, a mail server, and processes of the built program
// that are started, killed and started again on the same data, each server behind a proxy if the test wants one there.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Organisation } from '../../../src/ports/organisations.ts'
import type { Secrets } from '../../../src/ports/secrets.ts'
import { newKeyringText, parseKeyring } from '../../../src/secrets/keyring.ts'
import { createSecrets } from '../../../src/secrets/secrets.ts'
import { migrate } from '../../../src/storage/migrate.ts'
import { openPostgres } from '../../../src/storage/open-postgres.ts'
import { createStorage, type Storage } from '../../../src/storage/storage.ts'
import {
  attackedOrganisation,
  attackedPolicy,
  createPeople,
  type Person,
  type Wish,
} from '../../attacks/support/people.ts'
import { freePort } from '../../servers/postgres.ts'
import { type RekeyOptions, type RekeyProcess, startRekey } from '../../servers/rekey-process.ts'
import { type SmtpSink, startSmtpSink } from '../../servers/smtp.ts'
import { atEndOfFile } from '../../support/at-end-of-file.ts'
import { type BareBrowser, openBareBrowser } from '../../support/browser-without-scripts.ts'

export interface Installation {
  readonly organisation: Organisation
  readonly databaseUrl: string
  readonly folder: string
  readonly checkpointFile: string
  readonly mail: SmtpSink
  readonly secrets: Secrets
  readonly keyringText: string
  readonly storage: Storage
  /** The processes' addresses, whether they run or not. */
  readonly urls: readonly string[]
  add(wish?: Wish): Promise<Person>
  /** Rows a test looks at, or changes, behind the program's back; never through a proxy. */
  sql<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** Starts one of the processes and waits until it is ready. */
  start(options?: StartOptions): Promise<RekeyProcess>
  /** Writes a configuration and returns its path. */
  configure(options?: Omit<StartOptions, 'env' | 'imports'>): string
  /** Another client each time, from a network of its own. */
  browser(at?: number): BareBrowser
  /** All that was printed by processes that have ended since they were started here, and by those that still run. */
  printed(): string
}

export interface StartOptions {
  /** Which of `urls` it serves. */
  readonly at?: number
  /** Where it finds the database and the mail server: the port of a proxy. */
  readonly databasePort?: number
  readonly mailPort?: number
  /** Over the configuration. */
  readonly settings?: Readonly<Record<string, unknown>>
  readonly env?: RekeyOptions['env']
  readonly imports?: RekeyOptions['imports']
}

/** Call it in a `beforeAll`. Everything ends with the test file. */
export async function install(databaseUrl: string): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'rekey-faults-'))
  const mail = await startSmtpSink()
  const keyringText = newKeyringText()
  writeFileSync(join(folder, 'keyring'), keyringText, { mode: 0o600 })
  const ports = [await freePort(), await freePort()]
  const hosts = ports.map((port) => `localhost:${port}`)
  const organisation = attackedOrganisation(`http://${hosts[0]}`, hosts)

  // Under another name, so that the sessions of the program can be told from these.
  const own = new URL(databaseUrl)
  own.searchParams.set('application_name', 'test')
  const database = openPostgres({ url: own.href, connections: 2 })
  await migrate(database)
  const storage = createStorage(database)
  await storage.tenants.create(organisation, attackedPolicy())
  const parsed = parseKeyring(keyringText)
  if ('problems' in parsed) throw new Error('the new keyring is not one')
  const secrets = createSecrets({ keyring: parsed.keyring, hashesAtOnce: 2 })
  const { seeding } = storage.forTenant(organisation.id)
  const add = await createPeople({ organisation, seeding, secrets })
  const client = new pg.Pool({ connectionString: own.href, max: 2 })
  // A database that is stopped, by the test or after it, takes idle connections with it.
  client.on('error', () => undefined)

  const started: RekeyProcess[] = []
  atEndOfFile(async () => {
    await Promise.all(started.map((each) => each.kill('SIGKILL')))
    await Promise.all([client.end(), database.close(), mail.stop()])
    rmSync(folder, { recursive: true })
  })

  const checkpointFile = join(folder, 'checkpoints')
  const configure: Installation['configure'] = ({ at = 0, databasePort, mailPort, settings = {} } = {}) => {
    const url = new URL(databaseUrl)
    if (databasePort !== undefined) url.port = String(databasePort)
    const file = join(folder, `rekey-${at}.yaml`)
    const config = {
      listen: { host: '127.0.0.1', port: ports[at] },
      'trusted-proxies': ['127.0.0.1', '::1'],
      database: { url: url.href },
      'secret-key-file': join(folder, 'keyring'),
      mail: { host: '127.0.0.1', port: mailPort ?? mail.port, tls: 'none' },
      audit: { 'checkpoint-file': checkpointFile },
      organisations: [
        {
          id: organisation.id,
          name: organisation.name,
          'base-url': organisation.baseUrl,
          hosts,
          'time-zone': organisation.timeZone,
          'mail-from': organisation.mailFrom,
          directories: [{ key: 'main', kind: 'built-in' }],
        },
      ],
      ...settings,
    }
    // YAML holds JSON.
    writeFileSync(file, JSON.stringify(config))
    return file
  }

  let visitors = 0
  const urls = hosts.map((host) => `http://${host}`)
  return {
    organisation,
    databaseUrl,
    folder,
    checkpointFile,
    mail,
    secrets,
    keyringText,
    storage,
    urls,
    add,
    configure,
    sql: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(text, [...values])).rows,
    start: async ({ env = {}, imports = [], ...options } = {}) => {
      const args = ['serve', '--config', configure(options)]
      const process = await startRekey(args, { cwd: folder, ready: /"msg":"ready"/, env, imports })
      started.push(process)
      return process
    },
    browser: (at = 0) => {
      visitors += 1
      const from = `11.${Math.floor(visitors / 256)}.${visitors % 256}.7`
      return openBareBrowser(urls[at] ?? '', { from })
    },
    printed: () => started.map((each) => each.stdout() + each.stderr()).join(''),
  }
}
