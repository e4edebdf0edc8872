import { expect, it } from 'vitest'
import { brief, configOf, problemsOf, right } from './test-config.ts'

const second = `
  - id: 0c9d7a11-52f3-4a0e-8b7e-6d1f3b2a4c55
    name: Blue Harbour
    base-url: https://reset.harbour.example
    mail-from: reset@harbour.example
    directories: [{ key: staff, kind: built-in }]
`

it('a database on another machine must be told whether to use TLS', () => {
  const at = (url: string) => brief(problemsOf(right.replace('postgres://rekey:hunter2@localhost/rekey', url)))
  const open = 'database.url leads to another machine and does not say whether by TLS'
  expect(at('postgres://rekey@db.example/rekey')).toEqual([open])
  expect(at('postgres://rekey@localhost/rekey?host=db.example')).toEqual([open])
  expect(at('postgres://rekey@db.example/rekey?sslmode=disable')).toEqual([])
  expect(at('postgres://rekey@127.0.0.1/rekey')).toEqual([])
  expect(at('postgres://rekey@/rekey?host=/run/postgresql')).toEqual([])
})

it('PGlite is refused in production unless a power cut is accepted', () => {
  const text = right.replace('url: "postgres://rekey:hunter2@localhost/rekey"', 'pglite: data')
  const env = { NODE_ENV: 'production' }
  expect(configOf(text).database).toEqual({ kind: 'pglite', folder: '/etc/rekey/data', acceptPowerLoss: false })
  expect(brief(problemsOf(text, { env }))).toEqual([
    'database.pglite can lose its last writes in a power cut, and NODE_ENV is production',
  ])
  const accepted = { ...env, REKEY_DATABASE_ACCEPT_POWER_LOSS: 'true' }
  expect(configOf(text, { env: accepted })).toMatchObject({ production: true, database: { acceptPowerLoss: true } })
})

it('https without a trusted proxy does not start, and plain http is for this machine only', () => {
  const untrusting = right.replace('trusted-proxies: [10.0.0.0/8]', '')
  expect(brief(problemsOf(untrusting))).toEqual([
    'trusted-proxies is missing, yet a base-url is https: the proxy that speaks TLS would be the only client ever seen',
  ])
  expect(problemsOf(untrusting.replace('https://Reset.acme.example/', 'http://localhost:8080'))).toEqual([])
})

it('an organisation answers at the host of its own links', () => {
  const text = right.replace('    mail-from', '    hosts: [other.acme.example]\n    mail-from')
  expect(brief(problemsOf(text))).toEqual([
    'organisations[0].hosts lacks reset.acme.example, the host of base-url: every link in a message would be refused',
  ])
})

it('two organisations share no id, no name and no host, however they are written', () => {
  expect(configOf(right + second).organisations).toHaveLength(2)
  const twin = second
    .replace('0c9d7a11-52f3-4a0e-8b7e-6d1f3b2a4c55', '7b0c6a52-3f1e-4a86-9d55-0b6f2c9e8d14')
    .replace('Blue Harbour', 'ACME')
    .replace('reset.harbour.example', 'RESET.acme.example:443')
  expect(brief(problemsOf(right + twin))).toEqual([
    'organisations[1].id is taken by organisations[0].id',
    'organisations[1].name is taken by organisations[0].name',
    'organisations[1].base-url is taken by organisations[0].base-url',
  ])
})

it('a key names one directory of an organisation, and may be used again in another', () => {
  const twice = right.replace('kind: built-in }', 'kind: built-in }, { key: staff, kind: built-in }')
  expect(brief(problemsOf(twice))).toEqual([
    'organisations[0].directories[1].key is taken by organisations[0].directories[0].key',
  ])
})
