// The rules are asked again at the end, and time runs out to the second: nothing that was right when a journey began is
// taken for granted when it ends.
import { beforeAll, describe, expect, it } from 'vitest'
import { minutes } from '../../src/core/time.ts'
import { usePostgres } from '../servers/use-postgres.ts'
import { describeWith } from '../support/required-servers.ts'
import { isProven } from './support/comparisons.ts'
import { contractors, directory, type Person, staff } from './support/people.ts'
import { type Site, startSite } from './support/site.ts'
import { pass } from './support/travel.ts'
import {
  answer,
  beginWith,
  brandNew,
  codeIn,
  journeyOf,
  mailedCode,
  offer,
  passwordOf,
  proveApp,
  proveMail,
  toNewPassword,
  type Walk,
} from './support/walk.ts'

describeWith('postgres', 'what changes while a journey is on its way', () => {
  const databases = usePostgres()
  let site: Site
  beforeAll(async () => {
    site = await startSite(databases)
  })

  const walk = (): Walk => ({ site, browser: site.browser() })
  const ofEntry = (change: string) => (person: Person) =>
    site.sql(
      `update built_in_accounts b set ${change} from accounts a
       where a.id = $1 and b.tenant_id = a.tenant_id and b.external_id = a.external_id`,
      [person.id],
    )

  describe('FL-10: after both proofs and before the write', () => {
    const changes: readonly (readonly [string, (person: Person) => Promise<unknown>])[] = [
      ['the account is disabled', ofEntry('disabled = true')],
      ['the account is locked by an administrator', ofEntry('locked_by_administrator = true')],
      [
        'the account is frozen',
        (person) => site.sql('update accounts set frozen_at = now() where id = $1', [person.id]),
      ],
      ['a method is removed', (person) => site.sql('delete from methods where id = $1', [person.methods.app])],
      [
        'a method is held',
        (person) =>
          site.sql("update methods set held_until = now() + interval '1 day' where id = $1", [person.methods.email]),
      ],
      [
        'the person leaves the group',
        (person) =>
          site.sql(
            `delete from built_in_memberships m using accounts a where a.id = $1 and m.external_id = a.external_id`,
            [person.id],
          ),
      ],
      [
        'the entry is deleted',
        (person) => site.sql('delete from built_in_accounts where username = $1', [person.username]),
      ],
    ]

    it.each(changes)('%s: the reset is refused', async (_, change) => {
      const person = await site.add()
      const one = walk()
      await toNewPassword(one, person)
      expect(one.browser.page().path).toBe('/reset/new-password')
      await change(person)
      await offer(one, brandNew)
      expect(one.browser.page().path).not.toBe('/reset/done')
      expect(await resetsOf(person)).toBe(0)
    })

    it.each([
      ['the organisation is switched off', { on: false }],
      ['the scope becomes none', { scope: { kind: 'none' } }],
      ['the edition has no resets for members', { edition: 'free' }],
      ['a method is no longer allowed', { methods: [] }],
    ] as const)('%s: the reset is refused', async (_, change) => {
      const person = await site.add()
      const one = walk()
      await toNewPassword(one, person)
      let before = {}
      await site.changePolicy((policy) => {
        before = policy
        return change
      })
      await offer(one, brandNew)
      await site.changePolicy(() => before)
      expect(one.browser.page().path).not.toBe('/reset/done')
      expect(await resetsOf(person)).toBe(0)
    })

    it('somebody becomes an administrator for whom resets are off: the reset is refused', async () => {
      const person = await site.add()
      const one = walk()
      await toNewPassword(one, person)
      await site.changePolicy((policy) => ({ administrators: { ...policy.administrators, on: false } }))
      await site.sql("update accounts set role = 'global-administrator' where id = $1", [person.id])
      await offer(one, brandNew)
      await site.changePolicy((policy) => ({ administrators: { ...policy.administrators, on: true } }))
      expect((await passwordOf(site, person)).resets).toBe(0)
    })
  })

  describe('FL-09: to the second', () => {
    it('a code is good a second before its time and no longer at its time', async () => {
      for (const [left, good] of [
        [2_000, true],
        [0, false],
      ] as const) {
        const person = await site.add()
        const one = walk()
        await beginWith(one, person.username)
        const code = await mailedCode(one, person)
        // The journey is kept alive, so that it is the code's own time that ends.
        await pass(site, minutes(5))
        await one.browser.send('/reset/proof', { do: 'more-time' })
        const { stage } = await journeyOf(one)
        if (stage.at !== 'challenged') throw new Error('nothing is asked')
        await pass(site, stage.challenge.expiresAt - Date.now() - left)
        await answer(one, code)
        expect(await isProven(one)).toBe(good)
      }
    })

    it('a journey ends after ten idle minutes and after thirty busy ones, though the code is right', async () => {
      const idle = await site.add()
      const one = walk()
      await proveMail(one, idle)
      await pass(site, minutes(10))
      await proveApp(one, idle)
      expect((await journeyOf(one)).proofs).toHaveLength(1)

      const busy = await site.add()
      const two = walk()
      await toNewPassword(two, busy)
      for (let n = 0; n < 3; n += 1) {
        await pass(site, minutes(9))
        await two.browser.send('/reset/new-password', { do: 'more-time' })
      }
      expect(two.browser.page().path).toBe('/reset/new-password')
      await pass(site, minutes(3))
      await offer(two, brandNew)
      expect(two.browser.page().path).toBe('/reset/ended')
      expect((await passwordOf(site, busy)).resets).toBe(0)
    })

    it.each(['null', '"x"', '""', '-1'])(
      'a journey whose times were made %s in the database does not go on',
      async (value) => {
        const person = await site.add()
        const one = walk()
        await toNewPassword(one, person)
        await site.sql(
          `update journeys set state = state || jsonb_build_object('startedAt', $2::jsonb, 'touchedAt', $2::jsonb) where account_id = $1`,
          [person.id, value],
        )
        await one.browser.raw('POST', '/reset/new-password', { body: '' })
        await offer(one, brandNew)
        expect((await passwordOf(site, person)).resets).toBe(0)
      },
    )
  })

  describe('FL-03: two proofs are two different ones', () => {
    it('after the mailbox no mailbox counts, neither the same one again nor another of the same person', async () => {
      const person = await site.add()
      const second = 'second.mailbox@home.example'
      await site.sql(
        `insert into methods (tenant_id, id, account_id, kind, source, proven_at, sealed, masked, address_lookup)
         select tenant_id, gen_random_uuid(), account_id, kind, source, proven_at, sealed, masked, 'another address'
         from methods where id = $1`,
        [person.methods.email],
      )
      const one = walk()
      await beginWith(one, person.username)
      const { stage } = await journeyOf(one)
      const code = await mailedCode(one, person)
      await answer(one, code)
      const sent = site.mail.messages.length
      await one.browser.send('/reset/proof', { method: 'email' })
      expect((await journeyOf(one)).stage).toEqual({ at: 'choosing', gate: 2 })
      const challenge = stage.at === 'challenged' ? stage.challenge.id : ''
      await one.browser.send('/reset/proof', { challenge, code })
      expect((await journeyOf(one)).proofs).toHaveLength(1)
      await offer(one, brandNew)
      expect((await passwordOf(site, person)).resets).toBe(0)
      expect(site.mail.messages.slice(sent).filter((each) => codeIn(each.text) !== null)).toEqual([])
      expect(site.mail.messages.some((each) => each.envelope.to.includes(second))).toBe(false)
    })
  })

  describe('FL-14: whoever may not reset', () => {
    it.each([
      ['stands outside the groups', { groups: [contractors] }],
      ['has one method where two are asked for', { methods: ['email'] }],
      ['has methods that nobody proved', { unproven: true }],
      ['is disabled', { disabled: true }],
      ['is locked by an administrator', { lockedByAdministrator: true }],
    ] as const)('%s: no code is sent, and a guessed one is not compared', async (_, wish) => {
      const person = await site.add(wish)
      const one = walk()
      await beginWith(one, person.username)
      await answer(one, '00000000')
      const { subject, proofs } = await journeyOf(one)
      expect({ kind: subject.kind, proofs }).toEqual({ kind: 'nobody', proofs: [] })
      const mine = site.mail.messages.filter((each) =>
        each.envelope.to.some((to) => to === person.mail || to === person.username),
      )
      expect(mine.filter((each) => codeIn(each.text) !== null)).toEqual([])
    })

    it('belongs to an excluded group five groups deep: no code is sent', async () => {
      await site.sql(
        `insert into built_in_groups (tenant_id, directory_key, id, name)
         select id, $1, 'deny' || n, 'deny' from tenants, generate_series(1, 5) n`,
        [directory],
      )
      await site.sql(
        `insert into built_in_nested_groups (tenant_id, directory_key, inner_group_id, outer_group_id)
         select id, $1, 'deny' || n, 'deny' || (n + 1) from tenants, generate_series(1, 4) n`,
        [directory],
      )
      const person = await site.add()
      await site.sql(
        `insert into built_in_memberships (tenant_id, directory_key, external_id, group_id)
         select tenant_id, directory_key, external_id, 'deny1' from accounts where id = $1`,
        [person.id],
      )
      await site.changePolicy(() => ({
        scope: { kind: 'groups', include: [staff], exclude: ['deny5' as typeof staff] },
      }))
      const one = walk()
      await beginWith(one, person.username)
      expect((await journeyOf(one)).subject.kind).toBe('nobody')
      await site.changePolicy(() => ({ scope: { kind: 'groups', include: [staff], exclude: [] } }))
    })

    it('is an administrator: one gate for members is still two for her', async () => {
      const admin = await site.add({ role: 'global-administrator', groups: [contractors] })
      await site.changePolicy(() => ({ gates: 1 }))
      const one = walk()
      await proveMail(one, admin)
      expect((await journeyOf(one)).stage).toEqual({ at: 'choosing', gate: 2 })
      await offer(one, brandNew)
      await site.changePolicy(() => ({ gates: 2 }))
      expect((await passwordOf(site, admin)).resets).toBe(0)
    })
  })

  async function resetsOf(person: Person): Promise<number> {
    const [row] = await site.sql<{ resets: number }>(
      `select count(*)::integer as resets from audit_events e join subjects s on s.id = e.subject
       where s.account_id = $1 and e.fact ->> 'kind' = 'password-reset'`,
      [person.id],
    )
    return row?.resets ?? 0
  }
})
