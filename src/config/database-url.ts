// The address of a PostgreSQL database, and the one thing about it that must not be left to a default.
import { isLoopback, parseUrl } from './grammar.ts'

/** `postgres://rekey@db.acme.example/rekey?sslmode=verify-full` */
export const isDatabaseUrl = (text: string): boolean => readDatabaseUrl(text) !== null

/** `pg` talks in the clear unless told otherwise: to another machine, the address says which. True if it doesn't. */
export function leavesTlsOpen(text: string): boolean {
  const url = readDatabaseUrl(text)
  if (url === null) return false
  const host = url.searchParams.get('host') ?? url.hostname.replace(/^%2f/i, '/')
  // A host that is a folder is a Unix socket.
  const isLocal = host === '' || host.startsWith('/') || isLoopback(host)
  return !isLocal && !['sslmode', 'ssl'].some((name) => url.searchParams.has(name))
}

export const tlsLeftOpen = {
  message: 'leads to another machine and does not say whether by TLS',
  cure: 'add ?sslmode=verify-full, or ?sslmode=disable if nobody else can reach the network between',
}

function readDatabaseUrl(text: string): URL | null {
  // `pg` reads user@/database as a socket on this machine; a URL needs a host there.
  const url = parseUrl(text.replace('@/', '@localhost/'))
  return url !== null && ['postgres:', 'postgresql:'].includes(url.protocol) ? url : null
}
