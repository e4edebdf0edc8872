// The bench's organisation, written straight into the database before the server starts.
import { authenticatorApp } from '../../src/core/methods/authenticator-app/authenticator-app.ts'
import { email } from '../../src/core/methods/email/email.ts'
import { accountId, directoryKey, externalId, methodId, tenantId } from '../../src/core/people/identifiers.ts'
import { maskEmail } from '../../src/core/people/masked-address.ts'
import { newPassword } from '../../src/core/people/new-password.ts'
import { canonicalName } from '../../src/core/people/typed-name.ts'
import { initialPolicy, type Policy } from '../../src/core/policy/policy.ts'
import { defaultLimits } from '../../src/core/throttle/limits.ts'
import { hours, instantFrom } from '../../src/core/time.ts'
import type { Organisation } from '../../src/ports/organisations.ts'
import { type Secrets, sealedFields } from '../../src/ports/secrets.ts'
import { loadKeyring } from '../../src/secrets/load-keyring.ts'
import { createSecrets } from '../../src/secrets/secrets.ts'
import type { Database } from '../../src/storage/database.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { createStorage, type TenantStorage } from '../../src/storage/storage.ts'
import { lookupAddress } from '../../src/use-cases/messages/recipients.ts'
import { firstPassword, type Kind, mailboxOf, nameOf, suffix, totpSecret } from '../people/population.ts'

export const directory = directoryKey('main')

export interface SeedOrder {
  readonly organisation: Organisation
  readonly keyringFile: string
  readonly count: Readonly<Record<Kind, number>>
}

/** Everybody may reset with two proofs. A thousand wrong codes an hour are what the timing comparison is made of. */
const policy = (): Policy => ({
  ...initialPolicy([email.kind, authenticatorApp.kind]),
  scope: { kind: 'all' },
  limits: { ...defaultLimits, attackFailures: { count: 1_000_000, span: hours(1) } },
  suffixes: [suffix],
})

export async function seed(database: Database, { organisation, keyringFile, count }: SeedOrder): Promise<void> {
  const loaded = loadKeyring({ REKEY_SECRET_KEY_FILE: keyringFile })
  if (!('keyring' in loaded)) throw new Error('the keyring of the bench can not be read')
  const secrets = createSecrets({ keyring: loaded.keyring, hashesAtOnce: 2 })
  await migrate(database)
  const storage = createStorage(database)
  await storage.tenants.create(organisation, policy())
  const scene = { organisation, secrets, storage: storage.forTenant(tenantId(organisation.id)) }
  // Nobody compares them: one hash serves everyone.
  const passwordHash = await secrets.hash(newPassword(firstPassword), 'member')
  const people = (['member', 'half'] as const).flatMap((kind) =>
    Array.from({ length: count[kind] }, (_, index) => ({ kind, index })),
  )
  const queue = people.values()
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const { kind, index } of queue) await seedPerson(kind, index, passwordHash, scene)
    }),
  )
  await database.script('analyze')
}

interface SeedScene {
  readonly organisation: Organisation
  readonly secrets: Secrets
  readonly storage: TenantStorage
}

async function seedPerson(
  kind: Kind,
  index: number,
  passwordHash: string,
  { organisation, secrets, storage: { seeding } }: SeedScene,
): Promise<void> {
  const id = accountId(secrets.uuid())
  const seal = (field: string, text: string) => secrets.seal({ tenant: organisation.id, owner: id, field }, text)
  const username = nameOf(kind, index)
  const mailbox = mailboxOf(kind, index)
  await seeding.account({
    id,
    subject: secrets.uuid(),
    directory,
    externalId: externalId(id.replaceAll('-', '')),
    username,
    displayName: 'Robin Example',
    canonicalNames: [canonicalName(username, [suffix])],
    passwordHash,
    passwordExpiresAt: null,
    mustChangePassword: false,
    disabled: false,
    lockedByAdministrator: false,
    role: null,
    groups: [],
    locale: null,
    timeZone: null,
    contactMail: seal(sealedFields.contactMail, username),
  })
  const registered = {
    source: 'self',
    provenAt: instantFrom(Date.UTC(2026, 0, 12)),
    heldUntil: null,
    lastStep: null,
    name: null,
    addedAt: instantFrom(Date.UTC(2026, 0, 12)),
    shared: false,
  } as const
  await seeding.method(id, {
    ...registered,
    id: methodId(secrets.uuid()),
    kind: email.kind,
    masked: maskEmail(mailbox),
    sealed: seal(sealedFields.method, mailbox),
    address: lookupAddress(mailbox, { secrets, organisation }),
  })
  if (kind === 'half') return
  await seeding.method(id, {
    ...registered,
    id: methodId(secrets.uuid()),
    kind: authenticatorApp.kind,
    masked: null,
    sealed: seal(sealedFields.method, totpSecret),
    address: null,
  })
}
