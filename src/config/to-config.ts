// From settings as written, all of them right, to what the product is wired with.
import { resolve } from 'node:path'
import type {
  Config,
  DatabaseSettings,
  MailSettings,
  MailTls,
  OrganisationSettings,
  SecretKeySettings,
} from './config.ts'
import { readBaseUrl, readHost } from './grammar.ts'
import type { FileSecrets } from './read-secret-files.ts'
import type { Settings } from './schema.ts'

export interface Surroundings {
  readonly secrets: FileSecrets
  readonly secretKey: SecretKeySettings
  readonly production: boolean
  /** Relative paths start here. */
  readonly folder: string
}

export function toConfig(settings: Settings, { secrets, secretKey, production, folder }: Surroundings): Config {
  const checkpointFile = settings.audit['checkpoint-file']
  return {
    listen: settings.listen,
    trustedProxies: settings['trusted-proxies'],
    database: toDatabase(settings.database, secrets, folder),
    secretKey,
    mail: toMail(settings.mail, secrets),
    organisations: settings.organisations.map(toOrganisation),
    audit: { checkpointFile: checkpointFile === undefined ? null : resolve(folder, checkpointFile) },
    metrics: { token: secrets.metricsToken },
    log: settings.log,
    hashing: { concurrency: settings.hashing.concurrency ?? null },
    production,
  }
}

function toDatabase(database: Settings['database'], { databaseUrl }: FileSecrets, folder: string): DatabaseSettings {
  if (database.pglite !== undefined) {
    const acceptPowerLoss = database['accept-power-loss']
    return { kind: 'pglite', folder: resolve(folder, database.pglite), acceptPowerLoss }
  }
  const url = database.url ?? databaseUrl
  if (url === null) throw new TypeError('a database without an address was taken for a right one')
  return { kind: 'postgres', url, connections: database.connections }
}

const usualPort: Record<MailTls, number> = { implicit: 465, starttls: 587, none: 25 }

function toMail(mail: Settings['mail'], { mailPassword }: FileSecrets): MailSettings {
  const auth =
    mail.username === undefined || mailPassword === null ? null : { user: mail.username, password: mailPassword }
  return { host: mail.host, port: mail.port ?? usualPort[mail.tls], tls: mail.tls, auth }
}

function toOrganisation(organisation: Settings['organisations'][number]): OrganisationSettings {
  const base = readBaseUrl(organisation['base-url'])
  if (base === null) throw new TypeError('an organisation without an address was taken for a right one')
  const scheme = base.protocol === 'http:' ? 'http:' : 'https:'
  const hosts = (organisation.hosts ?? [base.host]).flatMap((host) => readHost(host, scheme) ?? [])
  return {
    id: organisation.id.toLowerCase(),
    name: organisation.name,
    baseUrl: base.origin,
    hosts: [...new Set(hosts)],
    locale: organisation.locale,
    timeZone: organisation['time-zone'],
    mailFrom: organisation['mail-from'],
    directories: organisation.directories,
    applications: organisation.applications,
  }
}
