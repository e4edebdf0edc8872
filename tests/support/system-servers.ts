// The programs of the system that some tests need: what they are called, where they are, how to get them.
import { findChromium } from '../servers/chromium.ts'
import { findOnPath, isProgram } from '../servers/find-program.ts'
import { findPostgres } from '../servers/postgres.ts'

export type SystemServer = keyof typeof SERVERS

const SERVERS = {
  postgres: { name: 'PostgreSQL 15 or newer', aptPackage: 'postgresql', find: findPostgres },
  chromium: { name: 'Chromium', aptPackage: 'chromium', find: findChromium },
  faketime: { name: 'faketime', aptPackage: 'faketime', find: () => findOnPath('faketime') },
  openssl: { name: 'OpenSSL', aptPackage: 'openssl', find: () => findOnPath('openssl') },
  oathtool: { name: 'oathtool', aptPackage: 'oathtool', find: () => findOnPath('oathtool') },
  nginx: { name: 'nginx', aptPackage: 'nginx', find: findNginx },
  curl: { name: 'curl', aptPackage: 'curl', find: () => findOnPath('curl') },
  age: { name: 'age', aptPackage: 'age', find: () => findOnPath('age') },
} as const

/** Undefined when the server is there, else one sentence saying what is missing, what that means and how to get it. */
export function reasonMissing(server: SystemServer): string | undefined {
  const { name, aptPackage, find } = SERVERS[server]
  if (find() !== undefined) return undefined
  const consequence = serversAreRequired() ? 'failed' : 'were skipped'
  return `Not found: ${name}. Tests that need it ${consequence} (apt-get install ${aptPackage}).`
}

/** One sentence for each server that is not installed. */
export function missingServers(): string[] {
  const servers = Object.keys(SERVERS) as SystemServer[]
  return servers.map(reasonMissing).filter((reason) => reason !== undefined)
}

/** Set where every server is known to be installed, so that a missing one cannot pass unseen. */
export function serversAreRequired(): boolean {
  return process.env['REKEY_TEST_SERVERS'] === 'required'
}

/** Debian keeps it where only administrators look. */
export function findNginx(): string | undefined {
  return findOnPath('nginx') ?? ['/usr/sbin/nginx'].find(isProgram)
}
