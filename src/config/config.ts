// What must be known before there is a database: the content of rekey.yaml, checked, with environment variables laid over
// it and secrets read from their files. Everything that administrators change later lives in the database.
import type { ConfigProblem } from './problems.ts'

/** Either nothing is wrong, or every problem is told and there is no configuration to start with. */
export type LoadedConfig = { readonly config: Config } | { readonly problems: readonly ConfigProblem[] }

export interface Config {
  readonly listen: ListenSettings
  readonly database: DatabaseSettings
  readonly secretKey: SecretKeySettings
  /** Addresses and CIDR ranges whose `X-Forwarded-*` is believed. */
  readonly trustedProxies: readonly string[]
  readonly mail: MailSettings
  /** At least one. */
  readonly organisations: readonly OrganisationSettings[]
  readonly audit: AuditSettings
  readonly metrics: MetricsSettings
  readonly log: LogSettings
  readonly hashing: HashingSettings
  /** NODE_ENV is `production`. */
  readonly production: boolean
}

export interface ListenSettings {
  readonly host: string
  /** 0 lets the system choose. */
  readonly port: number
  /** Seconds between being told to stop and taking no more requests. */
  readonly drain: number
}

export type DatabaseSettings =
  | { readonly kind: 'postgres'; readonly url: string; readonly connections: number }
  | { readonly kind: 'pglite'; readonly folder: string; readonly acceptPowerLoss: boolean }

/** Where the keyring is, in the names of the variables that can hold it. One of the two is set. */
export interface SecretKeySettings {
  readonly REKEY_SECRET_KEY_FILE: string | undefined
  readonly REKEY_SECRET_KEY: string | undefined
}

export interface MailSettings {
  readonly host: string
  readonly port: number
  readonly tls: MailTls
  readonly auth: { readonly user: string; readonly password: string } | null
}

export const mailTls = ['implicit', 'starttls', 'none'] as const
export type MailTls = (typeof mailTls)[number]

export interface OrganisationSettings {
  /** A UUID in lower case. */
  readonly id: string
  readonly name: string
  /** `https://reset.acme.example`, without a slash at the end. */
  readonly baseUrl: string
  /** Exact, in lower case, with the port where it isn't the scheme's own. */
  readonly hosts: readonly string[]
  readonly locale: string
  /** IANA name. */
  readonly timeZone: string
  readonly mailFrom: string
  /** At least one. */
  readonly directories: readonly DirectorySettings[]
  readonly applications: readonly ApplicationSettings[]
}

/** Where people come from and may be led back to. */
export interface ApplicationSettings {
  readonly name: string
  /** Each exactly, as the URL standard writes it. */
  readonly addresses: readonly string[]
}

export interface DirectorySettings {
  readonly key: string
  readonly kind: 'built-in'
}

export interface AuditSettings {
  readonly checkpointFile: string | null
}

export interface MetricsSettings {
  /** What a scraper has to bring; null: there is no such page. */
  readonly token: string | null
}

export interface LogSettings {
  readonly level: LogLevel
}

export const logLevels = ['error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof logLevels)[number]

export interface HashingSettings {
  /** Passwords hashed at the same time; null leaves it to the number of processors. */
  readonly concurrency: number | null
}
