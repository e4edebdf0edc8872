// Forms as no browser sends them: every field of every page too long, repeated, of another type, or full of somebody's SQL.
// Always a plain refusal by the string alone; never a fault, a look-up that finds somebody else, or a step.
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { usePostgres } from '../servers/use-postgres.ts'
import { formToken, hiddenField } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
import { comparisonsOf, isProven } from './support/comparisons.ts'
import { type Site, startSite } from './support/site.ts'
import {
  beginWith,
  brandNew,
  failuresOf,
  journeyOf,
  offer,
  passwordOf,
  signIn,
  toNewPassword,
  type Walk,
} from './support/walk.ts'

const forms: readonly (readonly [string, readonly string[]])[] = [
  ['/reset', ['username']],
  ['/reset/reason', ['choice', 'do']],
  ['/reset/proof', ['method', 'challenge', 'code', 'do']],
  ['/reset/new-password', ['username', 'new-password', 'again', 'do']],
  ['/reset/wait', ['do']],
  ['/sign-in', ['username', 'password']],
  ['/sign-out', ['do']],
  ['/change-password', ['username', 'current-password', 'new-password', 'again']],
  ['/not-me', ['reference']],
]

const injections = [
  "' or 1=1--",
  "'; drop table journeys;--",
  '1; select pg_sleep(9)',
  "\\'; select 1",
  '$$; select 1; $$',
  '%27%20or%201=1',
  "' union select password_hash from built_in_accounts--",
  '*)(uid=*))(|(uid=*',
  '{"$gt":""}',
  '{{7*7}}',
  '../../etc/passwd',
]

