// A theft that nobody hears of: who is mailed of a reset, of a policy that was saved, and that nobody else is.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it, vi } from 'vitest'
import type { NotificationPolicy } from '../../src/core/policy/notifications.ts'
import { usePostgres } from '../servers/use-postgres.ts'
import { describeWith } from '../support/required-servers.ts'
import type { Person } from './support/people.ts'
import { type Site, startSite } from './support/site.ts'
import { brandNew, codeIn, journeyOf, offer, signIn, toNewPassword, type Walk } from './support/walk.ts'

const soc = 'soc@acme.example'
const theirs = 'An administrator’s password was reset'
const own = 'Your password was reset'

describeWith('postgres', 'whoever takes an account over', () => {
  const databases = usePostgres()
  let site: Site
  let globals: readonly Person[]
  let carl: Person
  beforeAll(async () => {
    site = await startSite(databases)
    globals = [
      await site.add({ name: 'ada', role: 'global-administrator' }),
      await site.add({ name: 'bea', role: 'global-administrator' }),
    ]
    carl = await site.add({ name: 'carl', role: 'help-desk-administrator' })
    await site.add({ name: 'dora', role: 'global-administrator', disabled: true })
    await site.add({ name: 'rita', role: 'reports-reader' })
  })

  const allow = (people: Partial<NotificationPolicy['people']>, more: Partial<NotificationPolicy['administrators']>) =>
    site.changePolicy(() => ({
      notifications: {
        people: { reset: true, unlock: true, change: true, ...people },
        administrators: { passwords: 'global-administrators', policySaved: true, mailboxes: [soc], ...more },
      },
    }))

  async function reset(person: Person): Promise<Walk> {
    const walk = { site, browser: site.browser() }
    await toNewPassword(walk, person)
    expect((await offer(walk, brandNew)).path).toBe('/reset/done')
    return walk
  }

  /** All that was mailed since then, codes apart, once nothing waits any more: to whom and under which subject. */
  async function told(since: number): Promise<readonly string[]> {
    await vi.waitFor(
      async () => expect(await site.sql('select id from outbox where payload is not null')).toEqual([]),
      { timeout: 15_000, interval: 20 },
    )
    return site.mail.messages
      .slice(since)
      .filter(({ text }) => codeIn(text) === null)
      .flatMap(({ envelope, subject }) => envelope.to.map((to) => `${to}: ${subject}`))
      .sort()
  }
  const at = (subject: string, ...people: readonly Person[]) =>
    people.flatMap(({ mail, username }) => [`${mail}: ${subject}`, `${username}: ${subject}`])

  it('AT-04: of an administrator is heard of by the global administrators and the mailbox; the account in its own words', async () => {
    await allow({}, {})
    const agent = await site.add({ role: 'user-administrator' })
    const before = site.mail.messages.length
    const walk = await reset(agent)
    expect(await told(before)).toEqual([...at(own, agent), ...at(theirs, ...globals), `${soc}: ${theirs}`].sort())
    const { reference } = await journeyOf(walk)
    for (const { envelope, subject, text } of site.mail.messages.slice(before)) {
      if (subject !== theirs) continue
      expect(text).toContain(reference)
      expect(text.replaceAll(/\s+/g, ' ')).toContain(`${agent.username} is an administrator of Acme Widgets.`)
      expect(text, 'what is not about them is not theirs to disown').not.toContain('/not-me/')
      expect(envelope.to).toHaveLength(1)
    }
  })

  it('of a global administrator is heard of by the other one, and not told to its owner as somebody else’s', async () => {
    await allow({}, {})
    const [ada, bea] = globals
    if (ada === undefined || bea === undefined) throw new Error('there are two')
    const before = site.mail.messages.length
    await reset(ada)
    expect(await told(before)).toEqual([...at(own, ada), ...at(theirs, bea), `${soc}: ${theirs}`].sort())
  })

  it('is heard of by every administrator where the policy says so, and not by a reports reader', async () => {
    await allow({}, { passwords: 'all-administrators', mailboxes: [] })
    const agent = await site.add({ role: 'user-administrator' })
    const others = await site.sql<{ id: string }>(
      `select id from accounts where role in ('user-administrator', 'help-desk-administrator') and id <> $1`,
      [agent.id],
    )
    const before = site.mail.messages.length
    await reset(agent)
    const heard = await told(before)
    expect(heard.filter((each) => each.endsWith(theirs))).toHaveLength(2 * (globals.length + others.length))
    for (const each of at(theirs, carl, ...globals)) expect(heard).toContain(each)
    expect(heard.filter((each) => each.includes('rita') || each.includes('dora'))).toEqual([])
  })

  it('is heard of by no colleague and no mailbox where nobody is to hear it', async () => {
    await allow({}, { passwords: 'nobody' })
    const agent = await site.add({ role: 'user-administrator' })
    const before = site.mail.messages.length
    await reset(agent)
    expect(await told(before)).toEqual(at(own, agent).sort())
  })

  it('of a member is heard of by its owner and never by an administrator', async () => {
    await allow({}, { passwords: 'all-administrators' })
    const member = await site.add()
    const before = site.mail.messages.length
    const { browser } = await reset(member)
    expect(await told(before)).toEqual(at(own, member).sort())
    expect(browser.page().html).toContain('We have told you about this change')
  })

  it('is told to nobody where people are not to be told, which the page does not pretend; colleagues still hear it', async () => {
    await allow({ reset: false }, {})
    const [member, agent] = [await site.add(), await site.add({ role: 'user-administrator' })]
    const before = site.mail.messages.length
    const { browser } = await reset(member)
    expect(await told(before)).toEqual([])
    expect(browser.page().html).not.toContain('We have told you')
    expect(await site.sql('select hash from not_me_links where account_id = $1', [member.id])).toEqual([])
    await reset(agent)
    expect(await told(before)).toEqual([...at(theirs, ...globals), `${soc}: ${theirs}`].sort())
  })

  it('by changing a password is told of by a switch of its own', async () => {
    for (const change of [true, false]) {
      await allow({ reset: !change, change }, {})
      const member = await site.add()
      const walk = { site, browser: site.browser() }
      await signIn(walk, member, member.password)
      const before = site.mail.messages.length
      await walk.browser.get('/change-password')
      const fields = { 'current-password': member.password, 'new-password': brandNew, again: brandNew }
      await walk.browser.send('/change-password', fields)
      const fact = `select 1 from audit_events where fact ->> 'kind' = 'password-changed' and subject = (select id from subjects where account_id = $1)`
      expect(await site.sql(fact, [member.id])).toHaveLength(1)
      expect(await told(before)).toEqual(change ? at('Your password was changed', member).sort() : [])
    }
  })

  it('AT-04: and loosens the policy is heard of, with the settings and without their values; that nobody hears it any more is the last', async () => {
    await allow({}, {})
    const file = join(site.folder, 'policy.yaml')
    const subject = 'The policy of Acme Widgets was changed'
    const everybody = [...at(subject, ...globals), `${soc}: ${subject}`].sort()
    const apply = async (from: string, to: string) => {
      const before = site.mail.messages.length
      const text = await site.verb('policy', 'export', '--organisation', 'Acme Widgets')
      expect(text).toContain(from)
      writeFileSync(file, text.replace(from, to))
      await site.verb(
        'policy',
        'apply',
        file,
        '--organisation',
        'Acme Widgets',
        '--yes',
        '--note',
        'a note for the history',
      )
      return { heard: await told(before), mails: site.mail.messages.slice(before) }
    }
    const loosened = await apply('- Acme\n', '- Zephyr\n')
    expect(loosened.heard).toEqual(everybody)
    for (const { text } of loosened.mails) {
      expect(text.replaceAll(/\s+/g, ' ')).toContain('Somebody with access to the server of Acme Widgets saved version')
      expect(text).toContain('Passwords')
      expect(text).not.toMatch(/Zephyr|a note/)
    }
    expect((await apply('policySaved: true', 'policySaved: false')).heard).toEqual(everybody)
    expect((await apply('Zephyr', 'Quokka')).heard).toEqual([])
    expect(readFileSync(file, 'utf8')).toContain('Quokka')
  })

  it('finds no mailbox in the audit log', async () => {
    const facts = await site.sql<{ fact: unknown }>('select fact from audit_events')
    expect(facts.length).toBeGreaterThan(0)
    expect(JSON.stringify(facts)).not.toContain(soc)
    expect(site.printed()).not.toContain(soc)
  })
})
