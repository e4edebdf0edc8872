// Acme Mail: a small application on a port of its own, as any organisation has one. Its sign-in and settings pages lead to
// Rekey, and Rekey leads back. It is here to be come from, and knows no more of Rekey than another application would.
import type { AddressInfo } from 'node:net'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import fastify, { type FastifyInstance } from 'fastify'
import type { Application } from '../../ports/organisations.ts'
import type { Site } from '../../web/site.ts'
import type { Mailbox } from '../mailbox.ts'
import { addMailRoutes } from './routes.tsx'

export interface MailApp {
  readonly url: string
  /** How Rekey's configuration lists it. */
  readonly application: Application
  /** From now on it can ask who somebody is. */
  attach(site: Site, host: string): void
  close(): Promise<void>
}

/** `port` is tried first; if another program has it, the system chooses. Loopback only, like the demo. */
export async function openMailApp(port: number, rekey: string, mailbox: Mailbox): Promise<MailApp> {
  const first = await listen(port, rekey, mailbox).catch(() => null)
  return first ?? listen(0, rekey, mailbox)
}

async function listen(port: number, rekey: string, mailbox: Mailbox): Promise<MailApp> {
  const app: FastifyInstance = fastify({ bodyLimit: 16 * 1024 })
  let asked: { readonly site: Site; readonly host: string } | null = null
  await app.register(cookie)
  await app.register(formbody)
  const parts = {
    rekey,
    mailbox,
    self: '',
    organisation: () => asked?.site.room(asked.host) ?? null,
    newPassword: () => asked?.site.newPassword ?? null,
  }
  addMailRoutes(app, parts)
  try {
    await app.listen({ host: '127.0.0.1', port })
  } catch (error) {
    await app.close()
    throw error
  }
  const url = `http://localhost:${(app.server.address() as AddressInfo).port}`
  parts.self = url
  return {
    url,
    application: { name: 'Acme Mail', addresses: [`${url}/`, `${url}/settings`] },
    attach: (site, host) => {
      asked = { site, host }
    },
    close: () => app.close(),
  }
}
