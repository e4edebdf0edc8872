// Set-up links and enrolment codes as an attacker would use them: many times at once, later, from elsewhere, half way.
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { usePostgres } from '../servers/use-postgres.ts'
import { hiddenField } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
import { burst, formShot } from './support/burst.ts'
import type { Person } from './support/people.ts'
import { bringCode, codeMailedTo, enter, factsOf, methodsOf, offerMail, registerApp } from './support/registering.ts'
import { type Site, startSite } from './support/site.ts'
import { brandNew, signIn, type Walk } from './support/walk.ts'

describeWith('postgres', 'set-up links', () => {
  const databases = usePostgres()
  let site: Site
  beforeAll(async () => {
    site = await startSite(databases, { processes: 2 })
  })
  const walk = (at = 0): Walk => ({ site, browser: site.browser({ at }) })

  /** As its maker would hand it over. */
  async function linkFor({ username }: Person, verb = 'admin create'): Promise<string> {
    const said = await site.verb(...verb.split(' '), username, '--organisation', 'Acme Widgets', '--file', 'link')
    const file = join(site.folder, 'link')
    const [, token = ''] = /set-up\/([\w-]{43})/.exec(readFileSync(file, 'utf8')) ?? []
    rmSync(file)
    expect(said).not.toContain(token)
    return token
  }

  async function begun(person: Person, verb?: string): Promise<Walk> {
    const one = walk()
    await one.browser.get(`/set-up/${await linkFor(person, verb)}`)
    await one.browser.send('/set-up', {})
    return one
  }

  const choosePassword = ({ browser }: Walk, password: string) =>
    browser.send('/set-up', { 'new-password': password, again: password })

  const roleOf = async ({ id }: Person): Promise<string | null> =>
    (await site.sql<{ role: string | null }>('select role from accounts where id = $1', [id]))[0]?.role ?? null

  const sessionsOf = ({ id }: Person) =>
    site.sql<{ kind: string }>('select kind from sessions where account_id = $1 order by started_at', [id])

  /** The newest transaction that wrote to any table that a look could write to. */
  const newestWrite = () =>
    site.sql(
      ['accounts', 'account_tokens', 'counters', 'sessions', 'methods', 'network_tallies', 'outbox']
        .map((table) => `select '${table}', count(*)::integer as rows, max(xmin::text::bigint) as newest from ${table}`)
        .join(' union all '),
    )

  it('RG-08: of 50 uses of one link at one moment, in 50 browsers over two processes, one begins', async () => {
    const person = await site.add({ methods: [] })
    const token = await linkFor(person)
    const browsers = Array.from({ length: 50 }, (_, n) => walk(n % 2).browser)
    for (const each of browsers) await each.get(`/set-up/${token}`)
    expect(browsers.every((each) => each.page().html.includes(person.username))).toBe(true)
    const answers = await burst(browsers.map((each, n) => formShot(site.urls[n % 2] ?? '', each, '/set-up', {})))
    expect(answers.filter(({ raw }) => /rekey-session=[\w-]{43}/.test(raw))).toHaveLength(1)
    expect(await sessionsOf(person)).toEqual([{ kind: 'set-up' }])
    expect(await factsOf(site, person, 'set-up-started')).toHaveLength(1)
    const late = walk()
    await late.browser.get(`/set-up/${token}`)
    expect(late.browser.page().html).toContain('This link no longer works')
  })

  it('RG-08: of 50 uses of one enrolment code at one moment, in ten sessions over two processes, one counts', async () => {
    await site.changePolicy(({ registration }) => ({
      registration: { ...registration, firstEnrolment: 'enrolment-code' },
    }))
    const person = await site.add({ methods: [] })
    const said = await site.verb('account', 'enrolment-code', person.username, '--organisation', 'Acme Widgets')
    const code = said.split('\n')[0] ?? ''
    const sessions = Array.from({ length: 10 }, (_, n) => walk(n % 2))
    for (const each of sessions) {
      await enter(each, person)
      await each.browser.get('/prove?then=register')
    }
    const shots = sessions.flatMap(({ browser }, n) =>
      Array.from({ length: 5 }, () =>
        formShot(site.urls[n % 2] ?? '', browser, '/prove?then=register', { 'enrolment-code': code }),
      ),
    )
    await burst(shots)
    expect(await factsOf(site, person, 'enrolment-code-used')).toHaveLength(1)
    const [{ opened } = { opened: 0 }] = await site.sql<{ opened: number }>(
      `select count(*)::integer as opened from sessions
       where account_id = $1 and state ->> 'enrolmentCode' = 'true'`,
      [person.id],
    )
    expect(opened).toBe(1)
    await site.changePolicy(({ registration }) => ({ registration: { ...registration, firstEnrolment: 'password' } }))
  })

  it('RG-08: after an hour a link is one that never was, and a changed one too', async () => {
    const person = await site.add({ methods: [] })
    const token = await linkFor(person)
    for (const changed of [token.slice(1), `${token}A`, token.toLowerCase(), token.split('').reverse().join('')]) {
      const { browser } = walk()
      await browser.get(`/set-up/${changed}`)
      expect(browser.page().html, changed).toContain('This link no longer works')
    }
    await site.sql(`update account_tokens set expires_at = now() where account_id = $1`, [person.id])
    const late = walk()
    await late.browser.get(`/set-up/${token}`)
    expect(late.browser.page().html).toContain('This link no longer works')
    expect(late.browser.page().html, 'whose it was is not said').not.toContain(person.username)
    await late.browser.get('/sign-in')
    await late.browser.send('/set-up', {})
    expect(await sessionsOf(person)).toEqual([])
  })

  it('FL-12: looking at a link twenty times changes nothing, and it still works', async () => {
    const person = await site.add({ methods: [] })
    const token = await linkFor(person)
    const before = await newestWrite()
    for (let n = 0; n < 10; n += 1) {
      const { browser } = walk(n % 2)
      await browser.raw('HEAD', `/set-up/${token}`)
      await browser.get(`/set-up/${token}`)
      expect(browser.page().html).toContain(person.username)
    }
    expect(await newestWrite()).toEqual(before)
    const owner = walk()
    await owner.browser.get(`/set-up/${token}`)
    await owner.browser.send('/set-up', {})
    expect(owner.browser.page().html).toContain('Choose your password')
  })

  it('SE-05: the token leaves the address at once, and no page, log or later address holds it', async () => {
    const person = await site.add({ methods: [] })
    const token = await linkFor(person)
    const { browser } = walk()
    const first = await browser.raw('GET', `/set-up/${token}`)
    expect([first.status, first.headers['location'], first.html]).toEqual([303, '/set-up', ''])
    expect(first.headers['referrer-policy']).toBe('same-origin')
    expect(String(first.headers['set-cookie'])).toMatch(/HttpOnly/)
    await browser.get('/set-up')
    expect(browser.page().html).not.toContain(token)
    await browser.send('/set-up', {})
    expect(browser.cookies.has('rekey-set-up'), 'used up, and gone').toBe(false)
    expect(browser.page().html).not.toContain(token)
    for (const text of [token, browser.cookies.get('rekey-session') ?? '?']) expect(site.printed()).not.toContain(text)
  })

  it('no right exists before the end: at each stage every other page leads back, and the role is nobody’s', async () => {
    const person = await site.add()
    const old = await methodsOf(site, person)
    const one = await begun(person)
    const leadsBack = async (to: string, heading: string) => {
      for (const path of ['/', '/security-info', '/change-password', '/sessions', '/register', '/set-up']) {
        const { path: arrived, html } = await one.browser.get(path)
        expect([path, arrived, html.includes(heading)]).toEqual([path, to, true])
      }
      expect(await roleOf(person)).toBeNull()
    }
    await leadsBack('/set-up', 'Choose your password')
    for (const path of ['/prove', '/security-info/add?kind=email', '/security-info/code']) {
      expect((await one.browser.get(path)).path, path).toBe('/set-up')
    }
    expect((await offerMail(one, 'early@home.example')).path, 'nothing is registered before the password').toBe(
      '/set-up',
    )

    await choosePassword(one, brandNew)
    await leadsBack('/register', 'How will you get back in?')
    for (const form of [{ do: 'skip' }, { do: 'confirm' }, { do: 'change' }]) {
      expect((await one.browser.send('/register', form)).path, 'it can’t be put off').toBe('/register')
    }
    for (const method of [person.methods.email, person.methods.app]) {
      await one.browser.send('/security-info/remove', { method, anyway: 'yes' })
      await one.browser.get('/register')
    }
    expect(await methodsOf(site, person), 'what was there is not the set-up’s to take').toEqual(old)

    await offerMail(one, 'new@home.example')
    await leadsBackFrom(one, '/security-info/code')
    await one.browser.get('/security-info/code')
    await bringCode(one, await codeMailedTo(site, 'new@home.example'))
    await leadsBack('/register', '1 of 2 ways back ready')

    await registerApp(one)
    expect(one.browser.page().path).toBe('/?done=registered')
    expect(await roleOf(person)).toBe('global-administrator')
    const kinds = (await methodsOf(site, person)).map(({ id, kind }) => [kind, old.some((each) => each.id === id)])
    expect(kinds).toEqual([
      ['email', false],
      ['authenticator-app', false],
    ])
    expect(site.mail.messages.filter(({ envelope }) => envelope.to.includes('early@home.example'))).toEqual([])
    const again = walk()
    await signIn(again, person, brandNew)
    expect(again.browser.page().path, 'from now on with a second proof').toBe('/prove')
  })

  async function leadsBackFrom({ browser }: Walk, path: string): Promise<void> {
    expect(browser.page().path).toBe(path)
    expect(hiddenField(browser.page().html, 'challenge')).not.toBe('')
    expect((await browser.get('/')).path).toBe('/register')
  }

  it('a session that began before the end has none of the new rights after it', async () => {
    const person = await site.add({ methods: [] })
    const one = await begun(person)
    await choosePassword(one, brandNew)
    const meanwhile = walk()
    await signIn(meanwhile, person, brandNew)
    await meanwhile.browser.send('/register', { do: 'skip' })
    expect(meanwhile.browser.page().path).toBe('/')
    await offerMail(one, 'meanwhile@home.example')
    await bringCode(one, await codeMailedTo(site, 'meanwhile@home.example'))
    await registerApp(one)
    expect(await roleOf(person)).toBe('global-administrator')
    expect((await meanwhile.browser.get('/')).path).toMatch(/^\/sign-in/)
    expect(await sessionsOf(person)).toEqual([{ kind: 'full' }])
  })

  it('a member’s link sets up what the policy asks for and grants nothing', async () => {
    const person = await site.add({ methods: [] })
    const one = await begun(person, 'account set-up-link')
    await choosePassword(one, brandNew)
    await offerMail(one, 'member@home.example')
    await bringCode(one, await codeMailedTo(site, 'member@home.example'))
    await registerApp(one)
    expect([one.browser.page().path, await roleOf(person)]).toEqual(['/?done=registered', null])
  })
})
