// What single values must look like. Each answers for itself; what several say together is in conflicts.ts.
import { isIP } from 'node:net'

/** `reset.acme.example`, an IPv4 address, or an IPv6 address without brackets. */
export const isHostName = (text: string): boolean =>
  isIP(text) !== 0 ||
  (text.length <= 253 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(text))

/** RFC 6890 and RFC 6761 §6.3: what never leaves this machine. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'))

/** The origin of an address people can be sent to, `https://reset.acme.example`; null if it isn't one. */
export function readBaseUrl(text: string): URL | null {
  const url = parseUrl(text)
  if (url === null || url.hostname === '' || url.hostname.includes('*')) return null
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) return null
  const hasMore = url.pathname !== '/' || /[?#@]/.test(text)
  return hasMore ? null : url
}

/** A host as browsers send it: lower case, in ASCII, without the scheme's own port. Null if it is none. */
export function readHost(text: string, scheme: 'https:' | 'http:'): string | null {
  if (/[\s/?#@*\\]/.test(text)) return null
  return parseUrl(`${scheme}//${text}`)?.host || null
}

/**
 * A page of another application, written as the URL standard serialises it: what is compared with it later is compared as text.
 * No user, no password, no fragment.
 */
export function isReturnAddress(text: string): boolean {
  const url = parseUrl(text)
  if (url === null || url.href !== text || text.includes('#') || url.username !== '' || url.password !== '')
    return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
}

/** An address, or a range in CIDR notation. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  return bits === undefined || (/^(0|[1-9]\d{0,2})$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

/** A name of the IANA time zone database. Offsets such as +02:00 know no summer time. */
export function isTimeZone(text: string): boolean {
  if (!/^[a-z]/i.test(text)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return true
  } catch {
    return false
  }
}

/** Null for what is no URL. */
export const parseUrl = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null)
