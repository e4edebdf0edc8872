// The attacked site: an organisation on a PostgreSQL database of its own, served by processes of the built program as an
// operator would run them, and a mail server that keeps what they send.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TenantId } from '../../../src/core/people/identifiers.ts'
import type { Policy } from '../../../src/core/policy/policy.ts'
import type { Application } from '../../../src/ports/organisations.ts'
import type { Secrets } from '../../../src/ports/secrets.ts'
import { newKeyringText, parseKeyring } from '../../../src/secrets/keyring.ts'
import { createSecrets } from '../../../src/secrets/secrets.ts'
import { migrate } from '../../../src/storage/migrate.ts'
import { openPostgres } from '../../../src/storage/open-postgres.ts'
import { createStorage } from '../../../src/storage/storage.ts'
import { type RekeyProcess, startRekey } from '../../servers/rekey-process.ts'
import { type SmtpSink, startSmtpSink } from '../../servers/smtp.ts'
import type { TestDatabases } from '../../servers/use-postgres.ts'
import { atEndOfFile } from '../../support/at-end-of-file.ts'
import { type BareBrowser, openBareBrowser } from '../../support/browser-without-scripts.ts'
import { built } from '../../transcripts/replay.ts'
import { attackedOrganisation, attackedPolicy, createPeople, type Person, type Wish } from './people.ts'

export interface Site {
  /** One for each process. */
  readonly urls: readonly string[]
  readonly url: string
  readonly pids: readonly number[]
  /** Where the host's files are, and verbs are run. */
  readonly folder: string
  readonly mail: SmtpSink
  readonly secrets: Secrets
  readonly organisation: TenantId
  add(wish?: Wish): Promise<Person>
  /** Another client each time, from a network of its own, at the first process unless another is named. */
  browser(options?: VisitOptions): BareBrowser
  /** Rows a test looks at, or changes, behind the program's back. */
  sql<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
  changePolicy(change: (policy: Policy) => Partial<Policy>): Promise<void>
  /** Kills a process as a crash would, and starts it again at the same address. */
  crash(index: number): Promise<void>
  /** What all processes printed. */
  printed(): string
  /** A verb of the command line, on the host of the first process; what it says on stdout. */
  verb(...args: readonly string[]): Promise<string>
}

export interface VisitOptions {
  readonly at?: number
  readonly from?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface SiteOptions {
  readonly processes?: number
  /** Where mail goes instead of the sink. */
  readonly mailPort?: number
  readonly trustedProxies?: readonly string[]
  /** What people reach the first process at; its host is the only one that is answered. */
  readonly baseUrl?: string
  readonly policy?: Partial<Policy>
  /** That people may be led back to. */
  readonly applications?: readonly Application[]
}

/** Call it in a `beforeAll`. Everything ends with the test file. */
export async function startSite(databases: TestDatabases, options: SiteOptions = {}): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'rekey-attacked-'))
  const url = await databases.createDatabase()
  const mail = await startSmtpSink()
  const keyringText = newKeyringText()
  writeFileSync(join(folder, 'keyring'), keyringText, { mode: 0o600 })

  const ports = await Promise.all(Array.from({ length: options.processes ?? 1 }, freePort))
  const hosts = ports.map((port) => `localhost:${port}`)
  const baseUrl = options.baseUrl ?? `http://${hosts[0]}`
  const { applications } = options
  const organisation = attackedOrganisation(baseUrl, options.baseUrl ? [new URL(baseUrl).host] : hosts, applications)

  const database = openPostgres({ url, connections: 2 })
  await migrate(database)
  const storage = createStorage(database)
  await storage.tenants.create(organisation, { ...attackedPolicy(), ...options.policy })
  const parsed = parseKeyring(keyringText)
  if ('problems' in parsed) throw new Error('the new keyring is not one')
  const secrets = createSecrets({ keyring: parsed.keyring, hashesAtOnce: 2 })
  const { seeding, policies } = storage.forTenant(organisation.id)
  const add = await createPeople({ organisation, seeding, secrets })

  const start = (port: number): Promise<RekeyProcess> => {
    const file = join(folder, `rekey-${port}.yaml`)
    writeFileSync(
      file,
      configText({ port, url, folder, mailPort: options.mailPort ?? mail.port, organisation, options }),
    )
    return startRekey(['serve', '--config', file], { cwd: folder, ready: /"msg":"ready"/ })
  }
  const processes = await Promise.all(ports.map(start))
  const client = new pg.Pool({ connectionString: url, max: 2 })
  // A database that is stopped with its test file takes idle connections with it.
  client.on('error', () => undefined)
  atEndOfFile(async () => {
    await Promise.all(processes.map((each) => each.kill('SIGKILL')))
    await Promise.all([client.end(), database.close(), mail.stop()])
    rmSync(folder, { recursive: true })
  })

  let visitors = 0
  const urls = ports.map((port) => `http://localhost:${port}`)
  const printedBefore: string[] = []
  return {
    urls,
    url: urls[0] ?? '',
    pids: processes.map(({ pid }) => pid),
    folder,
    mail,
    secrets,
    organisation: organisation.id,
    add,
    browser: ({ at = 0, from, headers } = {}) => {
      visitors += 1
      const network = `11.${Math.floor(visitors / 256)}.${visitors % 256}.7`
      return openBareBrowser(urls[at] ?? '', { from: from ?? network, ...(headers ? { headers } : {}) })
    },
    sql: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(text, [...values])).rows,
    changePolicy: async (change) => {
      const before = await policies.current()
      await policies.save({ ...before, ...change(before) }, before.version, {
        id: randomUUID(),
        fact: { kind: 'edition-set', edition: before.edition },
      })
    },
    crash: async (index) => {
      const [process, port] = [processes[index], ports[index]]
      if (process === undefined || port === undefined) throw new Error(`there is no process ${index}`)
      await process.kill('SIGKILL')
      printedBefore.push(process.stdout(), process.stderr())
      processes[index] = await start(port)
    },
    verb: async (...args) => {
      const { stdout, stderr, code } = await built(folder)([...args, '--config', `rekey-${ports[0]}.yaml`])
      if (code !== 0) throw new Error(stderr)
      return stdout
    },
    printed: () => [...printedBefore, ...processes.flatMap((each) => [each.stdout(), each.stderr()])].join(''),
  }
}

interface ConfigParts {
  readonly port: number
  readonly url: string
  readonly folder: string
  readonly mailPort: number
  readonly organisation: ReturnType<typeof attackedOrganisation>
  readonly options: SiteOptions
}

const configText = ({ port, url, folder, mailPort, organisation, options }: ConfigParts): string =>
  // YAML holds JSON.
  JSON.stringify({
    listen: { host: '127.0.0.1', port },
    'trusted-proxies': options.trustedProxies ?? ['127.0.0.1', '::1'],
    database: { url },
    'secret-key-file': join(folder, 'keyring'),
    mail: { host: '127.0.0.1', port: mailPort, tls: 'none' },
    organisations: [
      {
        id: organisation.id,
        name: organisation.name,
        'base-url': organisation.baseUrl,
        hosts: organisation.hosts,
        'time-zone': organisation.timeZone,
        'mail-from': organisation.mailFrom,
        directories: [{ key: 'main', kind: 'built-in' }],
        applications: organisation.applications,
      },
    ],
  })

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = address !== null && typeof address === 'object' ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
