// What browsers, proxies and other sites are told and can make the site do: cookies, headers, hosts, redirects, framing.
import { beforeAll, describe, expect, it } from 'vitest'
import { usePostgres } from '../servers/use-postgres.ts'
import { type BareBrowser, formToken, type Page } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
import { sendRaw } from './support/burst.ts'
import { type Site, startSite } from './support/site.ts'
import {
  answer,
  beginWith,
  brandNew,
  mailedCode,
  offer,
  proveApp,
  signIn,
  toNewPassword,
  type Walk,
} from './support/walk.ts'

const posts = [
  ['/reset', { username: 'somebody' }],
  ['/reset/reason', { choice: 'reset' }],
  ['/reset/proof', { method: 'email' }],
  ['/reset/new-password', { 'new-password': brandNew, again: brandNew }],
  ['/reset/wait', { do: 'again' }],
  ['/sign-in', { username: 'somebody', password: 'something' }],
  ['/sign-out', {}],
  ['/change-password', { 'current-password': 'a', 'new-password': brandNew, again: brandNew }],
  ['/not-me', { reference: 'RK-0000-0000' }],
] as const
const gets = [
  ...'/ /sign-in /reset /reset/reason /reset/proof /reset/new-password /reset/wait /reset/done'.split(' '),
  ...'/reset/ended /change-password /not-me /.well-known/change-password /healthz /readyz /nowhere /assets/none.js'.split(
    ' ',
  ),
]

