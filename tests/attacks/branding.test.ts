// IN-07: an administrator's words are words. Whatever an engine for templates or a browser would run comes out as it was typed, on
// pages, in mails and in previews; a colour and an address can't carry anything else.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { initialBranding } from '../../src/core/branding/branding.ts'
import { apiOf, signInAs } from '../support/api-client.ts'
import { makePng } from '../support/make-png.ts'
import { startTestOrganisation, type TestOrganisation } from '../support/test-organisation.ts'

const payloads = [
  '{{7*7}}',
  '\x24{7*7}',
  '<%= 7*7 %>',
  '#{7*7}',
  "{{constructor.constructor('return process')()}}",
  '{% for i in range(9999999) %}x{% endfor %}',
  '{organisation, plural, other {49}}',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '</style><style>*{background:url(https://evil.test)}</style>',
]
const attack = payloads.join('\n')
const label = '<b>{{7*7}}</b>\x24{7*7}<%= 7*7 %>'
const branding = {
  name: label,
  accent: '#ffd400',
  logo: { light: null, dark: null },
  texts: { signIn: 'in no language', reset: attack, mail: attack },
  translations: { en: { signIn: attack, reset: null, mail: null } },
  links: [{ label, url: 'https://acme.test/?a={{7*7}}&b=$%7B7*7%7D' }],
  madeWithRekey: false,
}

const plain = (html: string): string =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

