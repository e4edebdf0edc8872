// An organisation with one person in it. Each test has its own; Tim has the same ids in all of them.
import { randomUUID } from 'node:crypto'
import {
  accountId,
  directoryKey,
  externalId,
  groupId,
  methodId,
  methodKind,
  sealedText,
  type TenantId,
  tenantId,
} from '../../../src/core/people/identifiers.ts'
import { initialPolicy, type Policy } from '../../../src/core/policy/policy.ts'
import { instantFrom } from '../../../src/core/time.ts'
import type { Database } from '../../../src/storage/database.ts'
import { createStorage, type Storage, type TenantStorage } from '../../../src/storage/storage.ts'

export const builtIn = directoryKey('staff')
export const tim = {
  id: accountId('7d3f3c1e-0000-4000-8000-000000000001'),
  externalId: externalId('00112233445566778899aabbccddeeff'),
  method: methodId('7d3f3c1e-0000-4000-8000-00000000000a'),
  subject: '7d3f3c1e-0000-4000-8000-00000000000b',
}
export const policy: Policy = initialPolicy([methodKind('email'), methodKind('authenticator-app')])

export interface Ground {
  readonly storage: Storage
  readonly tenant: TenantId
  readonly rows: TenantStorage
}

export async function newOrganisation(db: Database): Promise<Ground> {
  const storage = createStorage(db)
  const tenant = tenantId(randomUUID())
  const organisation = {
    id: tenant,
    name: 'Acme',
    baseUrl: 'https://reset.acme.example',
    hosts: [`${tenant}.example`],
    locale: 'en',
    timeZone: 'Europe/Berlin',
    mailFrom: 'reset@acme.example',
    applications: [],
  }
  if ((await storage.tenants.create(organisation, policy)) !== 'created') throw new Error('no organisation was made')
  const rows = storage.forTenant(tenant)
  await rows.seeding.group(builtIn, groupId('everyone'), 'Everyone')
  await rows.seeding.account({
    id: tim.id,
    subject: tim.subject,
    directory: builtIn,
    externalId: tim.externalId,
    username: 'tim',
    displayName: 'Tim Walker',
    canonicalNames: ['tim', 'tim@home.example'],
    passwordHash: 'old-hash',
    passwordExpiresAt: null,
    mustChangePassword: true,
    disabled: false,
    lockedByAdministrator: false,
    role: null,
    groups: [groupId('everyone')],
    locale: 'de',
    timeZone: null,
    contactMail: sealedText('v1.k.n.mail'),
  })
  await rows.seeding.method(tim.id, {
    id: tim.method,
    kind: methodKind('authenticator-app'),
    source: 'self',
    provenAt: instantFrom(1_000),
    heldUntil: null,
    sealed: sealedText('v1.k.n.secret'),
    masked: null,
    address: null,
    lastStep: 100,
    name: null,
    addedAt: instantFrom(1_000),
    shared: false,
  })
  return { storage, tenant, rows }
}
