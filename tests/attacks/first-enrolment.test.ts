// First enrolments with a phished password: what the thief gets by each setting, and what the owner hears of it.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RegistrationPolicy } from '../../src/core/policy/policy.ts'
import { usePostgres } from '../servers/use-postgres.ts'
import { hiddenField } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
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
import type { Walk } from './support/walk.ts'

const thiefs = 'thief@evil.example'

describeWith('postgres', 'first enrolments', () => {
  const databases = usePostgres()
  let site: Site
  beforeAll(async () => {
    site = await startSite(databases)
  })
  const walk = (): Walk => ({ site, browser: site.browser() })
  const setting = (firstEnrolment: RegistrationPolicy['firstEnrolment']) =>
    site.changePolicy(({ registration }) => ({ registration: { ...registration, firstEnrolment } }))
  const mailsToThief = () => site.mail.messages.filter(({ envelope }) => envelope.to.includes(thiefs))

  /** Everything that somebody with the password alone can press, at the interrupt and past it. */
  async function triesEverything(one: Walk, { password }: Person): Promise<void> {
    const { browser } = one
    const attempts: readonly [string, Record<string, string>][] = [
      ['/security-info/add', { kind: 'email', address: thiefs }],
      ['/security-info/add', { kind: 'authenticator-app' }],
      ['/security-info/code', { challenge: '00000000-0000-4000-8000-000000000000', code: '00000000' }],
      ['/security-info/code', { do: 'resend' }],
      ['/prove?then=register', { password }],
      ['/prove?then=register', { 'enrolment-code': 'AAAA-BBBB-CCCC-DDDD-EEEE-FFFF' }],
      ['/prove?then=register', { 'enrolment-code': '' }],
      ['/register', { do: 'confirm' }],
      ['/register', { do: 'change' }],
    ]
    for (const [path, fields] of attempts) {
      await browser.get('/register')
      await browser.send(path, fields)
    }
    await browser.get('/register')
    await browser.send('/register', { do: 'skip' })
    expect(browser.page().path, 'past the interrupt').toBe('/')
    for (const [path, fields] of attempts) {
      await browser.get('/change-password')
      await browser.send(path, fields)
    }
  }

  async function gotNothing(person: Person, had: number): Promise<void> {
    expect((await methodsOf(site, person)).filter(({ proven }) => proven)).toEqual([])
    expect(await methodsOf(site, person)).toHaveLength(had)
    expect(await factsOf(site, person, 'method-added')).toEqual([])
    expect(mailsToThief()).toEqual([])
  }

  describe('with the setting known-address', () => {
    beforeEach(() => setting('known-address'))

    it('RG-06: a stolen password enrols nothing where an address is on file: a code went there and nowhere else', async () => {
      const person = await site.add({ methods: ['email'], unproven: true })
      const thief = walk()
      await enter(thief, person)
      await triesEverything(thief, person)
      await gotNothing(person, 1)
    })

    it('RG-06: nor where none is on file; the page says whom to ask, and nobody is kept there', async () => {
      const person = await site.add({ methods: [] })
      const thief = walk()
      await enter(thief, person)
      expect(thief.browser.page().html).toContain('Your account cannot be kept recoverable yet')
      expect(thief.browser.page().html).toContain('+44 161 0100')
      await triesEverything(thief, person)
      await gotNothing(person, 0)
    })

    it('keeps nobody out who can’t do what is asked, however often they come, and counts nothing', async () => {
      const person = await site.add({ methods: [] })
      for (let n = 0; n < 5; n += 1) {
        const owner = walk()
        await enter(owner, person)
        expect(owner.browser.page().path).toBe('/register')
        await owner.browser.send('/register', { do: 'skip' })
        expect(owner.browser.page().path).toBe('/')
      }
      const [row] = await site.sql('select registration_skips as skips from accounts where id = $1', [person.id])
      expect(row).toEqual({ skips: 0 })
    })

    it('lets its owner in by that address, and then further without a flag', async () => {
      const person = await site.add({ methods: ['email'], unproven: true })
      const owner = walk()
      await enter(owner, person)
      await confirmsKnown(owner, person)
      await registerApp(owner)
      expect(await methodsOf(site, person)).toMatchObject([
        { kind: 'email', proven: true, held: false },
        { kind: 'authenticator-app', proven: true, held: false },
      ])
      expect(await factsOf(site, person, 'method-added')).toMatchObject([{ byPasswordAlone: false }])
    })
  })

  describe('with the setting enrolment-code', () => {
    beforeEach(() => setting('enrolment-code'))
    const codeFor = async ({ username }: Person): Promise<string> =>
      (await site.verb('account', 'enrolment-code', username, '--organisation', 'Acme Widgets')).split('\n')[0] ?? ''
    const types = ({ browser }: Walk, code: string) => browser.send('/prove?then=register', { 'enrolment-code': code })

    it.each([
      ['with nothing on file', []],
      ['with an address on file', ['email']],
    ] as const)('RG-06: a stolen password enrols nothing, %s', async (_, methods) => {
      const person = await site.add({ methods, unproven: true })
      const thief = walk()
      await enter(thief, person)
      expect(thief.browser.page().html).toContain('enrolment code from an administrator')
      await triesEverything(thief, person)
      await gotNothing(person, methods.length)
    })

    it('RG-06: the code of another account, an old one and one from an hour ago open nothing, and are recorded', async () => {
      const person = await site.add({ methods: [] })
      const codes = [await codeFor(await site.add({ methods: [] })), await codeFor(person), await codeFor(person)]
      await site.sql('update account_tokens set expires_at = now() where account_id = $1', [person.id])
      const thief = walk()
      await enter(thief, person)
      await thief.browser.get('/prove?then=register')
      for (const code of codes) {
        await types(thief, code)
        expect(thief.browser.page().html).toContain('This code is not right, was used, or is more than an hour old')
      }
      await gotNothing(person, 0)
      expect(await factsOf(site, person, 'enrolment-code-refused')).toHaveLength(3)
    })

    it('lets its owner in by the code, without a flag, and in that session alone', async () => {
      const person = await site.add({ methods: [] })
      const code = await codeFor(person)
      const owner = walk()
      await enter(owner, person)
      await owner.browser.get('/prove?then=register')
      await types(owner, code.toLowerCase().replaceAll('-', ' '))
      expect(owner.browser.page().path).toBe('/register')
      await registerMail(owner, 'owner@home.example')
      expect(await factsOf(site, person, 'method-added')).toMatchObject([{ byPasswordAlone: false }])
      const thief = walk()
      await enter(thief, person)
      expect((await offerMail(thief, thiefs)).path).toMatch(/^\/(prove|register)/)
      expect(mailsToThief()).toEqual([])
    })
  })

  describe('with the setting password', () => {
    beforeEach(() => setting('password'))

    it('RG-06: what a password alone enrols is flagged, and told at every address that was there', async () => {
      const person = await site.add({ methods: [] })
      const thief = walk()
      await enter(thief, person)
      await registerMail(thief, 'new@evil.example')
      expect(await factsOf(site, person, 'method-added')).toMatchObject([{ byPasswordAlone: true, held: 0 }])
      const told = await site.mail.waitFor(
        ({ envelope, subject }) => envelope.to.includes(person.username) && subject === 'A way back in was added',
      )
      expect(told.text).toContain('/not-me/')
    })

    it('RG-06: an address on file comes first, and a thief has nothing without it', async () => {
      const person = await site.add({ methods: ['email'], unproven: true })
      const thief = walk()
      await enter(thief, person)
      await triesEverything(thief, person)
      await gotNothing(person, 1)
    })

    it('the same presses reach the thief where nothing else is asked, so that those above are refused for their reason', async () => {
      const person = await site.add({ methods: [] })
      const thief = walk()
      await enter(thief, person)
      await triesEverything(thief, person)
      await codeMailedTo(site, thiefs)
    })
  })

  async function confirmsKnown({ browser }: Walk, { methods, mail }: Person): Promise<void> {
    await browser.send('/security-info', { method: methods.email, do: 'confirm' })
    expect(hiddenField(browser.page().html, 'challenge')).not.toBe('')
    await bringCode({ browser }, await codeMailedTo(site, mail))
    expect(browser.page().path).toBe('/register')
  }
})
