// rekey.yaml, setting by setting. To add one, add it here: the check, the environment variable and the reference follow.
import { z } from 'zod'
import { logLevels, mailTls } from './config.ts'
import { isDatabaseUrl } from './database-url.ts'
import { isHostName, isNetwork } from './grammar.ts'
import { organisation } from './organisation-schema.ts'
import { section, setting } from './setting.ts'

const path = z.string().min(1)
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
      drain: setting(z.int().min(0).max(60).default(0), {
        meaning:
          'For how many seconds Rekey goes on answering after it was told to stop, while /readyz already says that it is stopping.',
        expects: 'a whole number of seconds from 0 to 60',
        example: '5',
        change: 'a load balancer asks /readyz and needs that long to send people elsewhere',
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
  metrics: section(
    z
      .strictObject({
        'token-file': setting(path.optional(), {
          meaning:
            'A file that holds the token by which a scraper may read /metrics: at least 16 characters on one line. Without it the page is there for nobody.',
          expects: 'the path of a file',
          example: '/run/secrets/rekey-metrics-token',
          default: 'none: /metrics is not found',
          change: 'Prometheus, or what reads its format, watches Rekey',
        }),
      })
      .prefault({}),
    'Numbers for whoever watches over Rekey.',
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
