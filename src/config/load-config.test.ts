import { expect, it } from 'vitest'
import type { ConfigSources } from './load-config.ts'
import { formatProblems } from './problems.ts'
import { brief, configOf, problemsOf, right } from './test-config.ts'

it('what is not written gets a safe default', () => {
  const config = configOf(right)
  expect(config).toMatchObject({
    listen: { host: '127.0.0.1', port: 8080, drain: 0 },
    database: { kind: 'postgres', connections: 10 },
    mail: { host: 'smtp.acme.example', port: 465, tls: 'implicit', auth: null },
    audit: { checkpointFile: null },
    log: { level: 'info' },
    hashing: { concurrency: null },
    production: false,
  })
  expect(config.organisations).toEqual([
    {
      id: '7b0c6a52-3f1e-4a86-9d55-0b6f2c9e8d14',
      name: 'Acme',
      baseUrl: 'https://reset.acme.example',
      hosts: ['reset.acme.example'],
      locale: 'en',
      timeZone: 'UTC',
      mailFrom: 'reset@acme.example',
      directories: [{ key: 'staff', kind: 'built-in' }],
      applications: [],
    },
  ])
})

it('hosts are kept as browsers send them', () => {
  const text = right.replace(
    '    mail-from',
    '    hosts: [RESET.acme.example:443, "bücher.example", "[::1]:8443"]\n    mail-from',
  )
  expect(configOf(text).organisations[0]?.hosts).toEqual(['reset.acme.example', 'xn--bcher-kva.example', '[::1]:8443'])
})

it('every problem is told at once: those of values, of names, and of settings that exclude each other', () => {
  const text = `
listen: { port: eighty, hots: x }
trusted-proxies: [10.0.0.0/8, nope, 10.0.0.0/33, 0.0.0.0/0, 0.0.0.0/00]
database: { url: "postgres://localhost/rekey", pglite: data, conections: 5 }
mail: { host: smtp.acme.example, tls: none, username: rekey, password: hunter2 }
organisations:
  - id: 1
    name: Acme
    baseUrl: https://x.example
    base-url: http://reset.acme.example
    hosts: ["*.acme.example"]
    locale: fr
    time-zone: "+02:00"
    mail-from: Acme <reset@acme.example>
    directories: []
  - Umbrella
log: { level: loud }
`
  expect(
    brief(problemsOf(text, { env: { REKEY_HASHING_CONCURRENCY: 'many', REKEY_LISTEN_PROT: '1' } })).sort(),
  ).toEqual(
    [
      'REKEY_HASHING_CONCURRENCY must be a whole number from 1 to 64',
      'REKEY_LISTEN_PROT is no setting',
      'database has url and pglite',
      'database.conections is no setting',
      'listen.hots is no setting',
      'listen.port must be a whole number from 0 to 65535',
      'log.level must be error, warn, info or debug',
      'mail.password is no setting',
      'mail.password-file is missing beside the other half of the sign-in',
      'mail.tls would send codes to smtp.acme.example for anyone on the way to read',
      'organisations[0].base-url must be an https address without a path (http only for localhost)',
      'organisations[0].baseUrl is no setting',
      'organisations[0].directories must be a list with at least one entry',
      'organisations[0].hosts[0] must be an exact host without a wildcard, with its port where that is not the usual one',
      'organisations[0].id must be a UUID, as from: node -p "crypto.randomUUID()"',
      'organisations[0].locale must be en or de',
      'organisations[0].mail-from must be one plain mail address',
      'organisations[0].time-zone must be a name of the IANA time zone database',
      'organisations[1] must be a section',
      'trusted-proxies[1] must be an IP address or a CIDR range',
      'trusted-proxies[2] must be an IP address or a CIDR range',
      'trusted-proxies[4] must be an IP address or a CIDR range',
      'trusted-proxies[3] would let every client choose the address it is seen under',
    ].sort(),
  )
})

it('an empty file lacks what has no safe default', () => {
  expect(brief(problemsOf(''))).toEqual(['database is missing', 'mail is missing', 'organisations is missing'])
  expect(brief(problemsOf('- a list'))).toEqual(['line 1 is not YAML: the file holds no settings'])
})

it('a section without anything in it counts as not written', () => {
  expect(configOf(`${right}audit:\nlog:\n  # level: debug\n`)).toEqual(configOf(right))
})

it.each([
  ['listen: { hsot: x }', 'did you mean host?'],
  ['organizations: []', 'did you mean organisations?'],
  ['mail: { password: x }', 'did you mean password-file?'],
  ['mail: { passwordFile: x }', 'did you mean password-file?'],
  ['log: { colour: x }', 'remove it; the settings here are level'],
])('%s is answered with a name that exists', (text, cure) => {
  expect(problemsOf(text).map((problem) => problem.cure)).toContain(cure)
})

