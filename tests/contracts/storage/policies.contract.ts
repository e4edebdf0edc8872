// Policies and whom they reach: versions with who saved them, everybody in groups that decide alike, groups by name.
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { authenticatorApp } from '../../../src/core/methods/authenticator-app/authenticator-app.ts'
import { email } from '../../../src/core/methods/email/email.ts'
import { catalogueOf } from '../../../src/core/methods/method.ts'
import type { AccountFacts, RegisteredMethod } from '../../../src/core/people/account.ts'
import {
  accountId,
  externalId,
  type GroupId,
  groupId,
  lookupHash,
  methodId,
  reference,
  sealedText,
} from '../../../src/core/people/identifiers.ts'
import type { Role } from '../../../src/core/people/roles.ts'
import { judgeImpact, obstacle } from '../../../src/core/policy/impact.ts'
import type { Policy } from '../../../src/core/policy/policy.ts'
import { instantFrom, minutes } from '../../../src/core/time.ts'
import { peek, type TestDatabase } from './databases.ts'
import { builtIn, type Ground, newOrganisation, policy, tim } from './organisation.ts'
import { firstStep, message, newJourney } from './steps.ts'

const catalogue = catalogueOf([email, authenticatorApp])
const [outer, inner, sales] = [groupId('outer'), groupId('inner'), groupId('sales')]

interface Wish {
  readonly groups: readonly GroupId[]
  readonly role: Role | null
  readonly disabled: boolean
  readonly locked: boolean
  readonly frozen: boolean
  readonly methods: readonly ('mail' | 'app' | 'imported' | 'shared' | 'held')[]
}

const wish: fc.Arbitrary<Wish> = fc.record({
  groups: fc.subarray([outer, inner, sales]),
  role: fc.constantFrom(null, 'global-administrator', 'reports-reader'),
  disabled: fc.boolean(),
  locked: fc.boolean(),
  frozen: fc.boolean(),
  methods: fc.subarray(['mail', 'app', 'imported', 'shared', 'held']),
})

const somePolicy: fc.Arbitrary<Policy> = fc
  .record({
    gates: fc.constantFrom(1, 2),
    trustImported: fc.boolean(),
    scope: fc.oneof(
      fc.constant({ kind: 'none' } as const),
      fc.constant({ kind: 'all' } as const),
      fc
        .record({ include: fc.subarray([outer, inner, sales]), exclude: fc.subarray([inner, sales]) })
        .map((groups) => ({ kind: 'groups' as const, ...groups })),
    ),
    methods: fc.subarray([email.kind, authenticatorApp.kind]),
  })
  .map((change) => ({ ...policy, ...change }))

