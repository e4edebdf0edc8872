// Somebody who wants in and does whatever the page asks, without knowing what happened to the server: after a crash the same
// person opens the same pages again and carries on from where the product says they are.
import { vi } from 'vitest'
import type { Person } from '../../attacks/support/people.ts'
import { codeIn } from '../../attacks/support/walk.ts'
import { type BareBrowser, hiddenField, type Page } from '../../support/browser-without-scripts.ts'
import type { Installation } from './installation.ts'

/** What has to be known of somebody to walk as them. */
type Walker = Pick<Person, 'username' | 'mail' | 'code'>

export interface StubbornPerson {
  readonly person: Walker
  readonly browser: BareBrowser
  /** Walks until the journey is done, or to the page of `until`. Rejects when the server goes away. */
  walk(purpose: 'reset' | 'unlock', password: string, until?: (page: Page) => boolean): Promise<void>
  /** The last code that was sent in, with its challenge: what somebody might try to use again. */
  readonly lastProof: () => Proof | null
}

/** The second gate is open: the mailed code was right. */
export const atSecondGate = ({ path, html }: Page): boolean =>
  path === '/reset/proof' && html.includes('value="authenticator-app"') && !html.includes('value="email"')

export const atNewPassword = ({ path }: Page): boolean => path === '/reset/new-password'

/** A code was asked for, and it is the mailed one. */
export const atMailedCode = ({ path, html }: Page): boolean =>
  path === '/reset/proof' && html.includes('name="challenge"') && /<h1[^>]*>[^<]*email/i.test(html)

interface Proof {
  readonly challenge: string
  readonly code: string
}

/** More than any walk takes, crash included; whoever needs more is stuck. */
const mostSteps = 40

export function createStubbornPerson(
  installation: Pick<Installation, 'browser' | 'mail'>,
  person: Walker,
  at = 0,
): StubbornPerson {
  const browser = installation.browser(at)
  const { mail } = installation
  const usedCodes = new Set<string>()
  let usedStep = 0
  let since = 0
  let lastProof: Proof | null = null
  let repeated = false
  let walks = 0

  async function codeFor(where: 'email' | 'app'): Promise<string> {
    if (where === 'app') {
      // What the app shows now, or next if that was used: each code counts once.
      const step = Math.floor(Date.now() / 30_000)
      usedStep = Math.max(step, usedStep + 1)
      const drift = usedStep - step
      return person.code(drift)
    }
    const code = await vi.waitFor(
      () => {
        const mails = mail.messages.slice(since).filter(({ envelope }) => envelope.to.includes(person.mail))
        const fresh = mails.flatMap(({ text }) => codeIn(text) ?? []).findLast((each) => !usedCodes.has(each))
        if (fresh === undefined) throw new Error(`none of ${mails.length} mails brought a new code`)
        return fresh
      },
      { timeout: 15_000, interval: 20 },
    )
    usedCodes.add(code)
    return code
  }

  async function answer(page: Page, walking: number): Promise<Page> {
    const isMail = /<h1[^>]*>[^<]*email/i.test(page.html)
    const challenge = hiddenField(page.html, 'challenge')
    // Whether the server heard it before it died, nobody knows: it is typed again.
    const isRepeat = lastProof?.challenge === challenge && !repeated
    const code = isRepeat && lastProof !== null ? lastProof.code : await codeFor(isMail ? 'email' : 'app')
    if (walking !== walks) throw new Error('gave up and began again')
    repeated = isRepeat
    lastProof = { challenge, code }
    return browser.send('/reset/proof', { challenge, code })
  }

  async function takeStep(page: Page, purpose: 'reset' | 'unlock', password: string, walking: number): Promise<Page> {
    switch (page.path) {
      case '/reset':
        since = mail.messages.length
        return browser.send('/reset', { username: person.username })
      case '/reset/reason':
        return browser.send('/reset/reason', { choice: purpose })
      case '/reset/proof':
        if (page.html.includes('name="challenge"')) return answer(page, walking)
        return browser.send('/reset/proof', {
          method: page.html.includes('value="email"') ? 'email' : 'authenticator-app',
        })
      case '/reset/new-password':
        return browser.send('/reset/new-password', { 'new-password': password, again: password })
      case '/reset/wait':
        return browser.get('/reset/wait')
      default:
        return browser.get('/reset')
    }
  }

  return {
    person,
    browser,
    lastProof: () => lastProof,
    async walk(purpose, password, until = () => false) {
      walks += 1
      const walking = walks
      let page = await browser.get('/reset/proof')
      for (let steps = 0; page.path !== '/reset/done' && !until(page); steps += 1) {
        if (page.status >= 400) throw new Error(`${page.path} answered ${page.status}: ${page.html.slice(0, 2_000)}`)
        if (steps > mostSteps) throw new Error(`stuck at ${page.path}`)
        page = await takeStep(page, purpose, password, walking)
      }
    },
  }
}
