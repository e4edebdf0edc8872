// A whole organisation in this process, on a database in memory, wired as the program wires it: for tests that bring a part
// of their own, or look at what no page shows.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Secret } from 'otpauth'
import { pino } from 'pino'
import { authenticatorApp } from '../../src/core/methods/authenticator-app/authenticator-app.ts'
import { email } from '../../src/core/methods/email/email.ts'
import {
  type AccountId,
  accountId,
  directoryKey,
  externalId,
  groupId,
  type MethodKind,
  methodId,
  tenantId,
} from '../../src/core/people/identifiers.ts'
import { maskEmail } from '../../src/core/people/masked-address.ts'
import { newPassword } from '../../src/core/people/new-password.ts'
import type { Role } from '../../src/core/people/roles.ts'
import { initialPolicy, type Policy } from '../../src/core/policy/policy.ts'
import { days, instantFrom } from '../../src/core/time.ts'
import { type Secrets, sealedFields } from '../../src/ports/secrets.ts'
import { newKeyringText, parseKeyring } from '../../src/secrets/keyring.ts'
import type { Database } from '../../src/storage/database.ts'
import { openMemory } from '../../src/storage/open-memory.ts'
import type { Storage } from '../../src/storage/storage.ts'
import { lookupAddress } from '../../src/use-cases/messages/recipients.ts'
import type { OrganisationRoom } from '../../src/use-cases/organisation-room.ts'
import type { ExtraMethod, Plan } from '../../src/wiring/plan.ts'
import { start } from '../../src/wiring/start.ts'
import { type SmtpSink, startSmtpSink } from '../servers/smtp.ts'
import { type BareBrowser, openBareBrowser } from './browser-without-scripts.ts'

export const main = directoryKey('main')
export const everyone = groupId('everyone')

export interface TestPerson {
  readonly id: AccountId
  readonly username: string
  readonly password: string
  readonly mail: string
  /** Base32. */
  readonly totpSecret: string
}

export interface TestOrganisation {
  readonly room: OrganisationRoom
  readonly storage: Storage
  readonly mail: SmtpSink
  addPerson(name: string, traits?: PersonTraits): Promise<TestPerson>
  /** From an address of its own. */
  browser(): BareBrowser
  stop(): Promise<void>
}

export interface PersonTraits {
  readonly role?: Role
  readonly disabled?: boolean
  readonly lockedByAdministrator?: boolean
  readonly mustChange?: boolean
  /** Default: both of the product's own. */
  readonly methods?: readonly MethodKind[]
}

export interface TestOrganisationOptions {
  readonly policy?: Partial<Policy>
  readonly extraMethods?: readonly ExtraMethod[]
  readonly database?: Database
  /** Default: reset.acme.test. */
  readonly host?: string
  /** For two organisations on one database. */
  readonly keyringText?: string
  readonly watch?: Plan['watch']
}

export async function startTestOrganisation(options: TestOrganisationOptions = {}): Promise<TestOrganisation> {
  const { host = 'reset.acme.test' } = options
  const mail = await startSmtpSink()
  const keyring = parseKeyring(options.keyringText ?? newKeyringText())
  if (!('keyring' in keyring)) throw new Error('a new keyring is not one')
  const extraMethods = options.extraMethods ?? []
  const organisation = {
    id: tenantId(crypto.randomUUID()),
    name: 'Acme Widgets',
    baseUrl: `http://${host}`,
    hosts: [host],
    locale: 'en',
    timeZone: 'Europe/London',
    mailFrom: 'no-reply@acme.test',
    applications: [],
  }
  const kinds = [email.kind, authenticatorApp.kind, ...extraMethods.map(({ method }) => method.kind)]
  const policy: Policy = {
    ...initialPolicy(kinds),
    scope: { kind: 'groups', include: [everyone], exclude: [] },
    directories: { [main]: { writeback: true, unlock: true } },
    suffixes: ['@acme.test'],
    ...options.policy,
  }
  let secrets: Secrets | null = null
  const plan: Plan = {
    database: options.database ?? (await openMemory()),
    keyring: keyring.keyring,
    organisations: [{ organisation, directories: [main], policy }],
    mail: { host: '127.0.0.1', port: mail.port, tls: 'none', auth: null },
    listen: { host: '127.0.0.1', port: 0 },
    trustedProxies: ['127.0.0.0/8'],
    checkpointFile: null,
    hashesAtOnce: 2,
    log: pino({ level: 'silent' }),
    watch: options.watch ?? null,
    assetsFolder: join(fileURLToPath(new URL('.', import.meta.url)), 'fixtures'),
    demo: null,
    seed: async (storage, made) => {
      secrets = made
      await storage.forTenant(organisation.id).seeding.group(main, everyone, 'Everyone')
    },
    refusalBeat: 0,
    extraMethods,
  }
  const started = await start(plan)
  const room = started.rooms[0]
  if (room === undefined || secrets === null) throw new Error('nothing was started')
  let browsers = 0
  return {
    room,
    storage: started.storage,
    mail,
    addPerson: (name, traits = {}) => addPerson(name, traits, room, started.storage),
    browser: () => {
      browsers += 1
      const from = `203.0.${browsers >> 8}.${browsers & 255}`
      return openBareBrowser(`http://127.0.0.1:${started.port}`, {
        from,
        headers: { host, origin: `http://${host}` },
      })
    },
    async stop() {
      await started.stop()
      await mail.stop()
    },
  }
}

async function addPerson(
  name: string,
  traits: PersonTraits,
  room: OrganisationRoom,
  storage: Storage,
): Promise<TestPerson> {
  const { secrets, organisation } = room
  const { seeding } = storage.forTenant(organisation.id)
  const id = accountId(secrets.uuid())
  const username = `${name}@acme.test`
  const person = {
    id,
    username,
    password: `the old words of ${name}`,
    mail: `${name}@home.test`,
    totpSecret: new Secret({ size: 20 }).base32,
  }
  const seal = (field: string, text: string) => secrets.seal({ tenant: organisation.id, owner: id, field }, text)
  const strength = traits.role === undefined || traits.role === 'reports-reader' ? 'member' : 'administrator'
  const passwordHash = await secrets.hash(newPassword(person.password), strength)
  if (passwordHash === 'busy') throw new Error('no room to hash')
  await seeding.account({
    id,
    subject: secrets.uuid(),
    directory: main,
    externalId: externalId(id.replaceAll('-', '')),
    username,
    displayName: name,
    canonicalNames: [name],
    passwordHash,
    passwordExpiresAt: null,
    mustChangePassword: traits.mustChange ?? false,
    disabled: traits.disabled ?? false,
    lockedByAdministrator: traits.lockedByAdministrator ?? false,
    role: traits.role ?? null,
    groups: [everyone],
    locale: null,
    timeZone: null,
    contactMail: null,
  })
  for (const kind of traits.methods ?? [email.kind, authenticatorApp.kind]) {
    const plain = kind === authenticatorApp.kind ? person.totpSecret : person.mail
    await seeding.method(id, {
      id: methodId(secrets.uuid()),
      kind,
      source: 'self',
      provenAt: instantFrom(Date.now() - days(30)),
      heldUntil: null,
      sealed: seal(sealedFields.method, plain),
      masked: kind === email.kind ? maskEmail(plain) : null,
      address: kind === email.kind ? lookupAddress(plain, room) : null,
      lastStep: null,
      name: null,
      addedAt: instantFrom(0),
      shared: false,
    })
  }
  return person
}
