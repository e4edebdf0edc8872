#!/usr/bin/env node
// Wires everything: the one file that knows which adapters exist.
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleepFor } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Logger, pino } from 'pino'
import { createSmtpMail } from './channels/email/smtp.ts'
import type { SmtpSettings } from './channels/email/smtp-settings.ts'
import type { Actions, Outcome, Refused } from './cli/actions.ts'
import { createProgram } from './cli/program.ts'
import type { Config } from './config/config.ts'
import { loadConfig } from './config/load-config.ts'
import { authenticatorApp } from './core/methods/authenticator-app/authenticator-app.ts'
import { email } from './core/methods/email/email.ts'
import { catalogueOf } from './core/methods/method.ts'
import { type DirectoryKey, directoryKey, tenantId } from './core/people/identifiers.ts'
import { newPassword } from './core/people/new-password.ts'
import { initialPolicy, type Policy } from './core/policy/policy.ts'
import { hours, minutes, seconds } from './core/time.ts'
import { createRounds } from './delivery/rounds.ts'
import { createDeliveryWorker, type DeliveryWorker } from './delivery/worker.ts'
import { type Mailbox, openMailbox } from './demo/mailbox.ts'
import { demoRoutes } from './demo/routes.tsx'
import { demoOrganisation, demoPolicy, seedDemo } from './demo/seed-demo.ts'
import { createBuiltInDirectory } from './directories/builtin/builtin.ts'
import { loadCatalogue } from './messages/catalogue.ts'
import { createRenderer } from './messages/renderer.ts'
import type { Organisation } from './ports/organisations.ts'
import type { Secrets } from './ports/secrets.ts'
import { createAuthenticatorApp } from './proofs/authenticator-app.ts'
import { createEmailCodes } from './proofs/email-code.ts'
import { auditPublicKeys, verifyAuditSignature } from './secrets/audit-signing.ts'
import { makeKeyCheck, passesKeyCheck } from './secrets/key-check.ts'
import { type Keyring, newKeyringText } from './secrets/keyring.ts'
import { loadKeyring } from './secrets/load-keyring.ts'
import { createSecrets } from './secrets/secrets.ts'
import { DataFolderInUse } from './storage/data-lock.ts'
import type { Database } from './storage/database.ts'
import { migrate, SchemaRefused } from './storage/migrate.ts'
import { openPglite, PgliteRefused } from './storage/open-pglite.ts'
import { openPostgres } from './storage/open-postgres.ts'
import { createStorage, type Storage } from './storage/storage.ts'
import { createAfterResponse } from './use-cases/after-response.ts'
import { writeCheckpoint } from './use-cases/audit/checkpoint.ts'
import { createAuditSealer } from './use-cases/audit/seal.ts'
import { verifyTrail } from './use-cases/audit/verify.ts'
import { sweepJourneys } from './use-cases/journey/resolve-journey.ts'
import type { OrganisationRoom } from './use-cases/organisation-room.ts'
import { readiness } from './use-cases/readiness.ts'
import { loadAssets } from './web/assets.ts'
import { createCookies } from './web/middleware/cookies/cookies.ts'
import { trustedProxies } from './web/middleware/network/trusted-proxies.ts'
import { authenticatorAppFace, emailFace } from './web/portal/reset/proof/method-face.ts'
import type { AddRoutes } from './web/portal/route.ts'
import { createServer } from './web/server.ts'

/** What `serve` and `demo` both come down to. */
interface Plan {
  readonly database: Database
  readonly keyring: Keyring
  readonly organisations: readonly PlannedOrganisation[]
  readonly mail: SmtpSettings
  readonly listen: { readonly host: string; readonly port: number }
  readonly trustedProxies: readonly string[]
  readonly checkpointFile: string | null
  readonly cores: number
  readonly log: Logger
  readonly routes: readonly AddRoutes[] | null
  readonly seed: ((storage: Storage, secrets: Secrets) => Promise<void>) | null
  readonly ready: (url: string) => void
}

interface PlannedOrganisation {
  readonly organisation: Organisation
  readonly directories: readonly DirectoryKey[]
  readonly policy: Policy
}

const methods = [email, authenticatorApp]
const cores = availableParallelism()
const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url')
const sleep = (milliseconds: number, signal: AbortSignal) => sleepFor(milliseconds, undefined, { signal })
const builtFiles = fileURLToPath(new URL('.', import.meta.url))

