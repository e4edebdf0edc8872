// Every page in every state, drawn by a browser: nothing for axe to find, and nothing that leaves a narrow window.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findViolations } from '../../../tests/servers/axe.ts'
import { launchBrowser } from '../../../tests/servers/chromium.ts'
import { describeWith } from '../../../tests/support/required-servers.ts'
import { viewStates } from '../../../tests/support/view-states.tsx'
import { loadCatalogue, pseudoLocale } from '../../messages/catalogue.ts'
import type { Frame } from '../components/frame.ts'
import { renderPage } from '../components/render-page.ts'
import { stylesheetHash } from '../look/stylesheet.ts'

const catalogue = loadCatalogue()

function statesIn(locale: string) {
  const frame: Frame = {
    say: (id, values) => catalogue.say(locale, id, values),
    locale,
    direction: catalogue.direction(locale),
    organisation: {
      name: 'Acme Widgets',
      help: { text: 'IT Service', phone: '+44 20 7946 0100', mail: 'help@acme.example' },
    },
    languages: catalogue.languages,
    path: '/reset',
    csrf: 'the-token',
    demo: true,
  }
  return viewStates(frame).map(({ name, page }) => ({ name, html: renderPage(page) }))
}

/** 1280 pixels at 400 % zoom are 320. */
const narrow = { width: 320, height: 640 }

interface Window {
  readonly title: string
  readonly locale: string
  /** A look by axe takes a quarter of a second; whether a page fits is known at once. */
  readonly axe: boolean
  readonly options: BrowserContextOptions
}

const windows: readonly Window[] = [
  { title: 'wide and light', locale: 'en', axe: true, options: { colorScheme: 'light' } },
  { title: 'narrow, in German', locale: 'de', axe: false, options: { viewport: narrow } },
  {
    title: 'narrow and dark, from right to left',
    locale: pseudoLocale,
    axe: true,
    options: { colorScheme: 'dark', viewport: narrow },
  },
]

describeWith('chromium', 'the pages in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(async () => browser?.close())

  describe.each(windows)('$title', ({ locale, axe, options }) => {
    let page: Page
    let html = ''
    beforeAll(async () => {
      const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
      page = await context.newPage()
      await page.route('http://localhost/**', (route) =>
        route.fulfill({
          contentType: 'text/html; charset=utf-8',
          headers: { 'content-security-policy': `default-src 'none'; style-src ${stylesheetHash}` },
          body: html,
        }),
      )
    })
    afterAll(async () => page?.context().close())

    it.each(statesIn(locale))('$name', async (state) => {
      html = state.html
      await page.goto('http://localhost/')
      if (axe) expect(await findViolations(page)).toEqual([])
      const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
      expect(await page.evaluate(overflow)).toBe(0)
    })
  })
})
