// Changing a password without knowing it: with a session somebody left open, with half of what is asked for, by guessing.
import { beforeAll, expect, it } from 'vitest'
import { usePostgres } from '../servers/use-postgres.ts'
import { hiddenField, type Page } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
import type { Person } from './support/people.ts'
import { codeMailedTo, enter, factsOf } from './support/registering.ts'
import { type Site, startSite } from './support/site.ts'
import { brandNew, offer, signIn, toNewPassword, type Walk } from './support/walk.ts'

const hers = 'quiet marble river nineteen'

describeWith('postgres', 'changing a password', () => {
  const databases = usePostgres()
  let site: Site
  beforeAll(async () => {
    site = await startSite(databases)
  })
  const walk = (): Walk => ({ site, browser: site.browser() })
  const without = { 'new-password': hers, again: hers }

  const change = async ({ browser }: Walk, fields: Record<string, string>): Promise<Page> => {
    await browser.get('/change-password')
    return browser.send('/change-password', fields)
  }

  async function proveBy({ browser }: Walk, method: string, code: () => Promise<string> | string): Promise<void> {
    await browser.get('/prove?then=change-password')
    await browser.send('/prove?then=change-password', { method })
    const challenge = hiddenField(browser.page().html, 'challenge')
    await browser.send('/prove?then=change-password', { challenge, code: await code() })
  }
  const proveApp = (one: Walk, person: Person) => proveBy(one, person.methods.app, () => person.code())
  const proveMail = (one: Walk, person: Person) =>
    proveBy(one, person.methods.email, () => codeMailedTo(site, person.mail))

  const hashOf = async ({ id }: Person): Promise<string | undefined> => {
    const [row] = await site.sql<{ hash: string }>(
      `select password_hash as hash from built_in_accounts b join accounts a using (tenant_id, directory_key, external_id)
       where a.id = $1`,
      [id],
    )
    return row?.hash
  }

  it('FL-13: the old one is asked for, whatever was proven, where the policy always asks', async () => {
    const person = await site.add()
    const one = walk()
    await enter(one, person)
    await proveApp(one, person)
    await proveMail(one, person)
    const before = await hashOf(person)
    expect((await one.browser.get('/change-password')).html.includes('name="current-password"')).toBe(true)
    for (const fields of [without, { ...without, 'current-password': '' }]) {
      expect((await change(one, fields)).status).toBe(422)
    }
    expect(await hashOf(person)).toBe(before)
    expect(await factsOf(site, person, 'password-changed')).toEqual([])
    expect(await factsOf(site, person, 'sign-in-failed'), 'nothing was guessed').toEqual([])
  })

  it('FL-13: where two proofs spare it, one does not, two of another session do not, and old ones do not', async () => {
    await site.changePolicy(() => ({ askOldPassword: 'unless-proven-twice' }))
    const person = await site.add()
    const [owner, thief] = [walk(), walk()]
    await enter(owner, person)
    await enter(thief, person)
    const before = await hashOf(person)
    expect((await change(owner, without)).status, 'none').toBe(422)
    await proveApp(owner, person)
    expect((await change(owner, without)).status, 'one').toBe(422)
    await proveMail(owner, person)
    expect((await change(thief, without)).status, 'of another session').toBe(422)
    await site.sql(
      `update sessions set state = jsonb_set(state, '{proofs}', (
         select jsonb_agg(jsonb_set(p, '{at}', to_jsonb((p ->> 'at')::bigint - 300000)))
         from jsonb_array_elements(state -> 'proofs') p)) where account_id = $1`,
      [person.id],
    )
    expect((await change(owner, without)).status, 'five minutes old').toBe(422)
    expect(await hashOf(person)).toBe(before)
    expect(await factsOf(site, person, 'password-changed')).toEqual([])

    const again = walk()
    await enter(again, person)
    await site.sql('update methods set last_step = null where account_id = $1', [person.id])
    await proveApp(again, person)
    const mails = site.mail.messages.filter(({ envelope }) => envelope.to.includes(person.mail)).length
    await proveBy(again, person.methods.email, () => codeMailedTo(site, person.mail, mails))
    expect((await again.browser.get('/change-password')).html.includes('name="current-password"')).toBe(false)
    expect((await change(again, without)).path, 'both, just now').toBe('/?done=password-changed')
    for (const { browser } of [owner, thief]) expect((await browser.get('/')).path).toMatch(/^\/sign-in/)
    expect((await signIn(walk(), person, person.password)).status).toBe(422)
    expect((await signIn(walk(), person, hers)).path).toBe('/')
    await site.changePolicy(() => ({ askOldPassword: 'always' }))
  })

  it('FL-13: the password before a reset is not the current one, at once and later', async () => {
    const person = await site.add()
    const one = walk()
    await toNewPassword(one, person)
    await offer(one, brandNew)
    await signIn(one, person, brandNew)
    const after = await hashOf(person)
    const refused = await change(one, { ...without, 'current-password': person.password })
    expect(refused.status).toBe(422)
    expect(await hashOf(person)).toBe(after)
  })

  it('ten wrong old passwords lock the sign-in out too, and a sign-in that is locked out keeps this closed', async () => {
    const person = await site.add()
    const [one, other] = [walk(), walk()]
    await enter(one, person)
    await enter(other, person)
    const guess = (n: number) => ({ ...without, 'current-password': `wrong guess of mine ${n}` })
    for (let n = 0; n < 10; n += 1) expect((await change(one, guess(n))).status).toBe(422)
    expect((await change(one, { ...without, 'current-password': person.password })).status, 'the right one').toBe(422)
    expect((await change(other, { ...without, 'current-password': person.password })).path, 'its known browser').toBe(
      '/change-password',
    )
    expect((await signIn(one, person, person.password)).status, 'the sign-in of this browser').toBe(422)
    expect((await signIn(walk(), person, person.password)).path, 'a stranger’s allowance is untouched').toBe('/')
    expect(await factsOf(site, person, 'sign-in-failed')).toHaveLength(11)
    expect(await factsOf(site, person, 'password-changed')).toEqual([])
  })
})
