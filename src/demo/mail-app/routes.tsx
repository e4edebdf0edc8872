// The routes of Acme Mail. Sessions are kept in memory: whoever restarts the demo signs in again.
import { createHash, randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import { z } from 'zod'
import type { NewPassword } from '../../core/people/new-password.ts'
import { signOut } from '../../use-cases/account/session.ts'
import type { OrganisationRoom } from '../../use-cases/organisation-room.ts'
import type { Visitor } from '../../use-cases/request.ts'
import { type SignedIn, signIn } from '../../use-cases/sign-in/sign-in.ts'
import { renderPage } from '../../web/components/render-page.ts'
import { networkKeys } from '../../web/middleware/network/network-keys.ts'
import { isSameSite, isUnsafe } from '../../web/middleware/same-site/same-site.ts'
import type { Mailbox } from '../mailbox.ts'
import { mailLook } from './look.ts'
import { InboxView, RecoverableView, SettingsView, SignInView } from './views.tsx'

export interface MailAppParts {
  readonly rekey: string
  readonly mailbox: Mailbox
  /** Its own address, once it listens. */
  readonly self: string
  /** Null until Rekey has started. */
  organisation(): OrganisationRoom | null
  newPassword(): ((text: string) => NewPassword) | null
}

interface MailSession {
  readonly username: string
  /** Rekey would stop this person at the sign-in, to keep the account recoverable. */
  readonly asks: boolean
}

const cookieName = 'acme-mail'
const styleHash = `'sha256-${createHash('sha256').update(mailLook).digest('base64')}'`
const policy = `default-src 'none'; style-src ${styleHash}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`

export function addMailRoutes(app: FastifyInstance, parts: MailAppParts): void {
  const sessions = new Map<string, MailSession>()
  const sessionOf = (request: FastifyRequest) => sessions.get(request.cookies[cookieName] ?? '') ?? null
  const ways = (username: string, page: '/' | '/settings') => waysTo(parts, username, page)

  app.addHook('onRequest', async (request, reply) => {
    reply
      .header('content-security-policy', policy)
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'same-origin')
      .header('cache-control', 'no-store')
    if (isUnsafe(request.method) && !isSameSite(request, parts.self)) return reply.code(403).send('Not from here.')
  })

  app.get('/', async (request, reply) => {
    const session = sessionOf(request)
    if (session === null) return page(reply, 200, <SignInView ways={ways('', '/')} username="" />)
    const mails = parts.mailbox.messages().filter(({ to }) => to === session.username)
    return page(reply, 200, <InboxView username={session.username} mails={mails.toReversed()} />)
  })

  app.post('/sign-in', async (request, reply) => {
    const form = z
      .strictObject({ username: z.string().max(254), password: z.string().max(2048) })
      .safeParse(request.body)
    if (!form.success) return reply.code(400).send('This form was not filled in here.')
    const { username, password } = form.data
    const outcome = await check(username, password, request, parts)
    if (outcome === null || outcome.kind !== 'signed-in') {
      const problem = problemOf(outcome)
      return page(reply, 422, <SignInView ways={ways(username, '/')} username={username} problem={problem} />)
    }
    const token = randomBytes(32).toString('base64url')
    const asks = outcome.next === 'interrupted'
    sessions.set(token, { username: username.trim().toLowerCase(), asks })
    reply.setCookie(cookieName, token, { path: '/', httpOnly: true, sameSite: 'lax' })
    return reply
      .code(303)
      .header('location', asks ? '/recoverable' : '/')
      .send()
  })

  app.get('/recoverable', async (request, reply) => {
    const session = sessionOf(request)
    if (session === null || !session.asks) return reply.redirect('/', 303)
    return page(reply, 200, <RecoverableView ways={ways(session.username, '/')} />)
  })

  app.get('/settings', async (request, reply) => {
    const session = sessionOf(request)
    if (session === null) return reply.redirect('/', 303)
    return page(reply, 200, <SettingsView username={session.username} ways={ways(session.username, '/settings')} />)
  })

  app.post('/sign-out', async (request, reply) => {
    sessions.delete(request.cookies[cookieName] ?? '')
    return reply.clearCookie(cookieName, { path: '/' }).redirect('/', 303)
  })
}

/**
 * The password is checked where everybody's is, with its limits and its pace: guessing here is guessing there. The session that
 * Rekey opens for it is ended at once, since this application keeps its own.
 */
async function check(
  username: string,
  password: string,
  request: FastifyRequest,
  parts: MailAppParts,
): Promise<SignedIn | null> {
  const room = parts.organisation()
  const newPassword = parts.newPassword()
  if (room === null || newPassword === null || password === '') return null
  const visitor: Visitor = {
    browser: null,
    network: networkKeys(request.ip),
    device: 'Acme Mail',
    address: request.ip.slice(0, 64),
    locale: room.organisation.locale,
  }
  const outcome = await signIn(username, newPassword(password), visitor, room)
  if (outcome.kind === 'signed-in') await signOut(room.secrets.tokenHash(outcome.session), visitor, room)
  return outcome
}

function problemOf(outcome: SignedIn | null): string {
  switch (outcome?.kind) {
    case 'wait':
      return 'There were many tries from here. Wait a minute, and try again.'
    case 'unavailable':
      return 'The directory does not answer. Try again in a few minutes.'
    case 'refused':
    case 'signed-in':
    case undefined:
      return 'The username or the password is not right.'
  }
}

export interface WaysToRekey {
  readonly reset: string
  readonly signIn: string
  readonly changePassword: string
  readonly securityInfo: string
}

function waysTo({ rekey, self }: MailAppParts, username: string, page: '/' | '/settings'): WaysToRekey {
  const to = (path: string, more: Readonly<Record<string, string>> = {}) =>
    `${rekey}${path}?${new URLSearchParams({ ...more, return_to: `${self}${page}` })}`
  const named = username === '' ? {} : { username }
  return {
    reset: to('/reset', named),
    signIn: to('/sign-in', named),
    changePassword: to('/change-password'),
    securityInfo: to('/security-info'),
  }
}

const page = (reply: FastifyReply, status: number, view: VNode): FastifyReply =>
  reply.code(status).type('text/html; charset=utf-8').send(renderPage(view))