describeWith('postgres', 'hostile forms', () => {
  const databases = usePostgres()
  let site: Site
  beforeAll(async () => {
    site = await startSite(databases)
  })

  const walk = (): Walk => ({ site, browser: site.browser() })

  /** A page with a form of this site, and how to post anything as if it were sent from it. */
  async function atForm() {
    const { browser } = walk()
    await browser.get('/reset')
    const token = formToken(browser.page().html)
    const post = async (path: string, body: string, headers: Readonly<Record<string, string>> = {}) => {
      const before = await journeys()
      const { status, html } = await browser.raw('POST', path, { body, headers })
      return { status, html, begun: (await journeys()) - before }
    }
    return { token, post }
  }

  const journeys = async (): Promise<number> =>
    (await site.sql<{ n: number }>('select count(*)::integer as n from journeys'))[0]?.n ?? 0

  it('CG-05: a code of any other shape than a string, once, is refused, and what is no code is never right', async () => {
    const person = await site.add()
    const one = walk()
    await beginWith(one, person.username)
    const { html } = one.browser.page()
    const [token, challenge] = [formToken(html), hiddenField(html, 'challenge')]
    const shapes = [
      'code[]=1',
      'code[0]=1',
      'code[$gt]=',
      'code=1&code=2',
      'code.x=1',
      'code=1&Code=2',
      'code=1&code[]=2',
      'code%5B%5D=1&code%5B%5D=2',
    ]
    for (const shape of shapes) {
      const { status } = await one.browser.raw('POST', '/reset/proof', {
        body: `_csrf=${token}&challenge=${challenge}&${shape}`,
      })
      expect([shape, status]).toEqual([shape, 400])
    }
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.json({ maxDepth: 3 })),
        async (code) => {
          const body = new URLSearchParams({ _csrf: token, challenge, code: code.replace(/\p{Nd}/gu, 'x') }).toString()
          expect([303, 422]).toContain((await one.browser.raw('POST', '/reset/proof', { body })).status)
        },
      ),
      { numRuns: 100 },
    )
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'application/xml']) {
      const body = JSON.stringify({ _csrf: token, challenge, code: ['00000000'] })
      const { status } = await one.browser.raw('POST', '/reset/proof', { body, headers: { 'content-type': type } })
      expect([400, 403, 415]).toContain(status)
    }
    expect(await isProven(one)).toBe(false)
    expect((await comparisonsOf(site, person)).passed).toBe(0)
    expect((await failuresOf(site, person)).strangers).toBeLessThanOrEqual(5)
  })

  it('FL-04, IN-09: a field nobody asked for, or a known one twice, is refused on every form', async () => {
    const { token, post } = await atForm()
    const extras = [
      'methodsRequired=0',
      'verified=true',
      'userId=1',
      'tenant=x',
      'role=global-administrator',
      'proofs[]=email',
      '__proto__=x',
      '__proto__[verified]=1',
      'constructor.prototype.verified=1',
      'constructor=x',
      'purpose=unlock',
      'stage=done',
    ]
    for (const [path, fields] of forms) {
      const known = fields.map((each) => `${each}=x`).join('&')
      for (const extra of [...extras, ...fields.map((each) => `${each}=twice`), `_csrf=${token}`]) {
        const { status, begun } = await post(path, `_csrf=${token}&${known}&${extra}`)
        // A token that comes twice is no token.
        expect([path, extra, extra.startsWith('_csrf') ? [400, 403].includes(status) : status === 400, begun]).toEqual([
          path,
          extra,
          true,
          0,
        ])
      }
    }
  })

  it('IN-03: SQL and other languages in every field are text that finds nothing and breaks nothing', async () => {
    const tables = () =>
      site.sql("select count(*)::integer as n from information_schema.tables where table_schema = 'public'")
    const before = await tables()
    for (const payload of injections) {
      const { token, post } = await atForm()
      for (const [path, fields] of forms) {
        const { status } = await post(
          path,
          new URLSearchParams({
            _csrf: token,
            ...Object.fromEntries(fields.map((each) => [each, payload])),
          }).toString(),
        )
        expect([path, payload, status]).toEqual([path, payload, expect.toSatisfy((code: number) => code < 500)])
      }
      const { browser } = walk()
      for (const name of ['rekey-journey', 'rekey-session', 'rekey-browser', 'rekey-not-me', 'rekey-language'])
        browser.cookies.set(name, encodeURIComponent(payload))
      for (const path of [
        '/',
        '/reset/proof',
        '/not-me',
        `/not-me/${encodeURIComponent(payload)}`,
        `/reset?username=${encodeURIComponent(payload)}`,
        `/?lang=${encodeURIComponent(payload)}`,
      ])
        expect((await browser.raw('GET', path)).status).toBeLessThan(500)
    }
    expect(await tables()).toEqual(before)
    const found = await site.sql(
      "select 1 from journeys where state -> 'subject' ->> 'kind' = 'account' and name is null",
    )
    expect(found).toEqual([])
    expect(site.printed()).not.toMatch(/"level":50/)
  })

  describe('RS-01: too much', () => {
    it('is refused before anything is looked up or hashed', async () => {
      const { token, post } = await atForm()
      const field = (bytes: number) => 'x'.repeat(bytes)
      const cases: readonly (readonly [string, string, string])[] = [
        ['a name of 255 characters', '/reset', `_csrf=${token}&username=${field(255)}`],
        ['a name of 64 KB', '/reset', `_csrf=${token}&username=${field(65_536)}`],
        ['10,000 fields', '/reset', `_csrf=${token}&${Array.from({ length: 3_000 }, (_, n) => `a${n}=`).join('&')}`],
        ['a thousand levels', '/reset', `_csrf=${token}&username${'[a]'.repeat(1_000)}=x`],
        ['a password of 3 KB', '/sign-in', `_csrf=${token}&username=x&password=${field(3_000)}`],
        ['a password of 1 MB', '/sign-in', `_csrf=${token}&username=x&password=${field(1_048_576)}`],
        ['control characters', '/reset', `_csrf=${token}&username=a%00b`],
        ['an empty name', '/reset', `_csrf=${token}&username=+`],
      ]
      for (const [name, path, body] of cases) {
        const { status, begun } = await post(path, body)
        expect([name, status >= 400 && status < 500, begun]).toEqual([name, true, 0])
      }
      const zipped = gzipSync(`_csrf=${token}&username=x`).toString('latin1')
      expect(
        (
          await post('/reset', zipped, {
            'content-encoding': 'gzip',
            'content-length': String(Buffer.byteLength(zipped)),
          })
        ).status,
      ).toBe(400)
      const { status } = await walk().browser.raw('GET', '/reset', { headers: { 'x-long': field(20_000) } })
      expect(status).toBe(431)
    })
  })

  it('IN-10: a look-alike finds nobody else, and no message goes anywhere', async () => {
    const kim = await site.add({ name: 'kim.straussi' })
    const sent = site.mail.messages.length
    for (const name of [
      'kım.straussi',
      'kim.straußi',
      'kim.straussı',
      'kіm.straussi',
      'kim.straussi\u0301',
      'kim.strauss1',
      'kim.straussi@evil.example',
      'kim․straussi2',
      'kím.straussi',
    ]) {
      const one = walk()
      await beginWith(one, name)
      expect([name, (await journeyOf(one)).subject]).toEqual([name, { kind: 'nobody', account: null }])
    }
    for (const name of ['kim.straussi\u200b', '\u202eissuarts.mik', 'kim.straussi\u0000']) {
      const { browser } = walk()
      await browser.get('/reset')
      expect((await browser.send('/reset', { username: name })).status).toBe(422)
    }
    expect(site.mail.messages.slice(sent)).toEqual([])
    expect(await failuresOf(site, kim)).toEqual({ strangers: 0, known: 0 })
  })

  it('IN-10: a password is kept as typed: quotes, emoji, edge spaces, and both forms of an accent alike', async () => {
    const person = await site.add()
    const one = walk()
    let now = person.password
    await signIn(one, person, now)
    for (const next of [
      '"quoted" \'twice\' back\\slash',
      ' spaces at both its edges ',
      '🦔 hedgehog 🦔 crossing 🦔',
      'żółta łódź płynie nocą',
      '<b>&amp; %00 {{none}}</b>',
    ]) {
      const typed = next.normalize('NFD')
      await one.browser.get('/change-password')
      const { path } = await one.browser.send('/change-password', {
        'current-password': now,
        'new-password': typed,
        again: typed,
      })
      expect([next, path]).toEqual([next, '/?done=password-changed'])
      expect((await signIn(walk(), person, next.normalize('NFC'))).path).toBe('/')
      if (next !== next.trim()) expect((await signIn(walk(), person, next.trim())).status).toBe(422)
      now = next
    }
  })

  it('IN-06: what a client calls itself reaches no message as a link, a tag or a line', async () => {
    const person = await site.add({ displayName: '<a href="https://evil.example">Pay</a> https://evil.example' })
    const headers = {
      'user-agent': '<img src=https://evil.example/x> Chrome/156.0 https://evil.example Windows',
      'accept-language': '<script>',
    }
    const one: Walk = { site, browser: site.browser({ headers, from: 'https://evil.example' }) }
    await toNewPassword(one, person)
    await offer(one, brandNew)
    const notice = await site.mail.waitFor((each) => each.envelope.to.includes(person.mail) && /not-me/.test(each.text))
    expect((await passwordOf(site, person)).resets).toBe(1)
    const links = [...notice.html.matchAll(/(?:href|src)="([^"]*)"/g)].map((each) => each[1])
    for (const link of links) expect(link?.startsWith(`${site.url}/`) || link?.startsWith('tel:')).toBe(true)
    expect(notice.html).not.toMatch(/<img|<script/)
    expect(notice.text).not.toMatch(/https?:\/\/evil/)
  })
})