it.each([
  ['a: 1\nlisten: { port: 1 }\nlisten: { port: 2 }', 'line 3'],
  ['listen:\n  port: [1', 'line 2'],
  ['listen: !env PORT', 'line 1'],
  ['listen: *missing', 'line 1'],
])('text that is not YAML is told by its line, without what stands there: %j', (text, line) => {
  expect(problemsOf(text).map(({ path }) => path)).toContain(line)
})

const keyringProblem = {
  setting: 'REKEY_SECRET_KEY_FILE',
  message: 'names a file that cannot be read',
  cure: '',
} as const

it('no problem repeats a secret, wherever it was written', () => {
  const misplaced = [
    'database: postgres://rekey:hunter2@db.example/rekey',
    'database: { url: "postgres://rekey:hunter2@db.example/rekey" }',
    'database: { url: "mysql://rekey:hunter2@db.example/rekey" }',
    'database: { url-file: "postgres://rekey:hunter2@db.example/rekey" }',
    'database: { url-file: open-url }',
    'database: { uri: "postgres://rekey:hunter2@db.example/rekey" }',
    'mail: { password: hunter2 }',
    'mail: { password-file: hunter2 }',
    'mail: hunter2',
    'mail: { password: "hunter2',
    'database: { pglite: "postgres://rekey:hunter2@db.example/rekey" }',
    'secret-key-file: [hunter2]',
    'secret-key-file: hunter2',
  ]
  for (const text of misplaced) {
    const problems = problemsOf(text, { judgeKeyring: () => [keyringProblem] })
    expect(problems.length).toBeGreaterThan(1)
    expect(formatProblems(problems).join('\n')).not.toContain('hunter2')
  }
})

it('secrets are read from files of their own, without the line end', () => {
  const text = right
    .replace('url: "postgres://rekey:hunter2@localhost/rekey"', 'url-file: url')
    .replace('smtp.acme.example', 'smtp.acme.example, username: rekey, password-file: /etc/rekey/password')
  const { database, mail } = configOf(text)
  expect(database).toMatchObject({ url: 'postgres://rekey:hunter2@db.example/rekey?sslmode=verify-full' })
  expect(mail.auth).toEqual({ user: 'rekey', password: 'hunter2' })
})

it.each([
  [
    'mail: { host: localhost, username: rekey, password-file: ./none }',
    'mail.password-file names a file that cannot be read (ENOENT)',
  ],
  ['mail: { host: localhost, username: rekey, password-file: ./empty }', 'mail.password-file names an empty file'],
  [
    'database: { url-file: ./password }',
    'database.url-file names a file that holds no address of a PostgreSQL database',
  ],
])('%s stops the start', (text, problem) => {
  expect(brief(problemsOf(text))).toContain(problem)
})

it.each([
  'https://reset.acme.example/pages',
  'https://reset.acme.example/?a',
  'https://reset.acme.example/#a',
  'https://user@reset.acme.example',
  'https://*.acme.example',
  'http://localhost.acme.example',
  'ftp://reset.acme.example',
  'reset.acme.example',
])('%s is no base address', (url) => {
  expect(problemsOf(right.replace('https://Reset.acme.example/', url)).map(({ path }) => path)).toEqual([
    'organisations[0].base-url',
  ])
})

it('a variable wins over the file, and an empty one counts as unset', () => {
  const env = { REKEY_LISTEN_PORT: '9000', REKEY_MAIL_HOST: '', REKEY_LOG_LEVEL: 'debug' }
  const { listen, mail, log } = configOf(right, { env })
  expect([listen.port, mail.host, log.level]).toEqual([9000, 'smtp.acme.example', 'debug'])
})

it('variables that others named with the same prefix are left alone', () => {
  const env = { REKEY_PORT_8080_TCP: 'tcp://10.0.0.1', REKEY_SERVICE_HOST: '10.0.0.1', REKEY_SECRET_KEY: 'k1:x' }
  expect(problemsOf(right, { env })).toEqual([])
})

it('the keyring is judged with everything else, under the name it was given by', () => {
  const asked: unknown[] = []
  const judgeKeyring: ConfigSources['judgeKeyring'] = (settings) => {
    asked.push(settings)
    return [{ setting: 'REKEY_SECRET_KEY_FILE', line: 2, message: 'has no colon', cure: 'add one' }]
  }
  const text = `secret-key-file: keyring\nlog: { level: loud }${right}`
  expect(brief(problemsOf(text, { judgeKeyring }))).toEqual([
    'log.level must be error, warn, info or debug',
    'secret-key-file line 2: has no colon',
  ])
  const env = { REKEY_SECRET_KEY_FILE: '/run/keyring', REKEY_SECRET_KEY: '' }
  expect(brief(problemsOf(right, { judgeKeyring, env }))).toEqual(['REKEY_SECRET_KEY_FILE line 2: has no colon'])
  expect(asked).toEqual([
    { REKEY_SECRET_KEY_FILE: '/etc/rekey/keyring', REKEY_SECRET_KEY: undefined },
    { REKEY_SECRET_KEY_FILE: '/run/keyring', REKEY_SECRET_KEY: undefined },
  ])
})
