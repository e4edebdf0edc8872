// An organisation with one person in it, and steps to commit: everything a contract does not speak of is empty.
import { randomUUID } from 'node:crypto'
import { beginJourney } from '../../../src/core/journey/begin.ts'
import type { Journey } from '../../../src/core/journey/journey.ts'
import {
  accountId,
  directoryKey,
  externalId,
  groupId,
  journeyId,
  lookupHash,
  methodId,
  methodKind,
  reference,
  sealedText,
  type TenantId,
  tenantId,
  tokenHash,
} from '../../../src/core/people/identifiers.ts'
import { initialPolicy, type Policy } from '../../../src/core/policy/policy.ts'
import { emptyCounters } from '../../../src/core/throttle/counters.ts'
import { instantFrom } from '../../../src/core/time.ts'
import type { LoadedCounters, LoadQuestion, StepWrite } from '../../../src/ports/journeys.ts'
import type { SessionWrite } from '../../../src/ports/sessions.ts'
import type { Database } from '../../../src/storage/database.ts'
import { createStorage, type Storage, type TenantStorage } from '../../../src/storage/storage.ts'

export const builtIn = directoryKey('staff')
export const tim = {
  id: accountId('7d3f3c1e-0000-4000-8000-000000000001'),
  externalId: externalId('00112233445566778899aabbccddeeff'),
  method: methodId('7d3f3c1e-0000-4000-8000-00000000000a'),
  subject: '7d3f3c1e-0000-4000-8000-00000000000b',
}
export const network = { address: '203.0.113.7', network: '203.0.113.0/24', private: false }
export const policy: Policy = initialPolicy([methodKind('email'), methodKind('authenticator-app')])

export interface Ground {
  readonly storage: Storage
  readonly tenant: TenantId
  readonly rows: TenantStorage
}

/** Each test's own organisation; Tim has the same ids in all of them. */
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
  })
  return { storage, tenant, rows }
}

export const newToken = () => tokenHash(randomUUID())
export const newJourney = (now = instantFrom(Date.now())): Journey =>
  beginJourney(journeyId(randomUUID()), reference('RK-0000-0001'), policy, now)

export const ask = (question: Partial<LoadQuestion>): LoadQuestion => ({
  handle: { by: 'none' },
  browser: null,
  network: null,
  ...question,
})

export const askForJourney = (journey: Journey): LoadQuestion => ask({ handle: { by: 'id', id: journey.id } })

export const timsCounters = (version = 0): LoadedCounters => ({
  key: `account:${tim.id}`,
  version,
  value: emptyCounters,
})

const nothing = {
  counters: null,
  facts: [],
  outbox: [],
  network: null,
  tally: { starts: 0, failures: 0, shard: 0 },
  staged: null,
  endsSessionsOf: null,
  remembersBrowser: null,
  notMeLink: null,
}

export const firstStep = (journey: Journey, rest: Partial<StepWrite> = {}): StepWrite => ({
  ...nothing,
  journey,
  from: {
    kind: 'new',
    cookie: newToken(),
    name: sealedText('v1.k.n.name'),
    bucket: lookupHash('k:bucket'),
    locale: 'en',
    origin: sealedText('v1.k.n.origin'),
  },
  cookie: null,
  supersedesCodes: false,
  spentStep: null,
  ...rest,
})

export const nextStep = (journey: Journey, version: number, rest: Partial<StepWrite> = {}): StepWrite =>
  firstStep(journey, { from: { kind: 'version', version }, ...rest })

export const sessionStep = (rest: Partial<SessionWrite>): SessionWrite => ({
  ...nothing,
  starts: null,
  ends: null,
  freezes: null,
  usesNotMe: null,
  ...rest,
})

/** One of everything a step can write beside journey and counters. */
export const everything = (journey: Journey): Partial<StepWrite> => ({
  counters: timsCounters(),
  facts: [recordedFact(journey)],
  outbox: [message(journey)],
  network,
  tally: { starts: 1, failures: 1, shard: 3 },
  staged: {
    kind: 'staged',
    directory: builtIn,
    externalId: tim.externalId,
    change: { kind: 'set-password', hash: 'new-hash', history: ['old-hash'] },
  },
  endsSessionsOf: tim.id,
  remembersBrowser: { account: tim.id, hash: newToken(), span: 60_000 },
  notMeLink: { account: tim.id, hash: newToken(), span: 60_000, about: sealedText('v1.k.n.about') },
  spentStep: { method: tim.method, step: 101 },
})

export const recordedFact = (journey: Journey) => ({
  id: randomUUID(),
  fact: { kind: 'journey-started' } as const,
  account: tim.id,
  journey: journey.id,
  reference: journey.reference,
})

export const message = (journey: Journey, kind: 'code' | 'notice' = 'code', diesAfter = 60_000) => ({
  id: randomUUID(),
  about: journey.id,
  kind,
  payload: sealedText(`v1.k.n.${kind}`),
  diesAfter,
})
