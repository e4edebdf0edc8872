// The steps of a walk, for a browser without scripts: as far as a test wants to go, and what the database holds of it.
import { vi } from 'vitest'
import type { Journey } from '../../../src/core/journey/journey.ts'
import { type BareBrowser, hiddenField, type Page } from '../../support/browser-without-scripts.ts'
import type { Person } from './people.ts'
import type { Site } from './site.ts'

export const brandNew = 'brisk orchard lamp seventeen'

export interface Walk {
  readonly site: Site
  readonly browser: BareBrowser
}

/** A name is typed and a reason given. */
export async function begin({ browser }: Walk, username: string, purpose = 'reset'): Promise<Page> {
  await browser.get('/reset')
  const { path, status } = await browser.send('/reset', { username })
  if (path !== '/reset/reason') throw new Error(`the journey did not begin: ${status} at ${path}`)
  return browser.send('/reset/reason', { choice: purpose })
}

/** Begun, and a method chosen; returns once who it is was found out (or that it is nobody) and the challenge stands. */
export async function beginWith(walk: Walk, username: string, method = 'email', purpose = 'reset'): Promise<Page> {
  await begin(walk, username, purpose)
  const page = await walk.browser.send('/reset/proof', { method })
  await challengeIssued(walk)
  return page
}

export async function challengeIssued(walk: Walk): Promise<Journey> {
  return vi.waitFor(
    async () => {
      const journey = await journeyOf(walk)
      if (journey.stage.at !== 'challenged' || journey.stage.challenge.issued === null)
        throw new Error('not issued yet')
      return journey
    },
    { timeout: 10_000, interval: 15 },
  )
}

/** The journey of this browser's cookie as it is stored. */
export async function journeyOf({ site, browser }: Walk): Promise<Journey> {
  const hash = site.secrets.tokenHash(browser.cookies.get('rekey-journey') ?? '')
  const [row] = await site.sql<{ state: Journey }>('select state from journeys where cookie_hash = $1', [hash])
  if (row === undefined) throw new Error('no journey has this cookie')
  return row.state
}

export const answer = ({ browser }: Walk, code: string): Promise<Page> =>
  browser.send('/reset/proof', { challenge: hiddenField(browser.page().html, 'challenge'), code })

/** The code in the newest message to the person's mailbox that answers this browser's challenge. */
export async function mailedCode(walk: Walk, person: Person): Promise<string> {
  const { reference } = await journeyOf(walk)
  const mail = await walk.site.mail.waitFor(
    (each) => each.envelope.to.includes(person.mail) && each.text.includes(reference) && codeIn(each.text) !== null,
  )
  return codeIn(mail.text) ?? ''
}

export const codeIn = (text: string): string | null => {
  const found = /\b(\d{4}) (\d{4})\b/.exec(text)
  return found === null ? null : `${found[1]}${found[2]}`
}

/** Past the first gate, by the mailed code. */
export async function proveMail(walk: Walk, person: Person): Promise<Page> {
  await beginWith(walk, person.username)
  return answer(walk, await mailedCode(walk, person))
}

/** Past the second gate, by the app. `drift` picks another of the three codes that are good at once. */
export async function proveApp(walk: Walk, person: Person, drift = 0): Promise<Page> {
  await walk.browser.send('/reset/proof', { method: 'authenticator-app' })
  return answer(walk, person.code(drift))
}

export async function toNewPassword(walk: Walk, person: Person): Promise<Page> {
  await proveMail(walk, person)
  return proveApp(walk, person)
}

export const offer = ({ browser }: Walk, password: string): Promise<Page> =>
  browser.send('/reset/new-password', { 'new-password': password, again: password })

export const signIn = async (walk: Walk, person: Person, password: string): Promise<Page> => {
  await walk.browser.get('/sign-in')
  return walk.browser.send('/sign-in', { username: person.username, password })
}

/** How often comparisons failed for this account, over all journeys, as its counters tell. */
export async function failuresOf({ sql }: Site, person: Person): Promise<{ strangers: number; known: number }> {
  const rows = await sql<{ strangers: number; known: number }>(
    `select jsonb_array_length(value -> 'failures' -> 'strangers') as strangers,
       jsonb_array_length(value -> 'failures' -> 'known') as known from counters where key = $1`,
    [`account:${person.id}`],
  )
  return rows[0] ?? { strangers: 0, known: 0 }
}

/** What of the account can only change by a reset: its password, and how often one was recorded. */
export async function passwordOf({ sql }: Site, person: Person) {
  const [row] = await sql<{ hash: string; resets: number }>(
    `select password_hash as hash,
       (select count(*)::integer from audit_events e join subjects s on s.id = e.subject
        where s.account_id = a.id and e.fact ->> 'kind' = 'password-reset') as resets
     from built_in_accounts b join accounts a using (tenant_id, directory_key, external_id) where a.id = $1`,
    [person.id],
  )
  if (row === undefined) throw new Error('no such account')
  return row
}