/** Serves until `stopped` resolves, then ends in order: no new work, the work in hand, the audit, the database. */
async function run(plan: Plan, stopped: Promise<unknown>): Promise<Outcome> {
  const { database, log } = plan
  const secrets = createSecrets({ keyring: plan.keyring, cores: plan.cores })
  const storage = createStorage(database)
  await migrate(database)
  const keyCheck = await storage.installation.keepKeyCheck(makeKeyCheck(plan.keyring))
  if (!passesKeyCheck(keyCheck, plan.keyring)) return wrongKey
  for (const { organisation, policy } of plan.organisations) await storage.tenants.create(organisation, policy)
  await plan.seed?.(storage, secrets)
  for (const warning of database.warnings) log.warn(warning)

  const languages = loadCatalogue()
  const mail = createSmtpMail(plan.mail, log)
  const worker = createDeliveryWorker({
    outbox: storage.outbox,
    tenants: async () => plan.organisations.map(({ organisation }) => organisation.id),
    opens: secrets,
    renders: createRenderer(languages),
    mail,
    sender: async (tenant) => senderOf(plan, tenant, storage),
    log,
    clock: { elapsed: () => performance.now(), sleep },
  })
  const rooms = new Map(
    plan.organisations.flatMap((planned) => {
      const room = roomOf(planned, storage, secrets, worker)
      return planned.organisation.hosts.map((host) => [host, room] as const)
    }),
  )
  const eachRoom = [...new Set(rooms.values())]
  const afterResponse = createAfterResponse((error) =>
    log.warn({ error: nameOf(error) }, 'work after a response failed'),
  )
  let stopping = false
  const secure = plan.organisations.every(({ organisation }) => organisation.baseUrl.startsWith('https:'))
  const server = await createServer(
    {
      room: (host) => rooms.get(host),
      languages,
      faces: [emailFace, authenticatorAppFace],
      cookies: createCookies(secure),
      assets: loadAssets(join(builtFiles, 'assets')),
      demo: plan.routes !== null,
      readiness: () => readiness(firstOf(eachRoom).journeys, Date.now, stopping),
      later: afterResponse.later,
      trustsProxy: trustedProxies(plan.trustedProxies),
      chance: secrets.integer,
      newPassword,
    },
    { secure, log, reference: secrets.reference, more: plan.routes ?? [] },
  )

  const sealer = createAuditSealer({ trail: storage.auditTrail, sha256, signs: secrets })
  const rounds = createRounds(sleep, log)
  const housekeeping = storage.housekeeping
  worker.start()
  rounds.every(seconds(1), 'seal the audit log', sealer.seal)
  rounds.every(seconds(10), 'take up unfinished journeys', () =>
    Promise.all(eachRoom.map((room) => sweepJourneys(room))),
  )
  rounds.every(minutes(10), 'purge', async () => {
    await housekeeping.purge()
    await housekeeping.countEnabled()
    await housekeeping.tidy()
  })
  rounds.every(hours(1), 'checkpoint the audit log', () => checkpoint(plan, storage))

  await server.listen(plan.listen)
  plan.ready(plan.organisations[0]?.organisation.baseUrl ?? '')
  await stopped

  stopping = true
  await server.close()
  await afterResponse.settled()
  await rounds.stop()
  await worker.stop()
  while ((await sealer.seal()) > 0);
  await checkpoint(plan, storage)
  mail.close()
  await database.close()
  return 'stopped'
}

function roomOf(
  { organisation, directories }: PlannedOrganisation,
  storage: Storage,
  secrets: Secrets,
  worker: DeliveryWorker,
): OrganisationRoom {
  const { journeys, sessions, builtIn, policies } = storage.forTenant(organisation.id)
  const outline = remembered(seconds(5), async () => {
    const { gates, help } = await policies.current()
    return { gates, help }
  })
  return {
    organisation,
    journeys,
    sessions,
    sessionTimes: { idle: minutes(15), absolute: hours(8) },
    directories: new Map(
      directories.map((key) => [
        key,
        createBuiltInDirectory({ tenant: organisation.id, key, rows: builtIn, hashes: secrets }),
      ]),
    ),
    catalogue: catalogueOf(methods),
    proofs: new Map([createEmailCodes(secrets), createAuthenticatorApp(secrets)].map((each) => [each.kind, each])),
    secrets,
    outline,
    nudgeDelivery: () => worker.nudge(organisation.id),
    sleep,
  }
}

