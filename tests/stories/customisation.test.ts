// Grace gives the pages her organisation's name, logo, colour and words, and sees what they make of them before anybody else does.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../servers/chromium.ts'
import { describeWith } from '../support/required-servers.ts'
import { type Demo, startDemo } from './telling/demo.ts'
import { openVisitor, type Visitor } from './telling/visitor.ts'

/** #ffd400 as light pages have it. */
const lightAccent = 'rgb(122, 102, 0)'

describeWith('chromium', 'customisation', () => {
  let demo: Demo
  let browser: Browser
  let grace: Visitor

  beforeAll(async () => {
    ;[demo, browser] = await Promise.all([startDemo(), launchBrowser()])
    grace = await openVisitor(browser, demo.url, { scripts: true })
  })
  afterAll(async () => {
    await browser.close()
    await demo.stop()
  })

  const press = (name: string | RegExp) => grace.page.getByRole('button', { name }).first().click()

  it('gives pages the organisation’s own name, colour and words, seen before they are saved', async () => {
    await grace.goesTo('/admin/customisation')
    await grace.types('Username', demo.person('grace').username)
    await grace.types('Password', demo.person('grace').password)
    await grace.presses('Sign in')
    await grace.presses('Use my authenticator app')
    await grace.types('Code', demo.appCode('grace'))
    await grace.presses('Check the code')
    await grace.sees('Customisation')
    await grace.types('Name', 'Acme Reset')
    await grace.types('Accent', '#ffd400')
    await grace.page.getByText('Darkened: contrast').waitFor()
    await grace.page.getByText('Used as it is: contrast').waitFor()
    await grace.types('On the sign-in page', 'Staff only.\n{{7*7}} <b>bold</b>')
    await grace.page.getByLabel('On light pages').setInputFiles({
      name: 'acme.svg',
      mimeType: 'image/svg+xml',
      buffer: Buffer.from('<svg viewBox="0 0 90 30"><script>alert(1)</script></svg>'),
    })
    await grace.reads(/script has in it what a logo may not have/)
    for (const [field, colour] of [
      ['On light pages', '#7a2348'],
      ['On dark pages', '#ffd400'],
    ] as const) {
      const buffer = Buffer.from(`<svg viewBox="0 0 90 30"><path fill="${colour}" d="M0 0h90v30H0z"/></svg>`)
      await grace.page.getByLabel(field).setInputFiles({ name: 'acme.svg', mimeType: 'image/svg+xml', buffer })
      await grace.page.getByAltText(`The logo ${field.toLowerCase()}`).waitFor()
    }
    expect(await grace.page.getByText('has in it what a logo may not have').count()).toBe(0)
    await grace.page.getByLabel('For readers of').selectOption({ label: 'Deutsch' })
    await grace.types('On the sign-in page', 'Nur für Mitarbeiter')
    await grace.page.frameLocator('iframe[title="Sign-in, light"]').getByText('Nur für Mitarbeiter').waitFor()
    await grace.page.getByLabel('For readers of').selectOption({ label: 'Every language' })
    await press('Add a link')
    await grace.types('Link 1 says', 'Intranet')
    await grace.types('Link 1 leads to', 'http://intranet.acme.example')
    await press('Preview and save')
    await grace.reads(/is no address that a link may lead to/)
    await grace.types('Link 1 leads to', 'https://intranet.acme.example')

    const logos = new Set<string>()
    for (const scheme of ['light', 'dark']) {
      const frame = grace.page.frameLocator(`iframe[title="Sign-in, ${scheme}"]`)
      await frame.getByText('{{7*7}} <b>bold</b>').waitFor()
      await frame.getByRole('link', { name: 'Intranet' }).waitFor()
      const logo = frame.locator('.org img')
      await expect.poll(() => logo.evaluate((node: HTMLImageElement) => node.naturalWidth)).toBe(96)
      const shown = await logo.evaluate((node: HTMLImageElement) => node.currentSrc)
      expect(logos.has(shown), 'each scheme has a logo of its own').toBe(false)
      logos.add(shown)
      const button = frame.getByRole('button', { name: 'Sign in' })
      const { backgroundColor } = await button.evaluate((node) => getComputedStyle(node))
      expect(backgroundColor, 'the frame has its own styles and the accent of its scheme').toBe(
        scheme === 'dark' ? 'rgb(255, 212, 0)' : lightAccent,
      )
    }
    await grace.page.frameLocator('iframe[title="A mail, light"]').getByText('Acme Reset').first().waitFor()
    await grace.sees('Customisation')

    await press('Preview and save')
    await press(/^Save for/)
    await grace.reads(/Version \d+ is in force\./)
    const stranger = await openVisitor(browser, demo.url, { scripts: true })
    await expect
      .poll(
        async () => {
          await stranger.page.goto('/sign-in')
          return stranger.page.locator('.top').innerText()
        },
        { timeout: 10_000 },
      )
      .toContain('Acme Reset')
    await stranger.sees('Sign in')
    await stranger.reads('{{7*7}} <b>bold</b>')
    const { naturalWidth, width } = await stranger.page
      .locator('.org img')
      .evaluate(({ naturalWidth, width }: HTMLImageElement) => ({ naturalWidth, width }))
    expect([naturalWidth, width]).toEqual([96, 96])
    const { backgroundColor } = await stranger.page
      .getByRole('button', { name: 'Sign in' })
      .evaluate((node) => getComputedStyle(node))
    expect(backgroundColor).toBe(lightAccent)
    await stranger.page.goto('/sign-in?lang=de')
    await stranger.reads('Nur für Mitarbeiter')
    expect(await stranger.page.getByText('{{7*7}}').count()).toBe(0)
    await stranger.leaves()
  })
})
