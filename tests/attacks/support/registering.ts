// Signing in and registering, for a browser without scripts, and what the database holds of it.
import { Secret, TOTP } from 'otpauth'
import { hiddenField, type Page } from '../../support/browser-without-scripts.ts'
import type { Person } from './people.ts'
import type { Site } from './site.ts'
import { codeIn, signIn, type Walk } from './walk.ts'

type Browsing = Pick<Walk, 'browser'>

/** Signed in, whatever page that leads to. */
export const enter = (walk: Walk, person: Person): Promise<Page> => signIn(walk, person, person.password)

/** A fresh proof by the app: what a change of methods asks for. */
export async function stepUp(walk: Walk, person: Person, drift = 0): Promise<Page> {
  const { browser } = walk
  await browser.get('/prove?then=security-info')
  await browser.send('/prove?then=security-info', { method: person.methods.app })
  const challenge = hiddenField(browser.page().html, 'challenge')
  return browser.send('/prove?then=security-info', { challenge, code: person.code(drift) })
}

/** An address is offered; its mail is not read yet. */
export async function offerMail(
  { browser }: Browsing,
  address: string,
  more: Record<string, string> = {},
): Promise<Page> {
  if (!browser.page().html.includes('name="_csrf"')) await browser.get('/security-info/add?kind=email')
  return browser.send('/security-info/add', { kind: 'email', address, ...more })
}

/** The newest code that was mailed there after `skip` mails. */
export async function codeMailedTo({ mail }: Pick<Site, 'mail'>, address: string, skip = 0): Promise<string> {
  let seen = 0
  const found = await mail.waitFor((each) => {
    if (!each.envelope.to.includes(address) || codeIn(each.text) === null) return false
    seen += 1
    return seen > skip
  })
  return codeIn(found.text) ?? ''
}

export async function registerMail(walk: Walk, address: string): Promise<Page> {
  await offerMail(walk, address)
  return bringCode(walk, await codeMailedTo(walk.site, address))
}

export const bringCode = ({ browser }: Browsing, code: string): Promise<Page> =>
  browser.send('/security-info/code', { challenge: hiddenField(browser.page().html, 'challenge'), code })

/** The key that the page shows, and its code now. */
export async function registerApp(walk: Browsing): Promise<{ page: Page; totp: TOTP }> {
  const { browser } = walk
  await browser.send('/security-info/add', { kind: 'authenticator-app' })
  const key = (/class="secret"[^>]*>([^<]+)</.exec(browser.page().html)?.[1] ?? '').replace(/\s/g, '')
  const totp = new TOTP({ secret: Secret.fromBase32(key), digits: 6, period: 30 })
  return { page: await bringCode(walk, totp.generate()), totp }
}

export interface StoredMethod {
  readonly id: string
  readonly kind: string
  readonly source: string
  readonly proven: boolean
  readonly held: boolean
}

/** What the account has, removed ones apart. */
export const methodsOf = ({ sql }: Site, { id }: Pick<Person, 'id'>): Promise<StoredMethod[]> =>
  sql<StoredMethod>(
    `select id, kind, source, proven_at is not null as proven, coalesce(held_until > now(), false) as held
     from methods where account_id = $1 and removed_at is null order by added_at, id`,
    [id],
  )

export const factsOf = async ({ sql }: Site, { id }: Pick<Person, 'id'>, kind: string) =>
  (
    await sql<{ fact: Record<string, unknown> }>(
      `select e.fact from audit_events e join subjects s on s.id = e.subject
       where s.account_id = $1 and e.fact ->> 'kind' = $2 order by e.at, e.id`,
      [id, kind],
    )
  ).map(({ fact }) => fact)
