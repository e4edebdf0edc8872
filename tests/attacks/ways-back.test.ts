// `return_to` as somebody would use it who wants people led elsewhere, at every page that takes it, by address and by form.
import { beforeAll, describe, expect, it } from 'vitest'
import { usePostgres } from '../servers/use-postgres.ts'
import type { BareBrowser, Page } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
import { offTheList } from './support/off-the-list.ts'
import { enter, stepUp } from './support/registering.ts'
import { type Site, startSite } from './support/site.ts'
import { brandNew, offer, toNewPassword, type Walk } from './support/walk.ts'

const mail = 'https://mail.acme.example/'
const inbox = 'https://mail.acme.example/inbox?folder=1'
const pages = ['/sign-in', '/reset', '/change-password', '/security-info'] as const

/** Where the page, its forms and its redirect lead, if not to this site. */
function elsewhere({ html, headers }: Page, { url }: Site): readonly string[] {
  const links = [...html.matchAll(/ (?:href|action|src|formaction|content)="([^"]*)"/g)].map(([, link = '']) => link)
  const location = typeof headers['location'] === 'string' ? [headers['location']] : []
  return [...links.map((link) => link.replaceAll('&amp;', '&')), ...location].filter((link) => {
    if (/^(tel:|width=)/.test(link) || !URL.canParse(link, `${url}/`)) return false
    return new URL(link, `${url}/`).origin !== url
  })
}

const asking = (path: string, address: string): string => `${path}?${new URLSearchParams({ return_to: address })}`

