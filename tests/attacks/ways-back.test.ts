// Ways back to other applications, and a change without the old password: doors that must not open further than they say.
import { beforeAll, describe, expect, it } from 'vitest'
import { usePostgres } from '../servers/use-postgres.ts'
import { hiddenField, type Page } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
import { codeMailedTo, enter, factsOf } from './support/registering.ts'
import { type Site, startSite } from './support/site.ts'
import { brandNew, passwordOf, type Walk } from './support/walk.ts'

describeWith('postgres', 'ways back', () => {
  const databases = usePostgres()
  let site: Site
  beforeAll(async () => {
    site = await startSite(databases, {
      applications: [
        { name: 'Acme Mail', addresses: ['https://mail.acme.example/', 'https://mail.acme.example/a?b=c'] },
      ],
    })
  })
  const walk = (at = 0): Walk => ({ site, browser: site.browser({ at }) })
  describe('SE-07: ways back', () => {
    const listed = 'https://mail.acme.example/'
    const hostile = [
      '//evil.example',
      '/\\evil.example',
      'https:evil.example',
      'https:/evil.example',
      'https://evil.example',
      'https://mail.acme.example.evil.example/',
      'https://evil.example/https://mail.acme.example/',
      'https://mail.acme.example@evil.example/',
      'https://evil.example#https://mail.acme.example/',
      'https://evil.example?https://mail.acme.example/',
      'https://tim:x@mail.acme.example/',
      'https://mail.acme.example:8443/',
      'http://mail.acme.example/',
      'https://mail.acme.example/a',
      'https://mail.acme.example/?x',
      'https://mail.acme.example/#x',
      'https://mail.acme.example//',
      'https://mail.acme.example/a?b=c&d',
      'https://mail.acme.example/A?b=c',
      'https://maіl.acme.example/',
      'https://xn--mal-kdd.acme.example/',
      'https://mail.acme.exampl\u0435/',
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'java\tscript:alert(1)',
      'data:text/html,<script>1</script>',
      'vbscript:x',
      'file:///etc/passwd',
      'blob:https://mail.acme.example/x',
      '\u0000https://evil.example',
      ' https://evil.example',
      'https://evil.example\r\nset-cookie: a=b',
      '\\\\evil.example',
      '/reset',
      'reset',
      '',
      '?return_to=https://mail.acme.example/',
      'https://mail.acme.example/?return_to=https://evil.example',
      `https://mail.acme.example/${'a'.repeat(3_000)}`,
      'https://[::1]/',
      'https://127.1/',
      'https://mail。acme。example.evil/',
    ]
    const pages = ['/sign-in', '/reset', '/change-password', '/security-info']
    const leadsAway = ({ html, headers }: Page): boolean =>
      /(href|action)="(?!\/|#|https?:\/\/mail\.acme\.example\/"|tel:|mailto:)/.test(html) ||
      /^(?!\/(?![/\\]))/.test(String(headers['location'] ?? '/'))

    it(`takes none of ${hostile.length} addresses that are not on the list, on any page, looked at or posted to`, async () => {
      const person = await site.add()
      const signedIn = walk()
      await enter(signedIn, person)
      const token = hiddenField((await signedIn.browser.get('/change-password')).html, '_csrf')
      for (const address of hostile) {
        const query = new URLSearchParams({ return_to: address })
        for (const path of pages) {
          for (const { browser } of [walk(), signedIn]) {
            const page = await browser.raw('GET', `${path}?${query}`)
            expect(
              [page.status < 500, leadsAway(page), page.html.includes('Continue to')],
              `${path} ${address}`,
            ).toEqual([true, false, false])
          }
          const posted = await signedIn.browser.raw('POST', `${path}?${query}`, {
            body: `_csrf=${encodeURIComponent(token)}`,
          })
          expect([posted.status < 500, leadsAway(posted)], `POST ${path} ${address}`).toEqual([true, false])
        }
      }
      const twice = await walk().browser.raw('GET', `/sign-in?return_to=${listed}&return_to=https://evil.example`)
      expect([twice.status, leadsAway(twice)]).toEqual([200, false])
      const [row] = await site.sql<{ to: string | null }>(
        'select return_to as to from sessions where account_id = $1',
        [person.id],
      )
      expect(row?.to ?? null).toBe(null)
    })

    it('carries one that is on the list, by its exact text, to a link at the end, and redirects nobody away', async () => {
      const person = await site.add()
      const { browser } = walk()
      const query = new URLSearchParams({ return_to: listed })
      await browser.get(`/sign-in?${query}`)
      expect(browser.page().html).toContain(`action="/sign-in?${query}"`)
      expect(browser.page().html).toContain(`href="/reset?${query}"`)
      const home = await browser.send(`/sign-in?${query}`, { username: person.username, password: person.password })
      expect(home.path).toBe('/')
      expect(home.html).toContain(`<a class="btn" href="${listed}">Continue to Acme Mail</a>`)
    })
  })

  describe('FL-13: a change without the old password', () => {
    const change = ({ browser }: Walk, old?: string) =>
      browser.send('/change-password', {
        'new-password': brandNew,
        again: brandNew,
        ...(old === undefined ? {} : { 'current-password': old }),
      })

    it('is no way where the policy asks for it, nor with one proof, nor with two that are five minutes old', async () => {
      const person = await site.add()
      const one = walk()
      await enter(one, person)
      const before = await passwordOf(site, person)
      await one.browser.get('/change-password')
      expect((await change(one)).status).toBe(422)
      await site.changePolicy(() => ({ askOldPassword: 'unless-proven-twice' }))
      const proves = async (method: string, code: () => Promise<string> | string) => {
        await one.browser.get('/prove?then=change-password')
        await one.browser.send('/prove?then=change-password', { method })
        const challenge = hiddenField(one.browser.page().html, 'challenge')
        await one.browser.send('/prove?then=change-password', { challenge, code: await code() })
      }
      await proves(person.methods.app, () => person.code())
      await one.browser.get('/change-password')
      expect((await change(one)).status, 'one proof').toBe(422)
      await proves(person.methods.email, () => codeMailedTo(site, person.mail))
      expect(one.browser.page().path).toBe('/change-password')
      expect(one.browser.page().html).not.toContain('id="current-password"')
      const age = (minutes: number) =>
        site.sql(
          `update sessions set state = jsonb_set(state, '{proofs}', (select jsonb_agg(jsonb_set(p, '{at}',
             to_jsonb((p ->> 'at')::bigint + $2::bigint))) from jsonb_array_elements(state -> 'proofs') p)) where account_id = $1`,
          [person.id, minutes * 60_000],
        )
      await age(-5)
      expect((await change(one)).status, 'too long ago').toBe(422)
      expect(await passwordOf(site, person)).toEqual(before)
      await age(5)
      await one.browser.get('/change-password')
      expect((await change(one)).path).toBe('/?done=password-changed')
      expect((await passwordOf(site, person)).hash).not.toBe(before.hash)
      await site.changePolicy(() => ({ askOldPassword: 'always' }))
    })

    it('wrong old ones lock the sign-in out as wrong sign-ins do', async () => {
      const person = await site.add()
      const one = walk()
      await enter(one, person)
      await one.browser.get('/change-password')
      for (let n = 0; n < 10; n += 1) expect((await change(one, `wrong old password ${n}`)).status).toBe(422)
      expect((await change(one, person.password)).status, 'the right one is refused too').toBe(422)
      expect(
        (await factsOf(site, person, 'account-locked-out')).length +
          (await factsOf(site, person, 'sign-in-failed')).length,
      ).toBeGreaterThan(9)
    })
  })
})
