// The organisation that is attacked, and as many people as a test needs: each with a mailbox and an authenticator app of
// their own, so that no test spends another one's limits.
import { randomUUID } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { authenticatorApp } from '../../../src/core/methods/authenticator-app/authenticator-app.ts'
import { email } from '../../../src/core/methods/email/email.ts'
import {
  type AccountId,
  accountId,
  directoryKey,
  externalId,
  groupId,
  methodId,
  tenantId,
} from '../../../src/core/people/identifiers.ts'
import { maskEmail } from '../../../src/core/people/masked-address.ts'
import { newPassword } from '../../../src/core/people/new-password.ts'
import type { Role } from '../../../src/core/people/roles.ts'
import { canonicalName } from '../../../src/core/people/typed-name.ts'
import { initialPolicy, type Policy } from '../../../src/core/policy/policy.ts'
import { days, instantFrom } from '../../../src/core/time.ts'
import type { Organisation } from '../../../src/ports/organisations.ts'
import { type Secrets, sealedFields } from '../../../src/ports/secrets.ts'
import type { Seeding } from '../../../src/ports/seeding.ts'
import { lookupAddress } from '../../../src/use-cases/messages/recipients.ts'

const suffix = '@acme.example'
export const directory = directoryKey('main')
export const staff = groupId('staff')
export const contractors = groupId('contractors')

export interface Person {
  readonly id: AccountId
  readonly username: string
  readonly password: string
  /** Where codes go. */
  readonly mail: string
  readonly methods: { readonly email: string; readonly app: string }
  /** The code of the step so many steps from now. */
  code(drift?: number): string
}

export interface Wish {
  readonly name?: string
  readonly displayName?: string
  readonly role?: Role
  readonly disabled?: true
  readonly mustChange?: true
  readonly lockedByAdministrator?: true
  readonly groups?: readonly (typeof staff)[]
  readonly methods?: readonly ('email' | 'app')[]
  readonly mail?: string
  /** Registered by an administrator and not proven yet. */
  readonly unproven?: true
}

export const attackedOrganisation = (
  baseUrl: string,
  hosts: readonly string[],
  applications: Organisation['applications'] = [],
): Organisation => ({
  id: tenantId('0d0e5ac0-11aa-4c2e-9b53-6f1f2f3c4d5e'),
  name: 'Acme Widgets',
  baseUrl,
  hosts,
  locale: 'en',
  timeZone: 'Europe/London',
  mailFrom: 'no-reply@acme.example',
  applications,
})

/** Some may reset, two proofs are asked for, and unlocking is allowed. */
export const attackedPolicy = (): Policy => ({
  ...initialPolicy([email.kind, authenticatorApp.kind]),
  scope: { kind: 'groups', include: [staff], exclude: [] },
  directories: { [directory]: { writeback: true, unlock: true } },
  passwords: { minimumLength: 15, historyLength: 2, organisationWords: ['Acme'] },
  help: { text: null, phone: '+44 161 0100', url: null, mail: null },
  suffixes: [suffix],
})

const firstPassword = 'granite otter sings twice'

export interface Adds {
  readonly organisation: Organisation
  readonly seeding: Seeding
  readonly secrets: Secrets
}

/** Hashing once is enough: everyone begins with the same password. */
export async function createPeople({ organisation, seeding, secrets }: Adds) {
  const member = await hashOf('member', secrets)
  await seeding.group(directory, staff, 'Staff who may reset')
  await seeding.group(directory, contractors, 'Contractors')
  let count = 0

  return async function add(wish: Wish = {}): Promise<Person> {
    count += 1
    const name = wish.name ?? `person${count}`
    const id = accountId(randomUUID())
    const username = `${name}${suffix}`
    const mail = wish.mail ?? `mail.${name}@home.example`
    const secret = new Secret({ size: 20 })
    const methods = { email: randomUUID(), app: randomUUID() }
    const seal = (field: string, text: string) => secrets.seal({ tenant: organisation.id, owner: id, field }, text)
    await seeding.account({
      id,
      subject: randomUUID(),
      directory,
      externalId: externalId(id.replaceAll('-', '')),
      username,
      displayName: wish.displayName ?? `Person ${count}`,
      canonicalNames: [canonicalName(username, [suffix])],
      passwordHash: member,
      passwordExpiresAt: null,
      mustChangePassword: wish.mustChange === true,
      disabled: wish.disabled === true,
      lockedByAdministrator: wish.lockedByAdministrator === true,
      role: wish.role ?? null,
      groups: wish.groups ?? [staff],
      locale: null,
      timeZone: null,
      contactMail: seal(sealedFields.contactMail, username),
    })
    const common = {
      source: wish.unproven ? 'administrator' : 'self',
      provenAt: wish.unproven ? null : instantFrom(Date.now() - days(30)),
      heldUntil: null,
      lastStep: null,
      name: null,
      addedAt: instantFrom(Date.now() - days(30)),
      shared: false,
    } as const
    const wanted = wish.methods ?? ['email', 'app']
    if (wanted.includes('email')) {
      const address = lookupAddress(mail, { secrets, organisation })
      const sealed = seal(sealedFields.method, mail)
      const own = { id: methodId(methods.email), kind: email.kind, sealed, masked: maskEmail(mail), address }
      await seeding.method(id, { ...common, ...own })
    }
    if (wanted.includes('app')) {
      const sealed = seal(sealedFields.method, secret.base32)
      const own = { id: methodId(methods.app), kind: authenticatorApp.kind, sealed, masked: null, address: null }
      await seeding.method(id, { ...common, ...own })
    }
    const totp = new TOTP({ secret, digits: 6, period: 30 })
    return {
      id,
      username,
      password: firstPassword,
      mail,
      methods,
      code: (drift = 0) => totp.generate({ timestamp: Date.now() + drift * 30_000 }),
    }
  }
}

async function hashOf(strength: 'member', secrets: Secrets): Promise<string> {
  const hash = await secrets.hash(newPassword(firstPassword), strength)
  if (hash === 'busy') throw new Error('there was no room to hash one password')
  return hash
}
