// People as administrators look at them: listed by name, with what happened; erased without a trace of who they were; and the last
// global administrator who could sign in stays.
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type AccountId, accountId, externalId, groupId } from '../../../src/core/people/identifiers.ts'
import type { Role } from '../../../src/core/people/roles.ts'
import type { Instant } from '../../../src/core/time.ts'
import type { AccountEvent, NamePlace } from '../../../src/ports/people.ts'
import { countRows, peek, type TestDatabase } from './databases.ts'
import { builtIn, type Ground, newOrganisation, tim } from './organisation.ts'
import { firstStep, newJourney, recordedFact } from './steps.ts'

const times = { idle: 900_000, absolute: 8 * 3_600_000 }

export function lookingAtPeopleContract(database: () => TestDatabase): void {
  describe('people', () => {
    it('are listed by username, found by the beginning of either name, and each of them once in pages', async () => {
      const ground = await newOrganisation(database().db)
      for (const name of ['Zed', 'anna', 'Anton_1', 'antonia']) await add(name, ground)
      const names = async (search: string) =>
        (await ground.rows.people.list(search, null, 50)).map(({ account }) => account.entry?.username)
      expect(await names('')).toEqual(['anna', 'Anton_1', 'antonia', 'tim', 'Zed'])
      expect(await names('ANT')).toEqual(['Anton_1', 'antonia'])
      expect(await names('anton_')).toEqual(['Anton_1'])
      expect(await names('%')).toEqual([])
      expect(await names('tim wal')).toEqual(['tim'])
      const walked: (string | undefined)[] = []
      for (let place: NamePlace | null = null; ; ) {
        const [row]: Awaited<ReturnType<typeof ground.rows.people.list>> = await ground.rows.people.list('', place, 1)
        if (row === undefined) break
        walked.push(row.account.entry?.username)
        place = row.place
      }
      expect(walked).toEqual(await names(''))
      expect(
        (await (await newOrganisation(database().db)).rows.people.list('', null, 50)).map((each) => each.account.id),
      ).toEqual([tim.id])
    })

    it('show their use and their events newest first, a page at a time, those of one moment too', async () => {
      const { db } = database()
      const { rows } = await newOrganisation(db)
      const facts = [1, 2, 3, 4, 5].map((skips) => ({
        id: randomUUID(),
        fact: { kind: 'registration-skipped', skips } as const,
        account: tim.id,
        journey: null,
        reference: null,
      }))
      const journey = newJourney()
      await rows.journeys.commit({ ...firstStep(journey), facts })
      await peek(db, `update audit_events set at = at + interval '0.4 milliseconds' where id = '${facts[0]?.id}'`)
      const seen: string[] = []
      for (let before: { readonly at: Instant; readonly id: string } | null = null; ; ) {
        const page: readonly AccountEvent[] = await rows.people.events(tim.id, before, 2)
        seen.push(...page.map(({ id }) => id))
        const last = page.at(-1)
        if (last === undefined) break
        before = { at: last.at, id: last.id }
      }
      expect([...seen].sort()).toEqual(facts.map(({ id }) => id).sort())
      expect(await rows.people.use(tim.id, times)).toEqual({ seenAt: null, invitedAt: null, sessions: 0 })
      expect(await rows.people.use(accountId(randomUUID()), times)).toBeNull()
    })

    it('who are erased leave facts about nobody, and nothing else that knew them', async () => {
      const { db } = database()
      const ground = await newOrganisation(db)
      const other = await newOrganisation(db)
      const { rows, tenant } = ground
      const journey = newJourney()
      await rows.journeys.commit({ ...firstStep(journey), facts: [{ ...recordedFact(journey), account: tim.id }] })
      await peek(
        db,
        `update journeys set account_id = '${tim.id}' where tenant_id = '${tenant}' and id = '${journey.id}'`,
      )
      const before = await countRows(db)
      expect(await rows.people.erase(tim.id, erased())).toBe('erased')
      const after = await countRows(db)
      for (const table of ['accounts', 'methods', 'subjects', 'built_in_accounts', 'journeys'] as const) {
        expect(after[table], table).toBeLessThan(before[table] ?? 0)
      }
      expect(after['audit_events']).toBe((before['audit_events'] ?? 0) + 1)
      const held = await peek<{ line: string }>(
        db,
        `select e::text as line from audit_events e where tenant_id = '${tenant}'
         union all select c::text from counters c where tenant_id = '${tenant}' and key like 'account:%'
         union all select m::text from built_in_memberships m where tenant_id = '${tenant}'`,
      )
      expect(held.filter(({ line }) => /tim|walker/i.test(line))).toEqual([])
      expect(await rows.people.erase(tim.id, erased())).toBe('none')
      expect((await other.rows.people.list('', null, 5)).map((each) => each.account.id)).toEqual([tim.id])
    })

    it('of the last global administrator who could sign in nothing is erased or taken, whoever else has the role', async () => {
      const { db } = database()
      const ground = await newOrganisation(db)
      const { rows, tenant } = ground
      const [grace, ada] = [
        await add('grace', ground, 'global-administrator'),
        await add('ada', ground, 'global-administrator'),
      ]
      const counts = () => rows.roles.countGlobal()
      expect(await counts()).toEqual({ holders: 2, able: 2 })
      const changed = (id: AccountId) =>
        rows.roles.takeAway(id, {
          id: randomUUID(),
          fact: { kind: 'role-changed', from: 'global-administrator', to: null },
        })
      for (const [how, undo] of [
        [
          `update built_in_accounts set disabled = true where tenant_id = '${tenant}' and username = 'ada'`,
          'disabled = false',
        ],
        [
          `update built_in_accounts set locked_by_administrator = true where tenant_id = '${tenant}' and username = 'ada'`,
          'locked_by_administrator = false',
        ],
      ] as const) {
        await peek(db, how)
        expect(await counts(), how).toEqual({ holders: 2, able: 1 })
        expect(await changed(grace), how).toBe('last')
        expect(await rows.people.erase(grace, erased()), how).toBe('last')
        await peek(db, `update built_in_accounts set ${undo} where tenant_id = '${tenant}'`)
      }
      await peek(db, `update accounts set frozen_at = now() where tenant_id = '${tenant}' and id = '${ada}'`)
      expect(await counts()).toEqual({ holders: 2, able: 1 })
      expect(await changed(grace)).toBe('last')
      expect((await rows.roles.list()).map(({ username }) => username)).toEqual(['ada', 'grace'])
      expect(await changed(ada), 'who can’t sign in may lose it').toBe('taken')
      expect(await rows.people.erase(ada, erased())).toBe('erased')
      expect(await changed(grace)).toBe('last')
      await peek(db, `update accounts set frozen_at = now() where tenant_id = '${tenant}' and id = '${grace}'`)
      expect(await counts()).toEqual({ holders: 1, able: 0 })
      const other = await newOrganisation(db)
      expect(await other.rows.roles.countGlobal(), 'of one organisation').toEqual({ holders: 0, able: 0 })
    })
  })
}

const erased = () => ({ id: randomUUID(), fact: { kind: 'account-erased', by: 'host' } as const })

async function add(name: string, { rows }: Ground, role: Role | null = null): Promise<AccountId> {
  const id = accountId(randomUUID())
  await rows.seeding.account({
    id,
    subject: randomUUID(),
    directory: builtIn,
    externalId: externalId(id.replaceAll('-', '')),
    username: name,
    displayName: name,
    canonicalNames: [name.toLowerCase()],
    passwordHash: 'hash',
    passwordExpiresAt: null,
    mustChangePassword: false,
    disabled: false,
    lockedByAdministrator: false,
    role,
    groups: [groupId('everyone')],
    locale: null,
    timeZone: null,
    contactMail: null,
  })
  return id
}
