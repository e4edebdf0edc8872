// The rooms of the administrators' portal, each for whoever may enter it: read by everybody, on any window, in any light.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../servers/chromium.ts'
import { describeWith } from '../support/required-servers.ts'
import { type Demo, startDemo } from './telling/demo.ts'
import { entersPortal, signsInTo } from './telling/portal.ts'
import { openVisitor, type Visitor, type VisitorOptions } from './telling/visitor.ts'

describeWith('chromium', 'the portal’s rooms', () => {
  let demo: Demo
  let browser: Browser
  let grace: Visitor

  beforeAll(async () => {
    ;[demo, browser] = await Promise.all([startDemo(), launchBrowser()])
    grace = await visitor()
    await entersPortal(grace, 'grace', demo, '/admin')
    await grace.sees('Overview')
  })
  afterAll(async () => {
    await browser.close()
    await demo.stop()
  })

  const visitor = (options: Partial<VisitorOptions> = {}) =>
    openVisitor(browser, demo.url, { scripts: true, ...options })

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
        ['/notifications', 'Notifications'],
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
    await signsInTo(rita, 'rita', demo, '/admin')
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
    await signsInTo(lena, 'lena', demo, '/admin')
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
