// The scripts as they are served, on the markup the pages are made of, under a policy that allows no inline script.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import type { JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../../../tests/servers/chromium.ts'
import { describeWith } from '../../../tests/support/required-servers.ts'
import { listRules, type PasswordContext, type PasswordRules } from '../../core/passwords/rules.ts'
import type { Say } from '../../core/wording/wording.ts'
import { PasswordField } from '../components/password-field.tsx'
import { PasswordRules as RulesList } from '../components/password-rules.tsx'
import { Wait } from '../components/wait.tsx'

/** Says the wording's id, so that no test depends on a sentence. */
const say: Say = (id) => `${id}`
const limits: PasswordRules = { minimumLength: 15, historyLength: 5, organisationWords: ['Gizmo'] }
const tim: PasswordContext = { personalWords: ['Tim Walker'], organisationWords: ['Acme'] }

const form = (
  <form method="post" action="/taken">
    <RulesList
      say={say}
      title="It needs"
      rules={listRules(limits, tim)}
      limits={limits}
      words={[...tim.personalWords, ...tim.organisationWords]}
    />
    <PasswordField say={say} id="new-password" label="New password" autocomplete="new-password" rules="rules" />
    <PasswordField say={say} id="again" label="The same again" autocomplete="new-password" />
    <button type="submit">Change</button>
  </form>
)

describeWith('chromium', 'the scripts of the pages', () => {
  const assets = mkdtempSync(join(tmpdir(), 'rekey-assets-'))
  let browser: Browser
  beforeAll(async () => {
    const build = `import('./scripts/build-browser.mjs').then((it) => it.buildBrowser(process.argv[1]))`
    execFileSync(process.execPath, ['-e', build, assets])
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(assets, { recursive: true })
  })

  async function open(script: string, body: JSX.Element): Promise<Page> {
    const page = await browser.newPage()
    // Stands still unless told to run: a slow machine's seconds are not the typist's.
    await page.clock.install({ time: 0 })
    await page.clock.pauseAt(1_000)
    const html = `<!doctype html><style>@keyframes hide{to{visibility:hidden}}</style>
      <script type="module" src="/assets/${script}"></script>${renderToString(body)}`
    await page.route('http://localhost/**', (route) =>
      route.request().url().endsWith('.js')
        ? route.fulfill({ contentType: 'text/javascript', body: readFileSync(join(assets, script), 'utf8') })
        : route.fulfill({
            contentType: 'text/html; charset=utf-8',
            headers: { 'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'" },
            body: html,
          }),
    )
    await page.goto('http://localhost/')
    return page
  }

  const faces = (page: Page) =>
    page
      .locator('li[data-rule]')
      .evaluateAll((items) =>
        items.map((item) => [
          item.getAttribute('data-rule'),
          item.className,
          item.querySelector('svg')?.getAttribute('class'),
        ]),
      )

  it('tick each rule as soon as it is met, with its word and its icon', async () => {
    const page = await open('new-password.js', form)
    await page.fill('#new-password', 'quiet lantern orbit maple')
    expect(await faces(page)).toEqual([
      ['length-minimum', 'met', 'met'],
      ['personal', 'met', 'met'],
      ['guessable', 'met', 'met'],
      ['history', 'todo', null],
    ])
    expect(await page.locator('li[data-rule=guessable] .vh').textContent()).toBe('rules.met ')
    await page.close()
  })

  it('call nothing wrong while it is too short, and say what is wrong once it is not', async () => {
    const page = await open('new-password.js', form)
    await page.fill('#new-password', 'acme2026')
    expect((await faces(page)).map(([, face]) => face)).toEqual(['todo', 'todo', 'todo', 'todo'])
    await page.fill('#new-password', 'acme2026 acme2026')
    expect((await faces(page)).map(([, face]) => face)).toEqual(['met', 'fail', 'fail', 'todo'])
    await page.fill('#new-password', '')
    expect((await faces(page)).map(([, face]) => face)).toEqual(['todo', 'todo', 'todo', 'todo'])
    await page.close()
  })

  it('announce what changed only when typing has paused', async () => {
    const page = await open('new-password.js', form)
    const status = page.locator('[role=status]')
    await page.fill('#new-password', 'gizmogizmogizmo')
    await page.clock.runFor(900)
    expect(await status.textContent()).toBe('')
    await page.fill('#new-password', 'quiet lantern orbit maple')
    await page.clock.runFor(900)
    expect(await status.textContent()).toBe('')
    await page.clock.runFor(200)
    expect(await status.textContent()).toBe(
      'rules.met rule.length-minimum rules.met rule.personal-and-organisation rules.met rule.guessable',
    )
    await page.close()
  })

  it('show and hide the password and its repetition by one button, and hide them again on the way to the server', async () => {
    const page = await open('new-password.js', form)
    const button = page.getByRole('button', { name: 'password.show: New password' })
    const types = () => page.locator('input').evaluateAll((inputs) => inputs.map((input) => input.getAttribute('type')))
    expect(await page.getByRole('button', { name: 'password.show' }).count()).toBe(1)
    expect(await button.getAttribute('aria-pressed')).toBe('false')
    await button.click()
    expect(await button.getAttribute('aria-pressed')).toBe('true')
    expect(await types()).toEqual(['text', 'text'])
    await page.evaluate(() => document.querySelector('form')?.dispatchEvent(new Event('submit')))
    expect(await types()).toEqual(['password', 'password'])
    await page.close()
  })

  it('count a wait down to the second and then offer what follows', async () => {
    const body = (
      <Wait seconds={20} sentence="Next try in 0:20.">
        <button type="submit">Try again</button>
      </Wait>
    )
    const page = await open('wait.js', body)
    const sentence = page.locator('.wait')
    const button = page.getByText('Try again')
    await page.clock.runFor(8_000)
    expect(await sentence.textContent()).toBe('Next try in 0:12.')
    expect(await button.isVisible()).toBe(false)
    await page.clock.runFor(12_250)
    expect(await sentence.isVisible()).toBe(false)
    expect(await button.isVisible()).toBe(true)
    await page.close()
  })

  it('weigh no more than 14 KB over the wire', () => {
    const weigh = (script: string) => gzipSync(readFileSync(join(assets, script))).byteLength
    expect(weigh('new-password.js')).toBeLessThan(14_000)
    expect(weigh('wait.js')).toBeLessThan(1_000)
  })
})
