// rekey.yaml, setting by setting. To add one, add it here: the check, the environment variable and the reference follow.
import { z } from 'zod'
import { isMailAddress } from '../core/people/mail-address.ts'
import { logLevels, mailTls } from './config.ts'
import { isDatabaseUrl } from './database-url.ts'
import { isHostName, isNetwork, isReturnAddress, isTimeZone, readBaseUrl, readHost } from './grammar.ts'
import { section, setting } from './setting.ts'

const path = z.string().min(1)
/** A new one each time: what a setting means hangs on the schema itself. */
const name = () => z.string().trim().min(1).max(100)
const host = z.string().refine(isHostName)

const listen = section(
  z
    .strictObject({
      host: setting(host.default('127.0.0.1'), {
        meaning: 'The address that Rekey listens on. It speaks plain HTTP: a proxy in front of it speaks TLS.',
        expects: 'an IP address or host name of this machine',
        example: '0.0.0.0',
        change: 'the proxy runs on another machine or in another container',
      }),
      port: setting(z.int().min(0).max(65_535).default(8080), {
        meaning: 'The TCP port that Rekey listens on; 0 lets the system choose a free one.',
        expects: 'a whole number from 0 to 65535',
        example: '8443',
        change: 'something else uses the port',
      }),
    })
    .prefault({}),
  'Where Rekey waits for requests.',
)

const database = section(
  z.strictObject({
    url: setting(z.string().refine(isDatabaseUrl).optional(), {
      meaning:
        'The PostgreSQL database (version 15 or newer) that Rekey keeps everything in. For a server on another machine, sslmode has to say whether the connection is encrypted.',
      expects: 'an address of a PostgreSQL database',
      example: 'postgres://rekey@db.acme.example/rekey?sslmode=verify-full',
      default: 'none; give one of url, url-file and pglite',
      change: 'always in production, unless you use url-file',
      secret: true,
    }),
    'url-file': setting(path.optional(), {
      meaning: 'A file that holds the address that would stand in url, so that its password is in no other place.',
      expects: 'the path of a file',
      example: '/run/secrets/rekey-database-url',
      default: 'none; give one of url, url-file and pglite',
      change: 'the address has a password',
    }),
    connections: setting(z.int().min(1).max(1000).default(10), {
      meaning: 'How many connections to PostgreSQL this process opens at most.',
      expects: 'a whole number from 1 to 1000',
      example: '20',
      change: 'pages wait for a free connection; the sum over all processes stays below what the server allows',
    }),
    pglite: setting(path.refine((text) => !text.includes('://')).optional(), {
      meaning:
        'The folder of the database that Rekey brings along, for evaluation: one process, and the last writes can be lost in a power cut.',
      expects: 'the path of a folder',
      example: '/var/lib/rekey',
      default: 'none; give one of url, url-file and pglite',
      change: 'you try Rekey out without a PostgreSQL server',
    }),
    'accept-power-loss': setting(z.boolean().default(false), {
      meaning:
        'Lets pglite be used although NODE_ENV is production. A power cut can then undo resets that were confirmed.',
      expects: 'true or false',
      example: 'true',
      change: 'that loss is acceptable to you',
    }),
  }),
  'Where everything is stored: PostgreSQL, or for evaluation a folder.',
)

const mail = section(
  z.strictObject({
    host: setting(host, {
      meaning: 'The SMTP server that takes every message.',
      expects: 'an IP address or host name',
      example: 'smtp.acme.example',
      change: 'always',
    }),
    port: setting(z.int().min(1).max(65_535).optional(), {
      meaning: 'The TCP port of the SMTP server.',
      expects: 'a whole number from 1 to 65535',
      example: '465',
      default: '465 for implicit, 587 for starttls, 25 for none',
      change: 'the server listens on another one',
    }),
    tls: setting(z.enum(mailTls).default('implicit'), {
      meaning:
        'How the way to the server is encrypted: from the first byte (implicit), upgraded before anything is said (starttls), or not at all (none).',
      expects: 'implicit, starttls, or none if the server is on this machine',
      example: 'starttls',
      change: 'the server offers no implicit TLS',
    }),
    username: setting(z.string().min(1).optional(), {
      meaning: 'The name Rekey signs in with at the SMTP server.',
      expects: 'the name of an account of the SMTP server',
      example: 'rekey@acme.example',
      default: 'none: no sign-in',
      change: 'the server asks for it',
    }),
    'password-file': setting(path.optional(), {
      meaning: 'A file that holds the password that belongs to username.',
      expects: 'the path of a file',
      example: '/run/secrets/rekey-mail-password',
      default: 'none: no sign-in',
      change: 'the server asks for it',
    }),
  }),
  'How messages leave: codes, notices and everything else that people are told by mail.',
)

const directory = section(
  z.strictObject({
    key: setting(z.string().regex(/^[a-z0-9-]{1,32}$/), {
      meaning:
        'The name that accounts remember their directory by. It never changes, even if the server behind it does.',
      expects: '1 to 32 of a-z, 0-9 and -',
      example: 'staff',
      change: 'never, once accounts exist',
    }),
    kind: setting(z.enum(['built-in']), {
      meaning: "What kind of directory it is. The built-in one lives in Rekey's own database.",
      expects: 'built-in',
      example: 'built-in',
      change: 'there is one kind so far',
    }),
  }),
  'The directories that hold the accounts and passwords of the organisation.',
)