describeWith('postgres', 'browsers and proxies', () => {
  const databases = usePostgres()
  let site: Site
  let secure: Site
  beforeAll(async () => {
    site = await startSite(databases)
    secure = await startSite(databases, { baseUrl: 'https://reset.acme.example' })
  })

  const walk = (): Walk => ({ site, browser: site.browser() })
  const secureBrowser = () =>
    secure.browser({ headers: { host: 'reset.acme.example', origin: 'https://reset.acme.example' } })

  describe('SE-01: cookies', () => {
    it('have every protection, 256 random bits, and are stored as hashes only', async () => {
      const browser = secureBrowser()
      const set = await allCookiesOf(browser)
      expect(set.length).toBeGreaterThan(1)
      for (const line of set) {
        expect(line).toMatch(/^__Host-rekey-/)
        for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(line).toContain(part)
        expect(line).not.toMatch(/Domain=/i)
      }
      const journey = browser.cookies.get('__Host-rekey-journey') ?? ''
      expect(Buffer.from(journey, 'base64url')).toHaveLength(32)
      const kept = await secure.sql('select 1 from journeys where cookie_hash = $1 or state::text like $2', [
        journey,
        `%${journey}%`,
      ])
      expect(kept).toEqual([])
    })

    it('are never chosen by the client, and change with each proof, after which the old one is dead', async () => {
      const person = await site.add()
      const one = walk()
      const fixed = 'A'.repeat(43)
      one.browser.cookies.set('rekey-journey', fixed)
      await beginWith(one, person.username)
      const first = one.browser.cookies.get('rekey-journey')
      expect(first).not.toBe(fixed)
      const thief = walk()
      thief.browser.cookies.set('rekey-journey', first ?? '')
      expect((await thief.browser.get('/reset/proof')).path).toBe('/reset/proof')
      await answer(one, await mailedCode(one, person))
      const second = one.browser.cookies.get('rekey-journey')
      expect(second).not.toBe(first)
      expect((await thief.browser.get('/reset/proof')).path).toBe('/reset')
      await proveApp(one, person)
      expect(one.browser.cookies.get('rekey-journey')).not.toBe(second)
      thief.browser.cookies.set('rekey-journey', second ?? '')
      expect((await thief.browser.get('/reset/new-password')).path).toBe('/reset')
      await offer(one, brandNew)
      const signed = walk()
      signed.browser.cookies.set('rekey-session', fixed)
      await signIn(signed, person, brandNew)
      expect(signed.browser.cookies.get('rekey-session')).not.toBe(fixed)
    })
  })

  it('SE-02: a post from elsewhere, without an origin, or without the token of its form does nothing', async () => {
    const before = await site.sql('select count(*)::integer as n from journeys')
    for (const [path, fields] of posts) {
      const browser = site.browser()
      await browser.get('/reset')
      const token = formToken(browser.page().html)
      const form = (extra: object) => new URLSearchParams({ ...fields, ...extra }).toString()
      for (const [name, headers, body] of [
        ['another site', { 'sec-fetch-site': 'cross-site' }, form({ _csrf: token })],
        ['a sibling', { 'sec-fetch-site': 'same-site' }, form({ _csrf: token })],
        ['a null origin', { 'sec-fetch-site': undefined, origin: 'null' }, form({ _csrf: token })],
        ['no origin', { 'sec-fetch-site': undefined, origin: undefined }, form({ _csrf: token })],
        ['a foreign origin', { 'sec-fetch-site': undefined, origin: 'https://evil.example' }, form({ _csrf: token })],
        ['no token', {}, form({})],
        ['a foreign token', {}, form({ _csrf: formToken((await site.browser().get('/reset')).html) })],
      ] as const) {
        const { status } = await browser.raw('POST', path, { body, headers: defined(headers) })
        expect([path, name, status]).toEqual([path, name, 403])
      }
    }
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      expect((await site.browser().raw(method, '/reset', { body: 'username=x' })).status).toBeGreaterThanOrEqual(400)
    }
    expect(await site.sql('select count(*)::integer as n from journeys')).toEqual(before)
  })

  it('SE-03, SE-04: every answer, errors too, forbids framing, foreign and inline code, sniffing, keeping and CORS', async () => {
    const browser = secureBrowser()
    const answers: Page[] = []
    for (const path of gets)
      answers.push(await browser.raw('GET', path, { headers: { origin: 'https://evil.example' } }))
    for (const [path] of posts) answers.push(await browser.raw('POST', path, { body: '' }))
    answers.push(await browser.raw('GET', '/', { headers: { host: 'unknown.example' } }))
    for (const { path, headers } of answers) {
      const csp = String(headers['content-security-policy'])
      for (const part of [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
        "form-action 'self'",
      ])
        expect([path, csp]).toEqual([path, expect.stringContaining(part)])
      expect([path, csp]).toEqual([path, expect.not.stringMatching(/unsafe|\*|https?:|data:/)])
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'cache-control': expect.stringContaining(path.startsWith('/assets/') ? '' : 'no-store'),
        'strict-transport-security': expect.stringMatching(/max-age=(3153\d{4}|[4-9]\d{7})/),
      })
      expect(
        Object.keys(headers).filter(
          (name) => name.startsWith('access-control') || name === 'server' || name === 'x-powered-by',
        ),
      ).toEqual([])
    }
  })

  it('SE-05: no page refers to another origin, and no address or log holds a token', async () => {
    const person = await site.add()
    const one = walk()
    await toNewPassword(one, person)
    const cookies = new Set(one.browser.cookies.values())
    await offer(one, brandNew)
    const notice = await site.mail.waitFor((each) => each.envelope.to.includes(person.mail) && /not-me/.test(each.text))
    const token = /\/not-me\/([\w-]+)/.exec(notice.text)?.[1] ?? 'none'
    const { browser } = walk()
    const first = await browser.raw('GET', `/not-me/${token}`)
    expect([first.status, first.headers['location'], first.html]).toEqual([303, '/not-me', ''])
    for (const path of gets) {
      const { html } = await one.browser.get(path)
      expect(html).not.toContain(token)
      expect(
        [...html.matchAll(/(?:src|href|action)="(?!\/(?!\/)|#|tel:|mailto:)([^"]*)"/g)].map((each) => each[1]),
      ).toEqual([])
    }
    const printed = site.printed()
    for (const secret of [token, brandNew, person.password, ...cookies, ...one.browser.cookies.values()])
      expect(printed).not.toContain(secret)
    for (const text of [person.mail, person.username]) expect(printed).not.toContain(text)
  })

  it('SE-06: links in mails start with the configured address, whatever hosts a request names', async () => {
    const { host, port } = new URL(site.url)
    for (const [name, lines] of [
      ['another host', 'host: evil.example\r\n'],
      ['a longer host', `host: ${host}.evil.example\r\n`],
      ['another port', 'host: localhost:1\r\n'],
      ['an absolute address', `host: evil.example\r\n`],
      ['a user', `host: evil.example@${host}\r\n`],
      ['two hosts', `host: ${host}\r\nhost: evil.example\r\n`],
      ['no host', ''],
    ] as const) {
      const { status } = await sendRaw(
        Number(port),
        `GET ${name === 'an absolute address' ? `http://${host}/reset` : '/reset'} HTTP/1.1\r\n${lines}connection: close\r\n\r\n`,
      )
      expect([name, [400, 421].includes(status)]).toEqual([name, true])
    }
    const poisoned = {
      'x-forwarded-host': 'evil.example',
      'x-host': 'evil.example',
      forwarded: 'host=evil.example',
      'x-original-url': '//evil.example',
      'x-forwarded-proto': 'gopher',
    }
    const person = await site.add()
    const one: Walk = { site, browser: site.browser({ headers: poisoned }) }
    await toNewPassword(one, person)
    await offer(one, brandNew)
    await site.mail.waitFor((each) => each.envelope.to.includes(person.mail) && /not-me/.test(each.text))
    for (const { text, html } of site.mail.messages) {
      for (const [link] of `${text}\n${html}`.matchAll(/\b\w+:\/\/[^\s"'<]+/g))
        expect(link.startsWith(`${site.url}/`)).toBe(true)
      expect(text + html).not.toContain('evil')
    }
  })

  it.each([
    '//evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/%2f/evil.example',
    '/\\evil.example',
    '/%5cevil.example',
    '///evil.example',
    '/a/..//evil.example',
    '/reset/..//evil.example',
    '/\t/evil.example',
  ])('SE-07: no redirect and no link leads to where %j points', async (path) => {
    const { port, host } = new URL(site.url)
    for (const query of ['?lang=de', '?return_to=//evil.example', '?next=https://evil.example']) {
      const answer = await sendRaw(
        Number(port),
        `GET ${path}${query} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`,
      )
      const location = answer.headers.get('location') ?? '/'
      expect(new URL(location, site.url).origin).toBe(site.url)
      for (const [, link = ''] of answer.body.matchAll(/(?:href|action)="([^"]*)"/g)) {
        if (!/^(tel|mailto):/.test(link)) expect(new URL(link.replaceAll('&amp;', '&'), site.url).origin).toBe(site.url)
      }
    }
  })

  it('SE-07: a signed-in person is not led away either', async () => {
    const person = await site.add()
    const one = walk()
    for (const target of ['https://evil.example', '//evil.example', 'javascript:alert(1)']) {
      await one.browser.get(`/sign-in?return_to=${encodeURIComponent(target)}`)
      const { path } = await one.browser.send('/sign-in', { username: person.username, password: person.password })
      expect(path).toBe('/')
    }
  })

  it('SE-10: what people are called and type is text, on pages and in mails', async () => {
    for (const payload of [
      '<img src=x onerror=alert(1)>',
      '"><script>alert(1)</script>',
      '</title><svg onload=alert(1)>',
      '{{7*7}}<%= 7*7 %>',
    ]) {
      const person = await site.add({ displayName: payload })
      const one = walk()
      await signIn(one, person, person.password)
      const typed = await walk().browser.get(`/sign-in?username=${encodeURIComponent(payload)}`)
      for (const html of [one.browser.page().html, typed.html]) {
        expect(html).not.toContain(payload)
        expect(html).not.toMatch(/<img src=x|<svg onload|<script>alert/)
      }
      expect(one.browser.page().path).toBe('/')
    }
  })

  async function allCookiesOf(browser: BareBrowser): Promise<readonly string[]> {
    const first = await browser.raw('GET', '/reset')
    const body = new URLSearchParams({ _csrf: formToken(first.html), username: 'somebody' }).toString()
    const second = await browser.raw('POST', '/reset', { body })
    return [first, second].flatMap(({ headers }) => headers['set-cookie'] ?? [])
  }
})

/** An undefined header is one that is not sent. */
const defined = (headers: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value ?? '']))