export function policiesContract(database: () => TestDatabase): void {
  describe('policies', () => {
    it('keep who saved each version, with a note, newest first and in pages; and the fact is about whoever saved', async () => {
      const { db } = database()
      const { rows, tenant } = await newOrganisation(db)
      const save = (from: number, note: string | null) =>
        rows.policies.save({ ...policy, gates: 1 }, from, policySaved(from + 1), { account: tim.id, note })
      expect(await save(1, 'Fewer proofs for the pilot')).toBe('moved')
      expect(await save(2, null)).toBe('moved')
      expect(await save(2, 'too late')).toBe('lost')
      const versions = await rows.policies.versions(null, 10)
      expect(versions.map((each) => [each.policy.version, each.savedBy, each.note])).toEqual([
        [3, 'tim', null],
        [2, 'tim', 'Fewer proofs for the pilot'],
        [1, null, null],
      ])
      expect((await rows.policies.versions(3, 1)).map((each) => each.policy.version)).toEqual([2])
      expect((await rows.policies.read())?.policy.version).toBe(3)
      expect((await rows.policies.read(1))?.policy.gates).toBe(2)
      expect(await rows.policies.read(4)).toBeNull()
      const facts = await peek<{ subject: string }>(
        db,
        `select subject from audit_events where tenant_id = '${tenant}' and fact ->> 'kind' = 'policy-saved'`,
      )
      expect(facts).toEqual([{ subject: tim.subject }, { subject: tim.subject }])
    })

    it('are saved with what tells of it and its reference in one statement; and who comes late sends nothing', async () => {
      const { db, statements } = database()
      const { rows, storage, tenant } = await newOrganisation(db)
      const told = message(newJourney(), 'notice')
      const fact = { ...policySaved(2), reference: reference('RK-7F3K-92QD') }
      const by = { account: tim.id, note: null }
      const before = statements.length
      expect(await rows.policies.save({ ...policy, gates: 1 }, 1, fact, by, [told])).toBe('moved')
      expect(statements.length - before).toBe(1)
      const late = message(newJourney(), 'notice')
      expect(await rows.policies.save({ ...policy, gates: 1 }, 1, policySaved(2), by, [late])).toBe('lost')
      expect((await storage.outbox.claim(tenant, 10, minutes(1))).map(({ id }) => id)).toEqual([told.id])
      const references = await peek(
        db,
        `select reference from audit_events where tenant_id = '${tenant}' and fact ->> 'kind' = 'policy-saved'`,
      )
      expect(references).toEqual([{ reference: 'RK-7F3K-92QD' }])
    })

    it('reach, counted in groups that decide alike, exactly whom judging everybody by themselves finds', async () => {
      const ground = await newOrganisation(database().db)
      await ground.rows.seeding.group(builtIn, outer, 'Outer')
      await ground.rows.seeding.group(builtIn, inner, 'Inner')
      await ground.rows.seeding.group(builtIn, sales, 'Sales')
      await ground.rows.seeding.nest(builtIn, inner, outer)
      for (const each of fc.sample(wish, { numRuns: 40, seed: 7 })) await add(each, ground, database())
      const everybody = await ground.rows.imports.accountsAfter(null, 500)
      const { now } = await ground.rows.journeys.load({ handle: { by: 'none' }, browser: null, network: null })
      const circumstances = { catalogue, now }
      await fc.assert(
        fc.asyncProperty(somePolicy, somePolicy, async (before, after) => {
          const groups = [outer, inner, sales]
          const alike = await ground.rows.counts.alike(groups)
          const impact = judgeImpact(before, after, alike, circumstances)
          const able = (by: Policy) =>
            namesOf(
              everybody.map(({ account }) => entryOf(account)),
              by,
              circumstances,
            )
          const gaining = [...able(after)].filter((name) => !able(before).has(name))
          const losing = [...able(before)].filter((name) => !able(after).has(name))
          expect(impact).toMatchObject({
            accounts: everybody.length,
            ableNow: able(before).size,
            ableAfter: able(after).size,
            gains: gaining.length,
            loses: losing.length,
          })
          for (const [affected, names] of [
            [impact.gaining, gaining.sort()],
            [impact.losing, losing.sort()],
          ] as const) {
            const members = affected.flatMap((each) => each.members)
            const named = await ground.rows.counts.named(members, 500)
            expect(named.map(({ username }) => username)).toEqual(names)
            expect(await ground.rows.counts.named(members, 1)).toEqual(named.slice(0, 1))
          }
        }),
        { numRuns: 25 },
      )
    })

    it('name fifty of a group at most, the same ones each time', async () => {
      const ground = await newOrganisation(database().db)
      const plain: Wish = { groups: [], role: null, disabled: false, locked: false, frozen: false, methods: [] }
      for (let number = 0; number < 60; number += 1) await add(plain, ground, database())
      const [most] = (await ground.rows.counts.alike([])).filter(({ accounts }) => accounts === 60)
      expect(most?.members).toHaveLength(50)
      expect((await ground.rows.counts.alike([])).map(({ members }) => members)).toContainEqual(most?.members)
      expect(await ground.rows.counts.named(most?.members ?? [], 500)).toHaveLength(50)
    })

    it('count journeys under way with the accounts they are of, and nobody of another organisation', async () => {
      const { db } = database()
      const { rows } = await newOrganisation(db)
      const other = await newOrganisation(db)
      await rows.journeys.commit(firstStep(newJourney()))
      const journey = newJourney()
      await rows.journeys.commit(firstStep(journey))
      await peek(db, `update journeys set account_id = '${tim.id}' where id = '${journey.id}'`)
      const alike = await rows.counts.alike([])
      expect(alike.map(({ accounts, underWay }) => [accounts, underWay])).toEqual([[1, 1]])
      expect((await other.rows.counts.alike([])).map(({ underWay }) => underWay)).toEqual([0])
      expect(await rows.counts.byKind()).toEqual([{ kind: authenticatorApp.kind, accounts: 1 }])
    })

    it('find groups by a part of their name, in pages, with everybody inside; a wildcard is a letter', async () => {
      const ground = await newOrganisation(database().db)
      const { rows } = ground
      for (const [id, name] of [
        [outer, 'Outer 100%'],
        [inner, 'Inner'],
        [sales, 'Sales_team'],
      ] as const) {
        await rows.seeding.group(builtIn, id, name)
      }
      await rows.seeding.nest(builtIn, inner, outer)
      await rows.seeding.nest(builtIn, outer, inner)
      await add(
        { groups: [inner], role: null, disabled: false, locked: false, frozen: false, methods: [] },
        ground,
        database(),
      )
      const found = async (search: string) => (await rows.groups.search(search, null, 10)).map(({ name }) => name)
      expect(await found('')).toEqual(['Everyone', 'Inner', 'Outer 100%', 'Sales_team'])
      expect(await found('%')).toEqual(['Outer 100%'])
      expect(await found('_')).toEqual(['Sales_team'])
      const [first] = await rows.groups.search('', null, 1)
      expect(first).toEqual({ id: groupId('everyone'), directory: builtIn, name: 'Everyone', members: 1 })
      expect((await rows.groups.search('', first ?? null, 1)).map(({ name }) => name)).toEqual(['Inner'])
      expect((await rows.groups.byIds([outer, groupId('none')])).map(({ id, members }) => [id, members])).toEqual([
        [outer, 1],
      ])
    })
  })
}