describe('IN-07: branding', () => {
  let acme: TestOrganisation
  beforeAll(async () => {
    acme = await startTestOrganisation({ policy: { branding } })
  }, 60_000)
  afterAll(async () => acme.stop())

  function isLiteral(html: string) {
    const shown = plain(html)
    for (const payload of payloads) expect(shown).toContain(payload)
    expect(html).not.toMatch(/<script>|<img|<b>\{\{/)
    expect(html.match(/<style/g)?.length).toBeLessThanOrEqual(2)
    expect(html.length).toBeLessThan(64 * 1024)
  }

  it.each(['/sign-in', '/reset'])(
    'comes out literally on %s, whose styles are allowed by what they are',
    async (path) => {
      const { html, headers } = await acme.browser().get(path)
      isLiteral(html)
      expect(html).toContain('rel="noreferrer"')
      expect(html).not.toContain('Made with Rekey')
      const policy = String(headers['content-security-policy'])
      expect(policy).not.toContain('unsafe-inline')
      expect(policy.match(/style-src ('sha256-[^']+') ('sha256-[^']+');/)).not.toBeNull()
    },
  )

  it('comes out literally in both parts of a mail', async () => {
    const tim = await acme.addPerson('tim')
    const browser = acme.browser()
    await browser.get('/reset')
    await browser.send('/reset', { username: tim.username })
    await browser.send('/reset/reason', { choice: 'reset' })
    await browser.send('/reset/proof', { method: 'email' })
    const { text, html } = await acme.mail.waitFor(({ envelope }) => envelope.to.includes(tim.mail))
    for (const payload of payloads) expect(text.replace(/\s+/g, ' ')).toContain(payload)
    isLiteral(html)
  })

  it('comes out literally in a preview, which saves nothing; and what no colour or address is, is refused', async () => {
    const grace = await acme.addPerson('grace', { role: 'global-administrator' })
    const browser = acme.browser()
    await signInAs(browser, grace)
    const api = apiOf(browser)
    const preview = (more: object) =>
      api('POST', '/policy/branding/preview', { body: { branding: { ...branding, ...more } } })
    const { json, status } = await preview({ name: 'Another name' })
    expect(status).toBe(200)
    for (const page of [json.signIn, json.reset, json.mail]) {
      isLiteral(page)
      expect(page).toContain('Another name')
    }
    expect((await acme.browser().get('/sign-in')).html).not.toContain('Another name')

    for (const accent of ['red', '#fff', '#12;x:y', 'url(a)']) {
      const refused = await preview({ accent })
      expect([accent, refused.status, refused.json.errors]).toEqual([
        accent,
        422,
        [{ path: 'branding.accent', problem: 'no-colour' }],
      ])
    }
    for (const url of ['javascript:alert(1)', 'http://acme.test', 'data:text/html,x', 'https://acme.test@evil.test']) {
      const refused = await preview({ links: [{ label: 'x', url }] })
      expect([url, refused.json.errors?.[0]?.problem]).toEqual([url, 'no-https-address'])
    }
  })

  describe('a picture', () => {
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><path d="M0 0h9v9z"/></svg>'
    let bring: (file: string | Uint8Array) => ReturnType<ReturnType<typeof apiOf>>
    beforeAll(async () => {
      const ann = await acme.addPerson('ann', { role: 'global-administrator' })
      const browser = acme.browser()
      await signInAs(browser, ann)
      const api = apiOf(browser)
      bring = (file) => api('POST', '/pictures', { body: { file: Buffer.from(file).toString('base64') } })
    })

    it('is a document that runs nothing, loads nothing and has no origin, wherever it is opened', async () => {
      const { status, json } = await bring(drawing)
      expect([status, json]).toEqual([
        201,
        { id: expect.stringMatching(/^[\w-]{43}$/) as string, type: 'image/svg+xml', width: 96, height: 32 },
      ])
      const { headers, html, status: shown } = await acme.browser().get(`/logo/${json.id}`)
      expect([shown, headers['content-type'], headers['x-content-type-options']]).toEqual([
        200,
        'image/svg+xml',
        'nosniff',
      ])
      expect(headers['content-security-policy']).toBe("default-src 'none'; style-src 'unsafe-inline'; sandbox")
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
      expect(headers['set-cookie']).toBeUndefined()
      expect(html).toContain('<path d="M0 0h9v9z"/>')
    })

    it.each([
      ['not-in-pictures: script', `<svg viewBox="0 0 1 1"><script>alert(1)</script></svg>`],
      ['not-in-pictures: onload', `<svg viewBox="0 0 1 1" onload="alert(1)"/>`],
      ['not-in-pictures: foreignObject', `<svg viewBox="0 0 1 1"><foreignObject/></svg>`],
      ['not-in-pictures: style', `<svg viewBox="0 0 1 1"><style>*{background:url(https://evil.test)}</style></svg>`],
      ['picture-too-large: 10000 × 10000', makePng({ width: 10_000, height: 10_000, data: Buffer.alloc(9) })],
      ['no-picture', '<html><script>alert(1)</script></html>'],
      ['no-picture', 'GIF89a'],
    ])('that is more than one is refused: %s', async (problem, file) => {
      const refused = await bring(file)
      expect([refused.status, refused.json.errors]).toEqual([422, [{ path: 'file', problem }]])
    })

    it('is of its own organisation, is brought by who may change the policy, and is named as what it is', async () => {
      const { json } = await bring(drawing)
      const other = await startTestOrganisation({ host: 'reset.other.test' })
      expect((await other.browser().get(`/logo/${json.id}`)).status).toBe(404)
      await other.stop()
      for (const name of ['x', `${json.id}.svg`, '..%2f..%2fetc%2fpasswd', 'A'.repeat(43)]) {
        expect([name, (await acme.browser().get(`/logo/${name}`)).status]).toEqual([name, 404])
      }
      const reader = await acme.addPerson('rita', { role: 'reports-reader' })
      const browser = acme.browser()
      await signInAs(browser, reader)
      const file = Buffer.from('<svg viewBox="0 0 7 7"/>').toString('base64')
      expect((await apiOf(browser)('POST', '/pictures', { body: { file } })).status).toBe(403)
    })
  })

  it('changes three tokens and no other thing where only an accent is set', async () => {
    const plainly = await startTestOrganisation({ policy: { branding: { ...initialBranding, accent: '#ffd400' } } })
    const { html } = await plainly.browser().get('/sign-in')
    expect(html).toContain('Acme Widgets')
    expect(html).toContain('Made with Rekey')
    expect(html).not.toContain('--accent:#ffd400;--on-accent:#ffffff')
    await plainly.stop()
  })
})
