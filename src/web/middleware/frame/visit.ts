// One request as its use case sees it: whose organisation, and who is visiting from where.
import type { FastifyRequest } from 'fastify'
import type { TokenHash } from '../../../core/people/identifiers.ts'
import type { OrganisationRoom } from '../../../use-cases/organisation-room.ts'
import type { Visitor } from '../../../use-cases/request.ts'
import type { Site } from '../../site.ts'
import { deviceName } from '../device/device-name.ts'
import { networkKeys } from '../network/network-keys.ts'
import { localeOf } from './locale-of.ts'

export interface Visit {
  readonly room: OrganisationRoom
  readonly visitor: Visitor
  /** The cookie's token as storage knows it, or null. */
  hashOf(cookie: 'journey' | 'session' | 'not-me' | 'set-up'): TokenHash | null
}

/** Null where the host belongs to no organisation. Only the Host header counts; what proxies say of hosts does not. */
export function visitOf(request: FastifyRequest, site: Site): Visit | null {
  const room = site.room((request.raw.headers.host ?? '').toLowerCase())
  if (room === undefined) return null
  const browser = asToken(site.cookies.read(request, 'browser'))
  // Each reading of it goes through the proxies again.
  const { ip } = request
  return {
    room,
    visitor: {
      browser: browser === null ? null : { value: browser, hash: room.secrets.tokenHash(browser) },
      network: networkKeys(ip),
      device: deviceName(request.headers['user-agent']),
      address: ip.slice(0, 64),
      locale: localeOf(request, site),
    },
    hashOf: (name) => {
      const value = site.cookies.read(request, name)
      return value === null ? null : room.secrets.tokenHash(value)
    },
  }
}

/** Only what looks like a token of ours (256 bits, base64url) may become a browser's identifier. */
const asToken = (value: string | null): string | null => (value !== null && /^[\w-]{43}$/.test(value) ? value : null)