const policySaved = (version: number) => ({
  id: randomUUID(),
  fact: { kind: 'policy-saved', version, changes: ['gates'], note: null } as const,
})

let made = 0
async function add(wanted: Wish, { rows, tenant }: Ground, { db }: TestDatabase): Promise<void> {
  made += 1
  const id = accountId(randomUUID())
  const username = `person-${String(made).padStart(4, '0')}`
  await rows.seeding.account({
    id,
    subject: randomUUID(),
    directory: builtIn,
    externalId: externalId(id.replaceAll('-', '')),
    username,
    displayName: username,
    canonicalNames: [`${username}-${id}`],
    passwordHash: 'hash',
    passwordExpiresAt: null,
    mustChangePassword: false,
    disabled: wanted.disabled,
    lockedByAdministrator: wanted.locked,
    role: wanted.role,
    groups: wanted.groups,
    locale: null,
    timeZone: null,
    contactMail: null,
  })
  for (const each of wanted.methods) await rows.seeding.method(id, methodOf(each))
  if (wanted.frozen) {
    await peek(db, `update accounts set frozen_at = now() where tenant_id = '${tenant}' and id = '${id}'`)
  }
}

function methodOf(wanted: Wish['methods'][number]): RegisteredMethod {
  const base: RegisteredMethod = {
    id: methodId(randomUUID()),
    kind: email.kind,
    source: 'self',
    provenAt: instantFrom(1_000),
    heldUntil: null,
    sealed: sealedText('v1.k.n.t'),
    masked: null,
    address: lookupHash('one-address'),
    lastStep: null,
    name: null,
    addedAt: instantFrom(1_000),
    shared: false,
  }
  switch (wanted) {
    case 'mail':
      return base
    case 'app':
      return { ...base, kind: authenticatorApp.kind, address: null }
    case 'imported':
      return { ...base, source: 'imported', provenAt: null, address: lookupHash('another') }
    case 'shared':
      return { ...base, source: 'imported', provenAt: null, shared: true, address: lookupHash('third') }
    case 'held':
      // The same address as a secret: two methods that are one.
      return { ...base, kind: authenticatorApp.kind, heldUntil: instantFrom(4_102_444_800_000) }
  }
}

function entryOf(
  account: { readonly entry: AccountFacts['entry'] | null } & Omit<AccountFacts, 'entry'>,
): AccountFacts {
  if (account.entry === null) throw new Error('a built-in account has its entry')
  return { ...account, entry: account.entry }
}

const namesOf = (accounts: readonly AccountFacts[], by: Policy, circumstances: Parameters<typeof obstacle>[2]) =>
  new Set(accounts.filter((each) => obstacle(by, each, circumstances) === null).map(({ entry }) => entry.username))