async function senderOf(plan: Plan, tenant: Organisation['id'], storage: Storage) {
  const { organisation } = firstOf(plan.organisations.filter((each) => each.organisation.id === tenant))
  const { help } = await storage.forTenant(tenant).policies.current()
  return { organisation: organisation.name, from: organisation.mailFrom, baseUrl: organisation.baseUrl, help }
}

/** The signed end of each chain, kept where the database's owner can't reach: a file of the operator's, and the log. */
async function checkpoint({ organisations, checkpointFile, log }: Plan, storage: Storage): Promise<void> {
  for (const { organisation } of organisations) {
    const head = await storage.auditTrail.head(organisation.id)
    if (head === null) continue
    const line = writeCheckpoint({ tenant: organisation.id, ...head })
    log.info({ checkpoint: line }, 'audit checkpoint')
    if (checkpointFile !== null) appendFileSync(checkpointFile, `${line}\n`, { mode: 0o600 })
  }
}

const wrongKey: Refused = {
  refused: 'This database was written with another secret key, and nothing was changed in it.',
  cure: 'start with the keyring that it was written with; keep old lines in the file when you add a new one',
}

// What the verbs do.

async function serve(config: Config): Promise<Outcome> {
  const stopped = untilSignal()
  const plan = await planOf(config)
  if ('refused' in plan) return plan
  return plainly(() => run(plan, stopped))
}

async function planOf(config: Config): Promise<Plan | Refused> {
  const keyring = keyringOf(config)
  if ('refused' in keyring) return keyring
  const database = await openDatabase(config)
  if ('refused' in database) return database
  const log = logTo(1, config.log.level)
  return {
    database,
    keyring,
    organisations: config.organisations.map(plannedOrganisation),
    mail: config.mail,
    listen: config.listen,
    trustedProxies: config.trustedProxies,
    checkpointFile: config.audit.checkpointFile,
    cores: config.hashing.concurrency ?? cores,
    log,
    routes: null,
    seed: null,
    ready: (url) => log.info({ listen: config.listen, url }, 'ready'),
  }
}

const plannedOrganisation = ({
  directories,
  ...organisation
}: Config['organisations'][number]): PlannedOrganisation => ({
  organisation: { ...organisation, id: tenantId(organisation.id) },
  directories: directories.map(({ key }) => directoryKey(key)),
  policy: initialPolicy(methods.map(({ kind }) => kind)),
})

async function demo({ fresh }: { readonly fresh: boolean }, say: (line: string) => void): Promise<Outcome> {
  const stopped = untilSignal()
  const port = Number(process.env['PORT'] ?? 3000)
  const folder = join(process.cwd(), '.rekey/demo')
  const organisation = demoOrganisation(port)
  return plainly(async () => {
    // Opened first: the folder of a demo that runs is not to be deleted.
    if (fresh && existsSync(folder)) {
      const held = await openPglite({
        folder,
        holder: organisation.baseUrl,
        production: false,
        allowInProduction: false,
      })
      await held.close()
      rmSync(folder, { recursive: true })
    }
    const url = process.env['DATABASE_URL']
    const database =
      url === undefined
        ? await openPglite({ folder, holder: organisation.baseUrl, production: false, allowInProduction: false })
        : openPostgres({ url, connections: 10 })
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const mailbox = await openMailbox(join(folder, 'messages.jsonl'))
    const outcome = await run(demoPlan({ database, mailbox, folder, port, organisation, say }), stopped)
    await mailbox.close()
    return outcome
  })
}

interface DemoParts {
  readonly database: Database
  readonly mailbox: Mailbox
  readonly folder: string
  readonly port: number
  readonly organisation: Organisation
  readonly say: (line: string) => void
}

const demoPlan = ({ database, mailbox, folder, port, organisation, say }: DemoParts): Plan => ({
  database,
  keyring: demoKeyring(join(folder, 'secret-key')),
  organisations: [{ organisation, directories: [directoryKey('main')], policy: demoPolicy() }],
  mail: { host: '127.0.0.1', port: mailbox.port, tls: 'none', auth: null },
  listen: { host: '127.0.0.1', port },
  // So that limits by network can be seen: X-Forwarded-For names the client, and limits hold for each.
  trustedProxies: ['127.0.0.0/8', '::1'],
  checkpointFile: null,
  cores,
  log: logTo(2, process.env['LOG_LEVEL'] ?? 'error'),
  routes: [demoRoutes(mailbox)],
  seed: (storage, secrets) => seedDemo(organisation, storage.forTenant(organisation.id).seeding, secrets),
  ready: (url) => {
    say(`Rekey's demo is ready: ${url}/demo`)
    say('Press Ctrl-C to stop it. What happens in it is kept; `npm start -- --fresh` begins again.')
  },
})

