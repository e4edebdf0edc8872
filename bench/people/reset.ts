// One whole reset, from "I can't sign in" to the first page after signing in with the new password.
import { Secret, TOTP } from 'otpauth'
import { type Clocked, hiddenField, openVisit } from './browser.ts'
import type { HttpLine } from './http-line.ts'
import type { Mailboxes } from './mailboxes.ts'
import { addressOf, mailboxOf, nameOf, newPasswordOf, totpSecret } from './population.ts'

export interface Scene {
  readonly line: HttpLine
  readonly host: string
  readonly mailboxes: Mailboxes
  /** Told what each step took; awaited before the next. */
  readonly clocked: Clocked
}

const app = new TOTP({ secret: Secret.fromBase32(totpSecret) })

/** Throws when the person doesn't end up signed in. */
export async function reset(index: number, { line, host, mailboxes, clocked }: Scene): Promise<void> {
  const name = encodeURIComponent(nameOf('member', index))
  const password = encodeURIComponent(newPasswordOf(index))
  let step = ''
  const visit = openVisit(line, host, addressOf(index), (request, took) =>
    clocked(request.startsWith('POST') ? step : `${step} → ${request}`, took),
  )
  const challenge = () => hiddenField(visit.page().body, 'challenge')

  step = '1 start'
  await visit.get('/reset')
  step = '2 name'
  await visit.send('/reset', `username=${name}`)
  step = '3 choose email'
  await visit.send('/reset/proof', 'method=email')
  const before = performance.now()
  const code = await mailboxes.code(mailboxOf('member', index))
  await clocked('wait for the mail', performance.now() - before)
  step = '4 mailed code'
  await visit.send('/reset/proof', `challenge=${challenge()}&code=${code}`)
  step = '5 choose app'
  await visit.send('/reset/proof', 'method=authenticator-app')
  step = '6 app code'
  await visit.send('/reset/proof', `challenge=${challenge()}&code=${app.generate()}`)
  step = '7 new password'
  await visit.send('/reset/new-password', `username=${name}&new-password=${password}&again=${password}`)
  step = '8 sign-in page'
  await visit.get('/sign-in')
  step = '9 sign in'
  await visit.send('/sign-in', `username=${name}&password=${password}`)
  const { status, body } = visit.page()
  if (status !== 200 || !body.includes('/sign-out'))
    throw new Error(`person ${index} is not signed in: ${status} ${titleOf(body)}`)
}

const titleOf = (html: string): string => html.slice(html.indexOf('<title>') + 7, html.indexOf('</title>'))
