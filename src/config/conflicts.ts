// What is wrong only together: settings that exclude or need each other, and names that two organisations claim. Looks at
// what is right on its own, so that one wrong value doesn't hide the next problem.
import { leavesTlsOpen, tlsLeftOpen } from './database-url.ts'
import { isLoopback, readBaseUrl, readHost } from './grammar.ts'
import type { Judged } from './judge-values.ts'
import { type ConfigProblem, redacted } from './problems.ts'

type Sound = Judged['sound']
type Organisation = NonNullable<NonNullable<Sound['organisations']>[number]>

export function findConflicts(sound: Sound, production: boolean): ConfigProblem[] {
  return [
    ...judgeDatabase(sound.database, production),
    ...judgeMail(sound.mail),
    ...judgeProxies(sound),
    ...organisationsOf(sound).flatMap(judgeOrganisation),
    ...findDuplicates(organisationsOf(sound)),
  ]
}

function judgeDatabase(database: Sound['database'], production: boolean): ConfigProblem[] {
  if (database === undefined) return []
  const problems: ConfigProblem[] = []
  const given = (['url', 'url-file', 'pglite'] as const).filter((key) => key in database)
  if (given.length !== 1) {
    const message = given.length === 0 ? 'says nowhere to store anything' : `has ${given.join(' and ')}`
    const cure = 'give one of url (PostgreSQL), url-file (the same, in a file) and pglite (a folder, for evaluation)'
    problems.push({ path: 'database', value: null, message, cure })
  }
  if (database.pglite !== undefined && production && database['accept-power-loss'] !== true) {
    problems.push({
      path: 'database.pglite',
      value: database.pglite,
      message: 'can lose its last writes in a power cut, and NODE_ENV is production',
      cure: 'use PostgreSQL (database.url), or accept the loss with database.accept-power-loss: true',
    })
  }
  if (database.url !== undefined && leavesTlsOpen(database.url)) {
    problems.push({ path: 'database.url', value: redacted, ...tlsLeftOpen })
  }
  return problems
}

function judgeMail(mail: Sound['mail']): ConfigProblem[] {
  if (mail === undefined) return []
  const problems: ConfigProblem[] = []
  if (mail.tls === 'none' && mail.host !== undefined && !isLoopback(mail.host)) {
    problems.push({
      path: 'mail.tls',
      value: 'none',
      message: `would send codes to ${mail.host} for anyone on the way to read`,
      cure: 'write implicit or starttls; none is for a server on this machine',
    })
  }
  const pair = ['username', 'password-file'] as const
  const missing = pair.filter((key) => !(key in mail))
  if (missing.length === 1) {
    const [absent] = missing
    const cure = `give both, or neither if the server asks for no sign-in`
    problems.push({
      path: `mail.${absent}`,
      value: null,
      message: 'is missing beside the other half of the sign-in',
      cure,
    })
  }
  return problems
}

/** Rekey speaks no TLS itself: behind https there is a proxy, and unless it is trusted everyone has its address. */
function judgeProxies(sound: Sound): ConfigProblem[] {
  const secure = organisationsOf(sound).some((each) => baseOf(each)?.protocol === 'https:')
  const proxies = sound['trusted-proxies']
  const isWrongAlready = proxies === undefined && 'trusted-proxies' in sound
  if (!secure || isWrongAlready || (proxies ?? []).length > 0) return []
  return [
    {
      path: 'trusted-proxies',
      value: null,
      message: 'is missing, yet a base-url is https: the proxy that speaks TLS would be the only client ever seen',
      cure: 'list the address of that proxy, for example [127.0.0.1]',
    },
  ]
}

function judgeOrganisation(organisation: Organisation, index: number): ConfigProblem[] {
  const base = baseOf(organisation)
  if (base === null || organisation.hosts === undefined) return []
  if (organisation.hosts.includes(undefined) || hostsOf(organisation).includes(base.host)) return []
  return [
    {
      path: `organisations[${index}].hosts`,
      value: organisation.hosts.join(', '),
      message: `lacks ${base.host}, the host of base-url: every link in a message would be refused`,
      cure: `add ${base.host}`,
    },
  ]
}

function findDuplicates(organisations: readonly Organisation[]): ConfigProblem[] {
  const problems: ConfigProblem[] = []
  const first = new Map<string, string>()
  const claim = (what: string, value: string | undefined, path: string, cure: string): void => {
    if (value === undefined) return
    const key = `${what} ${value.toLowerCase()}`
    const holder = first.get(key)
    if (holder === undefined) first.set(key, path)
    else problems.push({ path, value, message: `is taken by ${holder}`, cure })
  }
  for (const [index, organisation] of organisations.entries()) {
    const at = `organisations[${index}]`
    claim('id', organisation.id, `${at}.id`, 'give each organisation a UUID of its own')
    claim('name', organisation.name?.trim(), `${at}.name`, 'give each organisation a name of its own')
    for (const host of new Set(hostsOf(organisation))) {
      const path = organisation.hosts === undefined ? `${at}.base-url` : `${at}.hosts`
      claim('host', host, path, 'a host leads to one organisation: take it from one of the two')
    }
    for (const [position, directory] of (organisation.directories ?? []).entries()) {
      const path = `${at}.directories[${position}].key`
      claim(`directory of ${index}`, directory?.key, path, 'give each directory of an organisation a key of its own')
    }
  }
  return problems
}

/** An entry that is wrong as a whole stands for one without settings, so that the others keep their places. */
const organisationsOf = (sound: Sound): readonly Organisation[] =>
  (sound.organisations ?? []).map((organisation) => organisation ?? {})

/** As browsers send them; those of `base-url` if none are written. */
function hostsOf(organisation: Organisation): string[] {
  const base = baseOf(organisation)
  if (organisation.hosts === undefined) return base === null ? [] : [base.host]
  const scheme = base?.protocol === 'http:' ? 'http:' : 'https:'
  return organisation.hosts.flatMap((host) => (host === undefined ? [] : (readHost(host, scheme) ?? [])))
}

const baseOf = (organisation: Organisation): URL | null => readBaseUrl(organisation['base-url'] ?? '')
