// The administrators' portal, as Grace lives in it: she switches reset on for everyone and sees first whom it reaches, goes back,
// helps one person, and reads what happened. Rita reads reports and nothing else.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../servers/chromium.ts'
import { describeWith } from '../support/required-servers.ts'
import { type Cast, type Demo, startDemo } from './telling/demo.ts'
import { openVisitor, type Visitor, type VisitorOptions } from './telling/visitor.ts'
import { choosesPassword, provesTwice, signsIn, startsOver } from './telling/walks.ts'

describeWith('chromium', 'the administrators’ portal', () => {
  let demo: Demo
  let browser: Browser
  let grace: Visitor

  beforeAll(async () => {
    ;[demo, browser] = await Promise.all([startDemo(), launchBrowser()])
    grace = await visitor()
  })
  afterAll(async () => {
    await browser.close()
    await demo.stop()
  })

  const visitor = (options: Partial<VisitorOptions> = {}) =>
    openVisitor(browser, demo.url, { scripts: true, ...options })
  const press = (who: Visitor, name: string | RegExp) => who.page.getByRole('button', { name }).first().click()
  const follow = (who: Visitor, name: string) => who.page.getByRole('link', { name, exact: true }).first().click()

  async function signsInTo(who: Visitor, name: Cast, room: string) {
    const { username, password } = demo.person(name)
    await who.goesTo(room)
    await who.sees('Sign in')
    await who.types('Username', username)
    await who.types('Password', password)
    await who.presses('Sign in')
  }

  async function proves(who: Visitor, name: Cast) {
    await who.sees('Prove that it is you')
    await who.presses('Use my authenticator app')
    await who.sees('Type the code from your app')
    await who.types('Code', demo.appCode(name))
    await who.presses('Check the code')
  }

  it('opens the room that was asked for, after the password and a second proof', async () => {
    await signsInTo(grace, 'grace', '/admin/who-can-reset')
    await proves(grace, 'grace')
    await grace.sees('Who can reset')
    expect(new URL(grace.page.url()).pathname).toBe('/admin/who-can-reset')
  })

  it('shows whom a policy would reach before it is saved, saves it, and it holds', async () => {
    await grace.page.getByRole('radio', { name: /^Everyone/ }).check()
    await grace.reads('Not saved yet.')
    await press(grace, 'Preview and save')
    await grace.reads('What would change')
    await grace.reads('Olaf Berg')
    await grace.sees('Who can reset')
    await grace.types('Why (may be left out)', 'The pilot is over')
    await press(grace, /^Save for 7 people$/)
    await grace.reads('Version 2 is in force.')

    await follow(grace, 'People')
    await grace.sees('People')
    await grace.types('Username', 'olaf')
    await press(grace, 'Find this person')
    await grace.sees('Olaf Berg')
    await grace.reads('Why they can reset')
    await grace.cannotFind('Not among those who can reset')
  })

  it('refuses what can’t work in words, and keeps what was typed', async () => {
    await follow(grace, 'Methods')
    await grace.sees('Methods')
    await grace.page.getByRole('checkbox', { name: 'Members may use Authenticator app' }).uncheck()
    await press(grace, 'Preview and save')
    await grace.reads(/has methods of one kind of proof/)
    expect(await grace.page.getByRole('checkbox', { name: 'Members may use Authenticator app' }).isChecked()).toBe(
      false,
    )
    await press(grace, 'Throw away my changes')
    await grace.cannotFind('Not saved yet.')
  })

  it('goes back to an earlier version, looked at like any other change', async () => {
    await follow(grace, 'History')
    await grace.sees('History')
    await grace.reads('The pilot is over')
    await press(grace, 'Go back to version 1')
    await grace.reads('lose it')
    await press(grace, /^Save for 6 people$/)
    await grace.reads('Back to version 1')
    await grace.sees('History')
  })

  it('tells what happened to Tim: a line for his reset, opened into its facts', async () => {
    const tim = await visitor()
    await startsOver(tim, demo.person('tim').username)
    await provesTwice(tim, 'tim', demo)
    await choosesPassword(tim, 'orchard gravel swims at dusk')
    await tim.leaves()

    await follow(grace, 'Audit log')
    await grace.sees('Audit log')
    await press(grace, 'tim@acme.example')
    await grace.reads('Username given')
    await grace.reads('Got back in')
    await grace.sees('Audit log')
    await grace.page.getByLabel('Person or reference').fill('mara')
    await press(grace, 'Filter')
    await grace.reads('No journey fits.')
    expect(new URL(grace.page.url()).searchParams.get('person')).toBe('mara')
    await grace.page.goBack()
    await grace.reads('tim@acme.example')
  })

  it('tells fact by fact what belongs to no journey: who saved which policy, narrowed by activity and day', async () => {
    await press(grace, 'Every fact')
    await grace.reads('Everything that was recorded, newest first.')
    await grace.page.getByLabel('Activity').selectOption({ label: 'Policy saved' })
    await press(grace, 'Filter')
    await grace.page
      .getByRole('row', { name: /Policy saved/ })
      .nth(1)
      .waitFor()
    await grace.sees('Audit log')
    expect(await grace.page.getByRole('row', { name: /Signed in/ }).count()).toBe(0)
    await grace.page.getByLabel('Until').fill('2026-01-31')
    await press(grace, 'Filter')
    await grace.reads('No fact fits.')
    await press(grace, 'Journeys')
    await grace.reads('No journey fits.')
    expect(new URL(grace.page.url()).searchParams.get('kind')).toBe(null)
  })

  it('helps one person, with a reason, and the person is told', async () => {
    const before = (await demo.mails()).length
    const lena = await visitor()
    await signsIn(lena, demo.person('lena').username, demo.person('lena').password)
    await lena.sees('Hello, Lena Fischer')
    await grace.goesTo('/admin/people')
    await grace.sees('People')
    await follow(grace, 'Lena Fischer')
    await grace.sees('Lena Fischer')
    await press(grace, 'Sign out everywhere')
    const dialog = grace.page.getByRole('dialog')
    await dialog.getByRole('textbox').fill('She lost her laptop and called')
    await dialog.getByRole('button', { name: 'Sign out everywhere' }).click()
    await grace.reads('Helped by an administrator')
    await grace.sees('Lena Fischer')
    await lena.goesTo('/security-info')
    await lena.sees('Sign in')
    const mail = await demo.mail(
      ({ to, text }) => to === 'lena@fischer.example' && text.includes('signed you out everywhere'),
      before,
    )
    expect(mail.text).not.toContain('laptop')
  })

  it('sets a one-time password for somebody who calls, once they have proved who they are', async () => {
    await grace.goesTo('/admin/people?search=hana')
    await grace.sees('People')
    await follow(grace, 'Hana Sato')
    await grace.sees('Hana Sato')
    await press(grace, 'Set a one-time password')
    await grace.reads('What they know about themselves is no proof.')
    await press(grace, 'Ask for the code of their authenticator app')
    await grace.types('Code that they read out', '000000')
    await press(grace, 'Check the code')
    await grace.reads('2 more tries.')
    await grace.types('Code that they read out', demo.appCode('hana'))
    await press(grace, 'Check the code')
    await grace.reads('It is Hana Sato.')
    await grace.types('Why', 'She called from her desk')
    await press(grace, 'Set the password')
    await grace.reads('Read it to them, once')
    await grace.sees('Hana Sato')
    const password = (await grace.page.locator('code.secret').textContent()) ?? ''
    await press(grace, 'Done')
    const hana = await visitor()
    await signsIn(hana, demo.person('hana').username, password)
    await hana.sees('Change your password')
    await hana.leaves()
  })

  it('makes a token that is shown once and does what it was given', async () => {
    await grace.goesTo('/admin/tokens')
    await grace.sees('Tokens')
    await grace.types('Name', 'Nightly report')
    await grace.page.getByRole('checkbox', { name: /reports\.read$/ }).check()
    await press(grace, 'Make the token')
    const token = (await grace.page.locator('code.secret').textContent()) ?? ''
    await grace.sees('Tokens')
    const asks = (path: string) => fetch(`${demo.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })
    expect((await asks('/reports/registration')).status).toBe(200)
    expect((await asks('/policy')).status).toBe(403)
    await press(grace, /^End it/)
    await grace.reads('There is no token.')
    expect((await asks('/reports/registration')).status).toBe(401)
  })

  it('keeps nothing in the browser', async () => {
    const kept = await grace.page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
    }))
    expect(kept).toEqual({ local: 0, session: 0, databases: 0 })
  })

  describe.each([
    { width: 1280, colorScheme: 'light' },
    { width: 320, colorScheme: 'dark' },
  ] as const)('every room at $width pixels, $colorScheme', ({ width, colorScheme }) => {
    it('can be read by everybody', async () => {
      const { cookies } = await grace.context.storageState()
      const reader = await visitor({ width, colorScheme })
      await reader.context.addCookies(cookies)
      for (const [path, title] of [
        ['', 'Overview'],
        ['/people', 'People'],
        ['/audit', 'Audit log'],
        ['/reports', 'Reports'],
        ['/who-can-reset', 'Who can reset'],
        ['/methods', 'Methods'],
        ['/registration', 'Registration'],
        ['/passwords', 'Passwords'],
        ['/help-desk', 'Help desk'],
        ['/customisation', 'Customisation'],
        ['/history', 'History'],
        ['/administrators', 'Administrators'],
        ['/tokens', 'Tokens'],
        ['/nowhere', 'There is no such room'],
      ] as const) {
        await reader.goesTo(`/admin${path}`)
        await reader.page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
        await reader.page.waitForLoadState('networkidle')
        await reader.sees(title)
      }
      await reader.leaves()
    })
  })

  it('shows Rita, who reads reports, no other room; and asks her to prove herself for a download', async () => {
    const rita = await visitor()
    await signsInTo(rita, 'rita', '/admin')
    await rita.sees('Overview')
    const rooms = await rita.page.getByRole('navigation').getByRole('link').allTextContents()
    expect(rooms).toEqual(['Overview', 'Audit log', 'Reports'])
    await rita.goesTo('/admin/who-can-reset')
    await rita.sees('Who can reset')
    await rita.reads(/has no right to this room/)
    await rita.leaves()
  })

  it('says to a member that there is nothing for them, and without scripts what to do instead', async () => {
    const lena = await visitor()
    await signsInTo(lena, 'lena', '/admin')
    await lena.sees('Administration')
    await lena.reads('Your role does not allow this.')
    await lena.leaves()
    const { cookies } = await grace.context.storageState()
    const bare = await visitor({ scripts: false })
    await bare.context.addCookies(cookies)
    await bare.goesTo('/admin')
    await bare.sees('Administration')
    await bare.reads(/These pages need scripts/)
    await bare.leaves()
  })
})
