// The doors to an account that has nothing yet: a stolen password, and what was made on the host for one person.
import { beforeAll, describe, expect, it } from 'vitest'
import { usePostgres } from '../servers/use-postgres.ts'
import type { Page } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
import { burst, formShot } from './support/burst.ts'
import type { Person } from './support/people.ts'
import {
  bringCode,
  codeMailedTo,
  enter,
  factsOf,
  methodsOf,
  offerMail,
  registerApp,
  registerMail,
} from './support/registering.ts'
import { type Site, startSite } from './support/site.ts'
import { brandNew, signIn, type Walk } from './support/walk.ts'

describeWith('postgres', 'the first doors', () => {
  const databases = usePostgres()
  let site: Site
  beforeAll(async () => {
    site = await startSite(databases, {
      processes: 2,
      applications: [
        { name: 'Acme Mail', addresses: ['https://mail.acme.example/', 'https://mail.acme.example/a?b=c'] },
      ],
    })
  })
  const walk = (at = 0): Walk => ({ site, browser: site.browser({ at }) })
  const firstEnrolment = (how: 'password' | 'known-address' | 'enrolment-code') =>
    site.changePolicy(({ registration }) => ({ registration: { ...registration, firstEnrolment: how } }))

  describe('RG-06: first enrolment with a stolen password', () => {
    const tries = async (one: Walk): Promise<readonly Page[]> => [
      await one.browser.get('/security-info/add?kind=email'),
      await offerMail(one, 'thief@evil.example'),
      await one.browser.send('/security-info/add', { kind: 'authenticator-app' }),
      await one.browser.send('/security-info', { method: crypto.randomUUID(), do: 'confirm' }),
      await one.browser.send('/security-info/code', { challenge: crypto.randomUUID(), code: '12345678' }),
    ]

    it.each(['known-address', 'enrolment-code'] as const)('with %s enrols nothing, whatever is sent', async (how) => {
      await firstEnrolment(how)
      const victim = await site.add({ methods: [] })
      const thief = walk()
      await enter(thief, victim)
      await thief.browser.get('/register')
      await tries(thief)
      for (let n = 0; n < 5; n += 1) {
        await thief.browser.send('/prove?then=register', { 'enrolment-code': 'AAAA-AAAA-AAAA-AAAA-AAAA-AAAA' })
      }
      expect(await methodsOf(site, victim)).toEqual([])
      expect(site.mail.messages.filter(({ envelope }) => envelope.to.includes('thief@evil.example'))).toEqual([])
    })

    it('with password it is flagged, and every address on file is told', async () => {
      await firstEnrolment('password')
      const person = await site.add({ methods: [] })
      const one = walk()
      await enter(one, person)
      await registerMail(one, 'alone@home.example')
      expect(await factsOf(site, person, 'method-added')).toMatchObject([{ byPasswordAlone: true }])
      await site.mail.waitFor(({ envelope, text }) => envelope.to.includes(person.username) && /was added/.test(text))
    })

    it('with an imported address it goes through that address, and through nothing else', async () => {
      const person = await site.add({ methods: ['email'], unproven: true })
      await site.sql("update methods set source = 'imported' where account_id = $1", [person.id])
      const one = walk()
      await enter(one, person)
      await tries(one)
      expect(await methodsOf(site, person)).toMatchObject([{ proven: false }])
      await one.browser.get('/register')
      await one.browser.send('/security-info', { method: person.methods.email, do: 'confirm' })
      await bringCode(one, await codeMailedTo(site, person.mail))
      expect(await methodsOf(site, person)).toMatchObject([{ source: 'imported', proven: true }])
      expect(await factsOf(site, person, 'method-confirmed')).toMatchObject([{ byPasswordAlone: false }])
    })
  })

  describe('RG-08: what was made on the host', () => {
    const token = async (person: Person, purpose: string, about: object = {}, value?: string): Promise<string> => {
      const made = value === undefined ? site.secrets.token().value : value
      await site.sql(
        `insert into account_tokens (tenant_id, purpose, hash, account_id, about, expires_at, epoch)
         select $1, $2, $3, $4, $5, now() + interval '1 hour', epoch from installation`,
        [site.organisation, purpose, site.secrets.tokenHash(made), person.id, about],
      )
      return made
    }

    it('of 50 uses of a set-up link at once, over two processes, one begins', async () => {
      const person = await site.add({ methods: [] })
      const link = await token(person, 'set-up', { role: null })
      const visitors = Array.from({ length: 50 }, (_, n) => ({ n, browser: site.browser({ at: n % 2 }) }))
      for (const { browser } of visitors) await browser.get(`/set-up/${link}`)
      expect(visitors.every(({ browser }) => browser.page().html.includes(person.username))).toBe(true)
      await burst(visitors.map(({ n, browser }) => formShot(site.urls[n % 2] ?? '', browser, '/set-up', {})))
      const sessions = await site.sql('select 1 from sessions where account_id = $1', [person.id])
      expect(sessions).toHaveLength(1)
      const late = walk()
      expect((await late.browser.get(`/set-up/${link}`)).html).toContain('This link no longer works')
    })

    it('SE-05: the link leaves the address at once, and looking at it uses nothing up', async () => {
      const person = await site.add({ methods: [] })
      const link = await token(person, 'set-up', { role: null })
      const scanner = site.browser()
      for (let n = 0; n < 10; n += 1) {
        const answer = await scanner.raw(n % 2 === 0 ? 'GET' : 'HEAD', `/set-up/${link}`)
        expect([answer.status, answer.headers['location']]).toEqual([303, '/set-up'])
        expect((await scanner.get('/set-up')).html).not.toContain(link)
      }
      expect(
        await site.sql('select 1 from account_tokens where account_id = $1 and used_at is null', [person.id]),
      ).toHaveLength(1)
      expect(site.printed()).not.toContain(link)
    })

    it('a set-up gives no right before its end, and ends in the role, with what was there before gone', async () => {
      const person = await site.add()
      const old = walk()
      await enter(old, person)
      const link = await token(person, 'set-up', { role: 'global-administrator' })
      const one = walk()
      await one.browser.get(`/set-up/${link}`)
      await one.browser.send('/set-up', {})
      const elsewhere = async () => {
        const paths = ['/', '/security-info', '/change-password', '/sessions']
        return Promise.all(paths.map(async (path) => (await one.browser.raw('GET', path)).headers['location']))
      }
      const role = async () =>
        (await site.sql<{ role: string | null }>('select role from accounts where id = $1', [person.id]))[0]?.role
      expect(await elsewhere()).toEqual(Array(4).fill('/set-up'))
      expect((await one.browser.get('/register')).path, 'the password first').toBe('/set-up')
      await one.browser.send('/set-up', { 'new-password': brandNew, again: brandNew })
      expect(one.browser.page().path).toBe('/register')
      expect((await old.browser.get('/')).path, 'other sessions are over').toMatch(/^\/sign-in/)
      await registerMail(one, 'first.admin@home.example')
      expect([await role(), await elsewhere()]).toEqual([null, Array(4).fill('/set-up')])
      await registerApp(one)
      expect([await role(), one.browser.page().path]).toEqual(['global-administrator', '/?done=registered'])
      const methods = await methodsOf(site, person)
      expect(methods.map(({ id }) => id)).not.toContain(person.methods.app)
      expect(methods).toMatchObject([
        { kind: 'email', held: false },
        { kind: 'authenticator-app', held: false },
      ])
      // And from then on a password alone is not enough.
      expect((await signIn(walk(), person, brandNew)).path).toBe('/prove')
    })

    it('of 50 uses of an enrolment code one counts; somebody else’s and a used one are wrong', async () => {
      await firstEnrolment('enrolment-code')
      const [person, other] = [await site.add({ methods: [] }), await site.add({ methods: [] })]
      const shown = 'ABCD-EFGH-JKMN-PQRS-TVWX-YZ01'
      await token(person, 'enrolment-code', {}, shown.replaceAll('-', ''))
      const stranger = walk()
      await enter(stranger, other)
      await stranger.browser.get('/prove?then=register')
      await stranger.browser.send('/prove?then=register', { 'enrolment-code': shown })
      await offerMail(stranger, 'stranger@evil.example')
      expect(await methodsOf(site, other)).toEqual([])
      const sessions = await Promise.all(
        Array.from({ length: 10 }, async (_, n) => {
          const one = walk(n % 2)
          await enter(one, person)
          await one.browser.get('/prove?then=register')
          return one
        }),
      )
      await burst(
        sessions.flatMap(({ browser }, n) =>
          Array.from({ length: 5 }, () =>
            formShot(site.urls[n % 2] ?? '', browser, '/prove?then=register', {
              'enrolment-code': shown.toLowerCase(),
            }),
          ),
        ),
      )
      expect(await factsOf(site, person, 'enrolment-code-used')).toHaveLength(1)
      await firstEnrolment('password')
    })
  })
})
