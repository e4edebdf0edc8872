// The administrators' portal, as Grace lives in it: she switches reset on for everyone and sees first whom it reaches, goes back,
// helps one person, and reads what happened.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../servers/chromium.ts'
import { describeWith } from '../support/required-servers.ts'
import { type Demo, startDemo } from './telling/demo.ts'
import { entersPortal } from './telling/portal.ts'
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

  it('opens the room that was asked for, after the password and a second proof', async () => {
    await entersPortal(grace, 'grace', demo, '/admin/who-can-reset')
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
    await grace.reads(/^Back to version 1$/)
    await grace.sees('History')
  })

  it('lets her choose who is told, by the keyboard alone; a mailbox that is none is refused, and the one that was there hears of it', async () => {
    const savePolicy = async () => {
      await press(grace, 'Preview and save')
      await grace.reads('What would change')
      await press(grace, /^Save for \d+ people$/)
      await grace.reads(/Version \d+ is in force\./)
    }
    await follow(grace, 'Notifications')
    await grace.sees('Notifications')
    await grace.reads('Somebody pressed “This was not me”, and the account is frozen')
    await grace.types('Mailboxes that are told all of this too', 'Security <soc@acme.example>')
    await press(grace, 'Preview and save')
    await grace.reads(/is no mail address/)
    await grace.sees('Notifications')
    await press(grace, 'Throw away my changes')
    expect(await grace.page.getByLabel('Mailboxes that are told all of this too').inputValue()).toBe('')
    await grace.types('Mailboxes that are told all of this too', 'soc@acme.example')
    await savePolicy()
    const before = (await demo.mails()).length

    await grace.page.getByRole('checkbox', { name: /^Their account was unlocked/ }).focus()
    await grace.page.keyboard.press('Space')
    await grace.reads('Whose account somebody else unlocks hears nothing of it.')
    await grace.page.getByRole('radio', { name: /^Global administrators/ }).focus()
    await grace.page.keyboard.press('ArrowDown')
    expect(await grace.page.getByRole('radio', { name: /^Every administrator/ }).isChecked()).toBe(true)
    await grace.sees('Notifications')
    await savePolicy()
    const told = await demo.mail(({ to }) => to === 'soc@acme.example', before)
    expect(told.subject).toBe('The policy of Acme Widgets was changed')
    expect(told.text.replaceAll(/\s+/g, ' ')).toContain(`${demo.person('grace').username} saved version`)
    expect(told.text).toContain('Notifications')
    const others = (await demo.mails()).slice(before).filter(({ to }) => to !== 'soc@acme.example')
    expect(others.filter(({ subject }) => subject === told.subject)).toEqual([])
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
})
