// DL-01, DL-02: every secret that passes through a whole day of use is looked for, in every spelling, in everything that
// stays behind: the log at its most talkative, the whole database, files, arguments, other people's mail. Then the database
// is attacked as a thief without the keyring would.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { openPostgres } from '../../src/storage/open-postgres.ts'
import type { Person } from '../attacks/support/people.ts'
import { codeIn } from '../attacks/support/walk.ts'
import type { RekeyProcess } from '../servers/rekey-process.ts'
import { usePostgres } from '../servers/use-postgres.ts'
import type { BareBrowser } from '../support/browser-without-scripts.ts'
import { referenceOn } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
import { dumpOf } from './support/dump.ts'
import { type Installation, install } from './support/installation.ts'
import { settled } from './support/invariants.ts'
import { createStubbornPerson } from './support/stubborn-person.ts'

const chosen = 'canary lantern wxqv 4711 reset'
const changed = 'canary lantern wxqv 4711 change'
const mistyped = 'canary lantern wxqv 4711 mistyped'

describeWith('postgres', 'secrets that passed through', () => {
  const databases = usePostgres()
  let installation: Installation
  let rekey: RekeyProcess
  let dump: string
  let log: string
  let argv: string
  /** By what it is, so that a hit can be told without printing it. */
  const secrets = new Map<string, string>()
  /** Those of so few possibilities that a plain hash would be no secret: the mailed codes. */
  const codes: string[] = []

  beforeAll(async () => {
    installation = await install(await databases.createDatabase())
    // Marks in everything the program is given; pino's own "trace" is below what it may be set to.
    rekey = await installation.start({ settings: { log: { level: 'debug' } } })
    const before = new Set(readdirSync(tmpdir()))
    const tim = await installation.add({ name: 'tim' })
    const pascal = await installation.add({ name: 'pascal' })
    const { seeding } = installation.storage.forTenant(installation.organisation.id)
    await seeding.lockOut(pascal.id, 3_600_000)

    await walk('reset', tim, chosen)
    await walk('unlock', pascal, '')
    const browser = installation.browser()
    await signIn(browser, tim, mistyped)
    await signIn(browser, tim, chosen)
    keepCookies(browser, 'signed in')
    await browser.get('/change-password')
    for (const current of [mistyped, chosen]) {
      await browser.send('/change-password', { 'current-password': current, 'new-password': changed, again: changed })
    }
    keepCookies(browser, 'changed')
    await settled(installation)
    const link = linkIn(installation) ?? missing()
    const clicked = installation.browser()
    await clicked.get(`/not-me/${link}`)
    await clicked.send('/not-me', referenceOn(clicked))
    secrets.set('link', link)
    for (const [n, password] of [chosen, changed, mistyped].entries()) secrets.set(`password ${n}`, password)
    const [, line = ''] = /:(\S+)/.exec(installation.keyringText) ?? []
    secrets.set('keyring', line)
    // An error with all it carries is where secrets leak.
    await installation.sql('alter table journeys rename to journeys_gone')
    await walk('reset', await installation.add({ name: 'eve' }), chosen).catch(() => undefined)
    await signIn(installation.browser(), tim, changed)
    await installation.sql('alter table journeys_gone rename to journeys')
    await settled(installation)

    argv = readFileSync(`/proc/${rekey.pid}/cmdline`, 'utf8') + readFileSync(`/proc/${rekey.pid}/environ`, 'utf8')
    const database = openPostgres({ url: installation.databaseUrl, connections: 1 })
    dump = await dumpOf(database)
    await database.close()
    const files = [...readdirSync(tmpdir())].filter((name) => !before.has(name) && /rekey/i.test(name))
    log = [installation.printed(), ...files.flatMap((name) => textsBelow(join(tmpdir(), name)))].join('\n')
    log += textsBelow(installation.folder)
      .filter((text) => !text.includes(line))
      .join('\n')
  })

  it('DL-01: are in no log, file, argument or table, in no spelling', () => {
    expect(installation.printed()).toContain('"level":') // it did talk
    expect([...secrets.keys()].filter((each) => each.startsWith('code')).length).toBeGreaterThanOrEqual(2)
    const hits: string[] = []
    for (const [name, secret] of secrets) {
      for (const [how, text] of spellings(secret)) {
        for (const [where, content] of Object.entries({ log, dump, argv })) {
          if (content.includes(text)) hits.push(`${name} as ${how} in the ${where}`)
        }
      }
    }
    expect(hits).toEqual([])
  })

  it('DL-01: are in no mail but the one that is there to bring them', () => {
    const hits: string[] = []
    for (const { raw, text, subject } of installation.mail.messages) {
      const own = codeIn(text)
      const link = /\/not-me\/([\w-]+)/.exec(text)?.[1]
      for (const [name, secret] of secrets) {
        if (secret === own || secret === link) continue
        if (`${raw}\n${text}`.includes(secret)) hits.push(`${name} in "${subject}"`)
      }
      if (own !== null && (subject.includes(own) || subject.includes(own.slice(0, 4)))) hits.push('a code in a subject')
    }
    expect(hits).toEqual([])
  })

  it('DL-02: cannot be found by hashing every code there is, nor the names and addresses that a thief may guess', () => {
    const guesses = [...codes, 'tim@acme.example', 'tim', 'mail.tim@home.example', chosen, changed]
    const tenant = installation.organisation.id
    const salts = ['', tenant, ...(dump.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? []).slice(0, 400)]
    const found: string[] = []
    for (const guess of guesses) {
      for (const salt of new Set(salts)) {
        for (const text of salt === ''
          ? [guess]
          : [salt + guess, guess + salt, `${salt}:${guess}`, `${guess}:${salt}`]) {
          for (const algorithm of ['sha256', 'sha1', 'md5', 'sha512']) {
            const hash = createHash(algorithm).update(text).digest()
            for (const encoding of ['hex', 'base64', 'base64url'] as const) {
              if (dump.includes(hash.toString(encoding).replace(/=+$/, ''))) found.push(`${algorithm} ${encoding}`)
            }
          }
        }
      }
    }
    expect(found).toEqual([])
  })

  it('DL-02: addresses and app secrets are stored sealed, and passwords as argon2id', () => {
    expect(dump).not.toContain('mail.tim@home.example')
    const hashes = [...dump.matchAll(/"password_hash": "([^"]*)"/g)].map(([, hash]) => hash ?? '')
    expect(hashes.length).toBeGreaterThan(0)
    for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  async function walk(purpose: 'reset' | 'unlock', person: Person, password: string): Promise<void> {
    const since = installation.mail.messages.length
    const stubborn = createStubbornPerson(installation, person)
    for (const drift of [-1, 0, 1]) secrets.set(`app ${person.username} ${drift}`, person.code(drift))
    await stubborn.walk(purpose, password)
    keepCookies(stubborn.browser, person.username)
    for (const { text } of installation.mail.messages.slice(since)) {
      const code = codeIn(text)
      if (code === null) continue
      secrets.set(`code ${code.length}-${secrets.size}`, code)
      codes.push(code)
    }
  }

  function keepCookies({ cookies }: BareBrowser, whose: string): void {
    for (const [name, value] of cookies) if (name !== 'lang') secrets.set(`cookie ${name}, ${whose}`, value)
  }
})

async function signIn(browser: BareBrowser, { username }: Person, password: string): Promise<void> {
  await browser.get('/sign-in')
  await browser.send('/sign-in', { username, password })
}

const linkIn = ({ mail }: Installation): string | undefined =>
  mail.messages.map(({ text }) => /\/not-me\/([\w-]+)/.exec(text)?.[1]).findLast((each) => each !== undefined)

/** As it is, and as it looks after whatever encodes strings on their way out. Six digits alone are met by chance. */
function spellings(secret: string): readonly (readonly [string, string])[] {
  const isShort = /^\d{6,8}$/.test(secret)
  const bytes = Buffer.from(secret)
  const wide = Buffer.from(secret, 'utf16le')
  const encoded = [
    ['base64', bytes.toString('base64').replace(/=+$/, '')],
    ['base64url', bytes.toString('base64url')],
    ['hex', bytes.toString('hex')],
    ['UTF-16', wide.toString('latin1')],
    ['UTF-16 in base64', wide.toString('base64').replace(/=+$/, '')],
    ['UTF-16 in hex', wide.toString('hex')],
    ['a form', new URLSearchParams({ x: secret }).toString().slice(2)],
  ] as const
  const half = secret.length / 2
  const plain = isShort
    ? ([
        ['text', `"${secret}"`],
        ['two halves', `${secret.slice(0, half)} ${secret.slice(half)}`],
      ] as const)
    : ([['text', secret]] as const)
  return [...plain, ...encoded.filter(([, text]) => !isShort || !/^\d+$/.test(text) || text.length > 10)]
}

/** Every file there, small ones whole. */
function textsBelow(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return []
  if (found.isDirectory()) return readdirSync(path).flatMap((name) => textsBelow(join(path, name)))
  return found.isFile() && found.size < 1 << 24 ? [readFileSync(path, 'latin1')] : []
}

function missing(): never {
  throw new Error('it is not there')
}