function demoKeyring(file: string): Keyring {
  if (!existsSync(file)) writeFileSync(file, newKeyringText(), { mode: 0o600 })
  const loaded = loadKeyring({ REKEY_SECRET_KEY_FILE: file })
  if ('keyring' in loaded) return loaded.keyring
  throw new Error(`${file} ${loaded.problems.map(({ message }) => message).join('; ')}`)
}

// What several verbs need.

function keyringOf(config: Config): Keyring | Refused {
  const loaded = loadKeyring(config.secretKey)
  if ('keyring' in loaded) return loaded.keyring
  const sentences = loaded.problems.map(
    ({ setting, line, message }) => `${setting}${line === undefined ? '' : `, line ${line},`} ${message}`,
  )
  return { refused: `${sentences.join('. ')}.`, cure: loaded.problems.map(({ cure }) => cure).join('; ') }
}

async function openDatabase({ database, production, listen }: Config): Promise<Database | Refused> {
  if (database.kind === 'postgres') return openPostgres(database)
  const { folder, acceptPowerLoss } = database
  return plainly(() =>
    openPglite({ folder, holder: `port ${listen.port}`, production, allowInProduction: acceptPowerLoss }),
  )
}

/** Expected refusals as one sentence; anything else is a fault and is thrown. */
async function plainly<Result>(work: () => Promise<Result>): Promise<Result | Refused> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DataFolderInUse || error instanceof PgliteRefused || error instanceof SchemaRefused) {
      return { refused: error.message }
    }
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      return {
        refused: 'The port is taken by another program.',
        cure: 'stop it, or choose another: PORT=3001 npm start',
      }
    }
    if (error instanceof Error && error.name === 'DatabaseUnavailable')
      return { refused: `The database can't be reached: ${error.message}` }
    throw error
  }
}

async function withStorage<Result extends object>(
  config: Config,
  work: (storage: Storage, keyring: Keyring) => Promise<Result | Refused>,
): Promise<Result | Refused> {
  const keyring = keyringOf(config)
  if ('refused' in keyring) return keyring
  const database = await openDatabase(config)
  if ('refused' in database) return database
  try {
    return await plainly(async () => {
      await migrate(database)
      return work(createStorage(database), keyring)
    })
  } finally {
    await database.close()
  }
}

const verifyAudit: Actions['verifyAudit'] = ({ config, organisation, checkpoint, publicKeys }) =>
  withStorage(config, ({ auditTrail }) => {
    const tenant = tenantId(organisation.id)
    return verifyTrail({ trail: auditTrail, tenant, publicKeys, checkpoint, sha256, verifySignature: verifyAuditSignature })
  })

const setEdition: Actions['setEdition'] = ({ config, organisation, edition }) =>
  withStorage(config, async (storage) => {
    const { policies } = storage.forTenant(tenantId(organisation.id))
    const before = await policies.current()
    if ((await policies.save({ ...before, edition }, before.version)) === 'lost')
      return { refused: 'The policy changed meanwhile.', cure: 'run it again' }
    return { before: before.edition }
  })

/** Registered before anything is opened: a first start that is told to stop must not be torn down half made. */
const untilSignal = (): Promise<unknown> =>
  new Promise((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })

/** Asked for at every page, read at most once in so many milliseconds. */
function remembered<Value>(span: number, read: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | null = null
  let until = 0
  return () => {
    if (value === null || performance.now() > until) {
      until = performance.now() + span
      value = read()
      value.catch(() => {
        value = null
      })
    }
    return value
  }
}

const logTo = (descriptor: number, level: string): Logger =>
  pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: descriptor, sync: false }),
  )

function firstOf<Item>(items: readonly Item[]): Item {
  const [first] = items
  if (first === undefined) throw new Error('no organisation is configured')
  return first
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown')

await createProgram({
  version: '0.1.0',
  loadConfig: (path) => loadConfig(readFileSync(path, 'utf8'), process.env, (file) => readFileSync(file, 'utf8')),
  serve,
  demo,
  verifyAudit,
  setEdition,
  auditKeys: async (config) => {
    const keyring = keyringOf(config)
    return 'refused' in keyring ? keyring : auditPublicKeys(keyring)
  },
  restored: (config) => withStorage(config, async ({ installation }) => ({ epoch: await installation.raiseEpoch() })),
  newKeyring: () => newKeyringText(),
}).parseAsync()
