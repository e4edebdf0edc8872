// Somebody at a browser: what they do and what they see, in words. Each page that comes into sight is inspected: no
// accessibility violation, nothing wider than the window, no error in the console, nothing asked of another origin.
import { createHash } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { findViolations } from '../../servers/axe.ts'

export interface Visitor {
  readonly context: BrowserContext
  readonly page: Page
  goesTo(path: string): Promise<void>
  /** Waits for the page with this heading, and inspects it. */
  sees(heading: string): Promise<void>
  /** The same by address, where the words are not known. */
  arrivesAt(path: string): Promise<void>
  /** Waits until the text can be read. */
  reads(text: string | RegExp): Promise<void>
  cannotFind(text: string | RegExp): Promise<void>
  types(label: string, text: string): Promise<void>
  /** A button that sends its form; resolves when the next page has come. */
  presses(button: string | RegExp): Promise<void>
  follows(link: string): Promise<void>
  /** The button with this name, whether it can be seen or not. */
  button(name: string | RegExp): Locator
  leaves(): Promise<void>
}

export interface VisitorOptions extends Pick<BrowserContextOptions, 'locale' | 'colorScheme' | 'forcedColors'> {
  readonly scripts: boolean
  readonly width?: number
  /** Another site that the story leads to. */
  readonly also?: string
}

export async function openVisitor(browser: Browser, url: string, options: VisitorOptions): Promise<Visitor> {
  const { scripts, width = 1280, also, ...rest } = options
  const context = await browser.newContext({
    baseURL: url,
    javaScriptEnabled: scripts,
    viewport: { width, height: 800 },
    locale: 'en-GB',
    // What is on its way into sight can't be judged yet.
    reducedMotion: 'reduce',
    ...rest,
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  // axe is a script: what a page without scripts shows is looked at in a copy.
  const copies = scripts ? context : await browser.newContext({ viewport: { width, height: 800 } })
  const inspector = scripts ? page : await copies.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`))
  page.on('console', (line) => {
    // A page that says what has to be put right comes with a status that Chromium calls a failure.
    if (line.type() === 'error' && !line.text().includes('status of 4')) complaints.push(`console: ${line.text()}`)
  })
  page.on('request', (request) => {
    const { origin } = new URL(request.url())
    if (origin !== url && origin !== also) complaints.push(`foreign request: ${request.url()}`)
  })

  async function isGood(name: string): Promise<void> {
    // What still waits for its answer is drawn paler than it will be.
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
    const violations = await inspectOnce(page, inspector, `${rest.colorScheme} ${rest.forcedColors}`)
    expect({ page: name, violations, complaints }).toEqual({ page: name, violations: [], complaints: [] })
  }

  /** Without waiting for the next page, its predecessor with the same heading could be taken for it. */
  async function leads(to: Locator): Promise<void> {
    await Promise.all([page.waitForEvent('domcontentloaded'), to.click()])
  }

  return {
    context,
    page,
    goesTo: async (path) => {
      await page.goto(path)
    },
    sees: async (heading) => {
      await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
      await isGood(heading)
    },
    arrivesAt: async (path) => {
      await page.waitForURL((url) => url.pathname === path)
      await isGood(path)
    },
    reads: (text) => page.getByText(text).filter({ visible: true }).first().waitFor(),
    cannotFind: async (text) => {
      expect(await page.getByText(text).filter({ visible: true }).count(), `readable: ${text}`).toBe(0)
    },
    types: (label, text) => page.getByLabel(label, { exact: true }).fill(text),
    presses: (button) => leads(page.getByRole('button', { name: button })),
    follows: (link) => leads(page.getByRole('link', { name: link }).first()),
    button: (name) => page.getByRole('button', { name, includeHidden: true }),
    leaves: async () => {
      await copies.close()
      await context.close()
    },
  }
}

/**
 * A page that was found good is not looked at again in the run, in whichever story it comes: a file for each is kept in
 * `REKEY_TEST_INSPECTED`. What differs each time is left out: tokens, ports and the hour.
 */
function inspectedFile(face: string): string {
  const same = face.replace(/value="[^"]*"|\d\d:\d\d|localhost:\d+/g, '')
  const folder = process.env['REKEY_TEST_INSPECTED']
  if (folder === undefined) throw new Error('The run has no folder for the pages that were inspected.')
  return join(folder, createHash('sha256').update(same).digest('hex'))
}

async function inspectOnce(page: Page, inspector: Page, look: string): Promise<readonly string[]> {
  const html = await page.content()
  const file = inspectedFile(`${look} ${page.viewportSize()?.width} ${html}`)
  if (existsSync(file)) return []
  if (inspector !== page) await inspector.setContent(html)
  const violations = await inspect(inspector)
  if (violations.length === 0) writeFileSync(file, '')
  return violations
}

async function inspect(page: Page): Promise<readonly string[]> {
  const violations = await findViolations(page)
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  return [...violations, ...(overflow > 0 ? [`${overflow} pixels wider than the window`] : [])]
}
