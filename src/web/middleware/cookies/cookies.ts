// The cookies of Rekey. Over https their names begin with __Host-, so that no other host and no plain connection can set them.
import type { FastifyReply, FastifyRequest } from 'fastify'

export type CookieName = 'journey' | 'session' | 'browser' | 'not-me' | 'set-up' | 'form' | 'language'

export interface Cookies {
  read(request: FastifyRequest, name: CookieName): string | null
  /** Without `seconds` it ends with the browser. */
  write(reply: FastifyReply, name: CookieName, value: string, seconds?: number): void
  clear(reply: FastifyReply, name: CookieName): void
  nameOf(name: CookieName): string
}

// Longer than any value of ours; what is longer was not set by us.
const longest = 128

export function createCookies(secure: boolean): Cookies {
  const nameOf = (name: CookieName): string => `${secure ? '__Host-' : ''}rekey-${name}`
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
  return {
    nameOf,
    read: (request, name) => {
      const value = request.cookies[nameOf(name)]
      return value === undefined || value === '' || value.length > longest ? null : value
    },
    write: (reply, name, value, seconds) => {
      reply.setCookie(nameOf(name), value, seconds === undefined ? options : { ...options, maxAge: seconds })
    },
    clear: (reply, name) => {
      reply.clearCookie(nameOf(name), options)
    },
  }
}