const application = section(
  z.strictObject({
    name: setting(name(), {
      meaning: 'What people know the application by: the way back to it is called "Continue to" and this name.',
      expects: 'a name of 1 to 100 characters',
      example: 'Acme Mail',
      change: 'the application changes its name',
    }),
    addresses: setting(z.array(z.string().refine((text) => isReturnAddress(text))).min(1), {
      meaning:
        'The pages of the application that people may be led back to, each whole: an address that differs from these in one character is not linked.',
      expects: 'a list of addresses',
      each: 'a whole https address as a browser shows it, without a fragment (http only for localhost)',
      example: '[https://mail.acme.example/, https://mail.acme.example/settings]',
      change: 'the application sends people here from another page',
    }),
  }),
  'The applications that send people here, and that people are led back to with return_to.',
)

const organisation = section(
  z.strictObject({
    id: setting(z.uuid(), {
      meaning: 'What everything stored of the organisation belongs to.',
      expects: 'a UUID, as from: node -p "crypto.randomUUID()"',
      example: '7b0c6a52-3f1e-4a86-9d55-0b6f2c9e8d14',
      change: 'never: under another id the organisation is a new, empty one',
    }),
    name: setting(name(), {
      meaning: 'The name that people know the organisation by: on every page and in every message.',
      expects: 'a name of 1 to 100 characters',
      example: 'Acme',
      change: 'the organisation changes its name',
    }),
    'base-url': setting(
      z.string().refine((text) => readBaseUrl(text) !== null),
      {
        meaning: 'The address that people reach the pages at. Every link in every message starts with it.',
        expects: 'an https address without a path (http only for localhost)',
        example: 'https://reset.acme.example',
        change: 'the pages move; links in messages already sent stop working',
      },
    ),
    hosts: setting(
      z
        .array(z.string().refine((text) => readHost(text, 'https:') !== null))
        .min(1)
        .optional(),
      {
        meaning: 'The hosts by which requests find the organisation. A request for any other host is refused (421).',
        expects: 'a list of hosts',
        each: 'an exact host without a wildcard, with its port where that is not the usual one',
        example: '[reset.acme.example, password.acme.example]',
        default: 'the host of base-url',
        change: 'the pages have more than one name',
      },
    ),
    locale: setting(z.enum(['en', 'de']).default('en'), {
      meaning: 'The language of messages to people whose own is not known.',
      expects: 'en or de',
      example: 'de',
      change: 'most people of the organisation read the other one',
    }),
    'time-zone': setting(z.string().refine(isTimeZone).default('UTC'), {
      meaning: 'The zone that times in pages and messages are given in, always with their offset.',
      expects: 'a name of the IANA time zone database',
      example: 'Europe/Berlin',
      change: 'the organisation lives by another zone than UTC',
    }),
    'mail-from': setting(z.string().refine(isMailAddress), {
      meaning: 'The sender of every message.',
      expects: 'one plain mail address',
      example: 'reset@acme.example',
      change: 'your mail server may send for another address only',
    }),
    directories: z.array(directory).min(1),
    applications: z.array(application).default([]),
  }),
  'The organisations of this installation. Nothing of one is visible to another.',
)

export const configSchema = z.strictObject({
  listen,
  'trusted-proxies': setting(
    z
      .array(
        z
          .string()
          .refine(isNetwork)
          .refine((range) => !range.endsWith('/0'), {
            error: 'would let every client choose the address it is seen under',
          }),
      )
      .default([]),
    {
      meaning:
        'Whose X-Forwarded-For and X-Forwarded-Proto are believed. Limits count by client address, so a proxy that is not listed makes everyone one client.',
      expects: 'a list of IP addresses and CIDR ranges',
      each: 'an IP address or a CIDR range',
      example: '[127.0.0.1, 10.20.0.0/24]',
      change: 'always with https: list the proxy that speaks TLS, and nothing else',
    },
  ),
  database,
  'secret-key-file': setting(path.optional(), {
    meaning:
      'The keyring that what is stored is sealed with, made by: rekey keys new --file FILE. Keep a copy apart from the database. A platform that has only variables may give one line in REKEY_SECRET_KEY.',
    expects: 'the path of a file that only the user who runs Rekey can read',
    example: '/etc/rekey/keyring',
    default: 'none; required unless REKEY_SECRET_KEY is set',
    change: 'always',
  }),
  mail,
  organisations: z.array(organisation).min(1),
  audit: section(
    z
      .strictObject({
        'checkpoint-file': setting(path.optional(), {
          meaning:
            'A file that gets the signed end of every audit chain, hourly and when Rekey stops. Only a checkpoint kept elsewhere can show that the end of a chain was cut off.',
          expects: 'the path of a file',
          example: '/mnt/worm/rekey-checkpoints',
          default: 'none: checkpoints go to the log only',
          change: 'you keep files where the owner of the database cannot change them',
        }),
      })
      .prefault({}),
    'What makes the audit log provable.',
  ),
  log: section(
    z
      .strictObject({
        level: setting(z.enum(logLevels).default('info'), {
          meaning: 'The least important lines that are written to the log. No level writes a secret.',
          expects: 'error, warn, info or debug',
          example: 'warn',
          change: 'you look for a fault (debug), or the log is too long (warn)',
        }),
      })
      .prefault({}),
    'What Rekey writes to its standard output.',
  ),
  hashing: section(
    z
      .strictObject({
        concurrency: setting(z.int().min(1).max(64).optional(), {
          meaning: 'How many passwords are hashed at the same time. Each takes up to 64 MiB of memory while it lasts.',
          expects: 'a whole number from 1 to 64',
          example: '2',
          default: 'twice the number of processors, at most 4',
          change: 'memory is short, or the machine has many processors and sign-ins wait',
        }),
      })
      .prefault({}),
    'How much of the machine passwords may take.',
  ),
})

/** As written, checked and with its defaults. */
export type Settings = z.output<typeof configSchema>
