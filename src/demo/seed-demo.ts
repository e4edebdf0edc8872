// The demo's organisation and its people. Seeding again changes nothing that has happened since.
import { authenticatorApp } from '../core/methods/authenticator-app/authenticator-app.ts'
import { email } from '../core/methods/email/email.ts'
import type { RegisteredMethod } from '../core/people/account.ts'
import {
  type AccountId,
  accountId,
  directoryKey,
  externalId,
  groupId,
  methodId,
  tenantId,
} from '../core/people/identifiers.ts'
import { maskEmail } from '../core/people/masked-address.ts'
import { newPassword } from '../core/people/new-password.ts'
import { isAdministrator } from '../core/people/roles.ts'
import { canonicalName } from '../core/people/typed-name.ts'
import { initialPolicy, type Policy } from '../core/policy/policy.ts'
import { days, hours, instantFrom } from '../core/time.ts'
import type { Organisation } from '../ports/organisations.ts'
import { type Secrets, sealedFields } from '../ports/secrets.ts'
import type { Seeding } from '../ports/seeding.ts'
import { lookupAddress } from '../use-cases/messages/recipients.ts'
import { type CastMember, cast } from './cast.ts'
import { demoHistory } from './history.ts'

const suffix = '@acme.example'
const directory = directoryKey('main')
const groups = { staff: groupId('staff'), sales: groupId('sales'), contractors: groupId('contractors') }

export const demoOrganisation = (port: number, applications: Organisation['applications']): Organisation => ({
  id: tenantId('0d0e5ac0-11aa-4c2e-9b53-6f1f2f3c4d5e'),
  name: 'Acme Widgets',
  baseUrl: `http://localhost:${port}`,
  hosts: [`localhost:${port}`, `127.0.0.1:${port}`],
  locale: 'en',
  timeZone: 'Europe/London',
  mailFrom: 'no-reply@acme.example',
  applications,
})

/** One selected group, two proofs, and unlocking: so that every path can be walked. */
export const demoPolicy = (): Policy => ({
  ...initialPolicy([email.kind, authenticatorApp.kind]),
  scope: { kind: 'groups', include: [groups.staff], exclude: [] },
  directories: { [directory]: { writeback: true, unlock: true } },
  passwords: { minimumLength: 15, historyLength: 5, organisationWords: ['Acme', 'Widgets'] },
  help: { text: null, phone: '+44 20 7946 0100', url: null, mail: null },
  suffixes: [suffix],
})

export async function seedDemo(organisation: Organisation, seeding: Seeding, secrets: Secrets): Promise<void> {
  await seeding.group(directory, groups.staff, 'Staff who may reset')
  await seeding.group(directory, groups.sales, 'Sales')
  await seeding.group(directory, groups.contractors, 'Contractors')
  // Tim is in Sales, Sales is in Staff: nested groups count.
  await seeding.nest(directory, groups.sales, groups.staff)
  for (const [index, member] of cast.entries()) await seedMember(member, index, organisation, seeding, secrets)
  const accountOf = (name: string): AccountId | null => {
    const index = cast.findIndex(({ username }) => username === name + suffix)
    return index < 0 ? null : memberId(index)
  }
  await seeding.facts(demoHistory(instantFrom(Date.now()), accountOf))
}

/** Fixed ids make a second seeding find the first. */
const memberId = (index: number): AccountId => accountId(`00000000-0000-4000-8000-0000000000${String(index + 10)}`)

async function seedMember(
  member: CastMember,
  index: number,
  organisation: Organisation,
  seeding: Seeding,
  secrets: Secrets,
): Promise<void> {
  const id = memberId(index)
  const seal = (field: string, text: string) => secrets.seal({ tenant: organisation.id, owner: id, field }, text)
  const strength = isAdministrator(member.role ?? null) ? 'administrator' : 'member'
  const passwordHash = await secrets.hash(newPassword(member.password.normalize('NFC')), strength)
  if (passwordHash === 'busy') throw new Error('the demo could not hash its passwords')
  await seeding.account({
    id,
    subject: secrets.uuid(),
    directory,
    externalId: externalId(id.replaceAll('-', '')),
    username: member.username,
    displayName: member.displayName,
    canonicalNames: [canonicalName(member.username, [suffix])],
    passwordHash,
    passwordExpiresAt: null,
    mustChangePassword: member.mustChange === true,
    disabled: member.disabled === true,
    lockedByAdministrator: false,
    role: member.role ?? null,
    groups: [groups[member.group]],
    locale: member.locale ?? null,
    timeZone: null,
    contactMail: seal(sealedFields.contactMail, member.username),
  })
  for (const method of methodsOf(member, index)) {
    const { plain, ...registered } = method
    const address = registered.kind === email.kind ? lookupAddress(plain, { secrets, organisation }) : null
    await seeding.method(id, { ...registered, sealed: seal(sealedFields.method, plain), address })
  }
  if (member.lockedForHours !== undefined) await seeding.lockOut(id, hours(member.lockedForHours))
}

type Plain = Omit<RegisteredMethod, 'sealed' | 'address'> & { readonly plain: string }

function methodsOf({ recoveryMail, totpSecret, ...member }: CastMember, index: number): readonly Plain[] {
  const since = instantFrom(Date.now() - days(member.provenDaysAgo ?? 30))
  const common = {
    source: member.imported === true ? 'imported' : 'self',
    provenAt: member.imported === true ? null : since,
    heldUntil: null,
    lastStep: null,
    name: null,
    addedAt: since,
    shared: false,
  } as const
  const idOf = (which: number) => methodId(`00000000-0000-4000-9000-0000000000${String(index * 2 + which + 10)}`)
  return [
    ...(recoveryMail === undefined
      ? []
      : [{ ...common, id: idOf(0), kind: email.kind, masked: maskEmail(recoveryMail), plain: recoveryMail }]),
    ...(totpSecret === undefined
      ? []
      : [{ ...common, id: idOf(1), kind: authenticatorApp.kind, masked: null, plain: totpSecret }]),
  ]
}