describeWith('postgres', 'ways back to other applications', () => {
  const databases = usePostgres()
  let site: Site
  let signedIn: Walk
  beforeAll(async () => {
    site = await startSite(databases, { applications: [{ name: 'Acme Mail', addresses: [mail, inbox] }] })
    signedIn = walk()
    await enter(signedIn, await site.add())
  })
  const walk = (): Walk => ({ site, browser: site.browser() })

  /** One request to the page, and its form sent from there; no redirect is followed unseen, and nothing is carried on. */
  async function askEverywhere(browser: BareBrowser, target: (path: string) => string): Promise<readonly string[]> {
    const found: string[] = []
    for (const path of pages) {
      const shown = await browser.raw('GET', target(path))
      const token = /name="_csrf" value="([^"]+)"/.exec(shown.html)?.[1] ?? ''
      const fields = { _csrf: token, username: '', ...(path === '/sign-in' ? { password: '' } : {}) }
      const posted = await browser.raw('POST', target(path), { body: new URLSearchParams(fields).toString() })
      for (const page of [shown, posted]) {
        found.push(...elsewhere(page, site))
        if (page.html.includes('Acme Mail')) found.push('the application is named')
        found.push(
          ...[...page.html.matchAll(/"[^"]*return_to=[^"]*"/g)].flat().filter((link) => !link.includes('lang=')),
        )
        if (String(page.headers['location'] ?? '').includes('return_to')) found.push('it is redirected with')
      }
    }
    return found
  }

  describe('SE-07: an address that is not on the list', () => {
    it.each(offTheList)('%s leads nowhere, from any page, signed in or not', async (address) => {
      for (const { browser } of [walk(), signedIn]) {
        expect(await askEverywhere(browser, (path) => asking(path, address))).toEqual([])
        expect(elsewhere(await browser.get('/'), site)).toEqual([])
      }
    })

    it('is kept by no session and no journey either', async () => {
      const person = await site.add()
      const one = walk()
      await one.browser.get('/sign-in')
      await one.browser.send(asking('/sign-in', 'https://evil.example/'), {
        username: person.username,
        password: person.password,
      })
      expect(one.browser.page().path).toBe('/')
      await one.browser.get('/reset')
      await one.browser.send(asking('/reset', 'https://evil.example/'), { username: person.username })
      const kept = await site.sql(
        'select return_to from sessions where return_to is not null union all select return_to from journeys where return_to is not null',
      )
      expect(kept).toEqual([])
    })

    it.each([
      ['twice', `return_to=${encodeURIComponent(mail)}&return_to=https%3A%2F%2Fevil.example%2F`],
      ['as a list', `return_to[]=${encodeURIComponent(mail)}`],
      ['as an object', `return_to[href]=${encodeURIComponent(mail)}`],
      ['as a part of a prototype', `__proto__[return_to]=${encodeURIComponent(mail)}`],
      ['under another name', `returnTo=${encodeURIComponent(mail)}&RETURN_TO=${encodeURIComponent(mail)}`],
      ['encoded twice', `return_to=${encodeURIComponent(encodeURIComponent(mail))}`],
      ['with the next one inside', `return_to=${encodeURIComponent(`${mail}?return_to=https://evil.example/`)}`],
      ['in a broken encoding', 'return_to=%E0%A4%A'],
      ['in the fragment of another', `return_to=${encodeURIComponent(`https://evil.example/#${mail}`)}`],
    ])('nor is one on the list that comes %s', async (_, query) => {
      expect(await askEverywhere(walk().browser, (path) => `${path}?${query}`)).toEqual([])
    })

    it('nor does a field of a form, a cookie or a header take its place', async () => {
      const person = await site.add()
      const one: Walk = { site, browser: site.browser({ headers: { referer: mail, 'x-return-to': mail } }) }
      one.browser.cookies.set('return_to', mail)
      await one.browser.get('/sign-in')
      const refused = await one.browser.send('/sign-in', {
        username: person.username,
        password: person.password,
        return_to: mail,
      })
      expect(refused.status, 'a form has the fields we asked for and no other').toBe(400)
      await enter(one, person)
      expect(one.browser.page().html.includes('Acme Mail')).toBe(false)
    })

    it('nor does another page than these four take one', async () => {
      const person = await site.add()
      const one = walk()
      await enter(one, person)
      for (const path of [
        '/',
        '/sessions',
        '/prove',
        '/register',
        '/reset/done',
        '/reset/ended',
        '/sign-out',
        '/demo',
      ]) {
        await one.browser.raw('GET', asking(path, mail))
      }
      expect((await one.browser.get('/')).html.includes('Acme Mail')).toBe(false)
    })
  })

  describe('SE-07: an address on the list', () => {
    it.each([
      ['as it is', mail, mail],
      ['as people write it', 'HTTPS://Mail.Acme.Example', mail],
      ['with the port that goes without saying', 'https://mail.acme.example:443/', mail],
      ['by detours', 'https://mail.acme.example/a/../inbox?folder=1', inbox],
      ['with a tab that browsers drop', 'https://mail.acme\t.example/', mail],
    ])('is linked, and never redirected to, %s', async (_, asked, linked) => {
      const person = await site.add()
      const one = walk()
      await one.browser.get(asking('/sign-in', asked))
      const form = /action="(\/sign-in[^"]*)"/.exec(one.browser.page().html)?.[1] ?? ''
      const posted = await one.browser.raw('POST', form.replaceAll('&amp;', '&'), {
        body: new URLSearchParams({
          _csrf: /name="_csrf" value="([^"]+)"/.exec(one.browser.page().html)?.[1] ?? '',
          username: person.username,
          password: person.password,
        }).toString(),
      })
      expect(posted.headers['location']).toBe('/')
      const home = await one.browser.get('/')
      expect(elsewhere(home, site)).toEqual([linked])
      await one.browser.get('/change-password')
      expect(elsewhere(one.browser.page(), site), 'the session keeps it').toEqual([linked])
      await stepUp(one, person)
      expect(elsewhere(await one.browser.get('/security-info'), site)).toEqual([linked])
    })

    it('is linked no more once it is off the list, whatever a session or a journey has kept', async () => {
      const person = await site.add()
      const one = walk()
      await enter(one, person)
      await one.browser.get(asking('/change-password', mail))
      await one.browser.get('/reset')
      await one.browser.send(asking('/reset', mail), { username: person.username })
      await one.browser.send('/reset/reason', { do: 'start-over' })
      for (const table of ['sessions', 'journeys']) {
        await site.sql(`update ${table} set return_to = 'https://gone.acme.example/' where return_to is not null`)
      }
      for (const path of ['/', '/change-password', '/reset/ended']) {
        const page = await one.browser.get(path)
        expect({ path: page.path, elsewhere: elsewhere(page, site) }).toEqual({ path, elsewhere: [] })
      }
    })

    it('is kept through a whole reset, and linked at its end', async () => {
      const person = await site.add()
      const one = walk()
      await one.browser.get('/reset')
      await one.browser.send(asking('/reset', inbox), { username: person.username })
      await one.browser.get('/reset/reason')
      expect(elsewhere(one.browser.page(), site)).toEqual([])
      await one.browser.send('/reset/reason', { do: 'start-over' })
      const ended = one.browser.page()
      expect(ended.path).toBe('/reset/ended')
      expect(elsewhere(ended, site)).toEqual([inbox])
      expect(ended.html, 'the next one begins with it').toContain(`return_to=${encodeURIComponent(inbox)}`)

      const again: Walk = { site, browser: site.browser() }
      await toNewPassword(again, person)
      await again.browser.get('/reset/new-password')
      await offer(again, brandNew)
      expect(elsewhere(again.browser.page(), site), 'a reset that came from nowhere').toEqual([])
    })
  })
})
