// Somebody who has never seen Rekey follows the operators' pages from nothing to production, to a backup, through a restore and an
// upgrade: every command of install.md, backup.md and upgrade.md is taken from the page and run. UP-03 is the backup among them.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bringCode, codeMailedTo, offerMail, registerApp } from '../attacks/support/registering.ts'
import { brandNew } from '../attacks/support/walk.ts'
import { findOnPath } from '../servers/find-program.ts'
import { type RunningPostgres, startPostgres } from '../servers/postgres.ts'
import { type SmtpSink, startSmtpSink } from '../servers/smtp.ts'
import { type BareBrowser, hiddenField, openBareBrowser } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
import { findNginx } from '../support/system-servers.ts'
import { type FreshMachine, setUpMachine } from './support/fresh-machine.ts'
import { createStubbornPerson } from './support/stubborn-person.ts'

const site = 'https://reset.acme.example'
const forged = '203.0.113.77'
const first = 'violet kettle on the harbour'

describeWith(['postgres', 'nginx', 'age', 'curl', 'openssl'], 'a fresh reader of the operators’ pages gets', () => {
  let postgres: RunningPostgres
  let mail: SmtpSink
  let machine: FreshMachine
  let install: readonly string[]
  let backup: readonly string[]
  let upgrade: readonly string[]
  let timsSession: BareBrowser
  let timsApp: (drift: number) => string
  let backedUp: Readonly<Record<string, string>>

  beforeAll(async () => {
    postgres = (await startPostgres({ fsync: false })) ?? missing()
    mail = await startSmtpSink()
    machine = await setUpMachine({
      postgresPort: postgres.port,
      mailPort: mail.port,
      nginx: findNginx() ?? missing(),
    })
    install = machine.blocksOf('install.md')
    backup = machine.blocksOf('backup.md')
    upgrade = machine.blocksOf('upgrade.md')
    cloneInto(join(machine.root, 'home/clone'))
  }, 120_000)
  afterAll(async () => {
    await machine.stop()
    await Promise.all([postgres.stop(), mail.stop()])
  })

  it('from nothing to a service behind TLS', async () => {
    const [before, after] = splitAt(install, 'admin create')
    await follow(before, 'home/clone')
    await follow(after.slice(0, 1))
    const grace = await setsUp(machine.file('/etc/rekey/rekey-set-up-link'), 'grace@adeyemi.example')
    expect((await grace.browser.get('/admin')).status).toBe(200)
    rmSync(join(machine.root, 'etc/rekey/rekey-set-up-link'))
    await follow(after.slice(1))

    const plain = await machine.run('curl --silent --head https://reset.acme.example/reset')
    expect(plain).toMatch(/^strict-transport-security: max-age=31536000/im)
    expect(
      await machine.run(
        'curl --silent --output /dev/null --write-out "%{http_code}" https://reset.acme.example/metrics',
      ),
    ).toBe('404')
  })

  it('a person who gets back in through it, counted where they really are', async () => {
    const tim = await setsUp(machine.file('/etc/rekey/rekey-set-up-link'), 'tim@walker.example')
    timsApp = (drift) => tim.totp.generate({ timestamp: Date.now() + drift * 30_000 })
    await createStubbornPerson({ browser, mail }, { username: 'tim', mail: 'tim@walker.example', code: timsApp }).walk(
      'reset',
      brandNew,
    )
    expect(await signsIn('tim', first)).toBe('/sign-in')
    expect(await signsIn('tim', brandNew)).toBe('/')
    expect(
      await rows('rekey', 'select distinct place from network_tallies where place !~ $1 order by place', ['^[*]']),
    ).toEqual([{ place: '127.0.0.0/24' }, { place: '127.0.0.2/32' }])
  })

  it('UP-03: a backup that is whole, and tells nothing without its key', async () => {
    timsSession = await session('tim', brandNew)
    // Nothing changes between looking and dumping.
    await machine.systemctl('stop', 'rekey')
    const started = Date.now()
    const [making] = splitAt(backup, 'systemctl stop rekey')
    backedUp = await contents('rekey')
    await follow(making, 'home')
    await machine.systemctl('start', 'rekey')
    expect((await timsSession.get('/')).path).toBe('/')

    const folder = join(machine.root, 'var/backups/rekey')
    const [name = '', ...others] = readdirSync(folder)
    expect([name.endsWith('.dump.age'), others]).toEqual([true, []])
    const sealed = readFileSync(join(folder, name))
    const key = join(machine.root, 'home/backup.key')
    const dump = execFileSync('age', ['--decrypt', '--identity', key, join(folder, name)], { maxBuffer: 1 << 28 })
    const told = execFileSync('pg_restore', ['--file', '-'], { input: dump, maxBuffer: 1 << 28 }).toString('latin1')
    expect(told, 'the canary is one').toContain('Tim Walker')
    const secret = /:(\S+)/.exec(machine.file('/etc/rekey/keyring'))?.[1] ?? missing()
    for (const bytes of [sealed, dump]) {
      expect(bytes.includes('Tim Walker')).toBe(false)
      expect(bytes.includes(secret) || bytes.includes(Buffer.from(secret, 'base64'))).toBe(false)
    }
    for (const each of [secret, 'tim@walker.example', brandNew]) expect(told).not.toContain(each)
    const otherKey = ['--decrypt', '--identity', join(machine.root, 'home/keyring-backup.key'), join(folder, name)]
    expect(() => execFileSync('age', otherKey, { stdio: 'ignore' }), 'the keyring’s key opens no dump').toThrow()

    expect(await signsIn('tim', 'not his password at all')).toBe('/sign-in')
    await machine.systemctl('stop', 'rekey')
    const counted = await rows('rekey', 'select key, value from counters order by key')
    const [, restoring] = splitAt(backup, 'systemctl stop rekey')
    await follow(restoring.slice(0, 1), 'home')
    expect(await contents('rekey_restored')).toEqual(backedUp)
    expect(await rows('rekey_restored', 'select key, value from counters order by key')).not.toEqual(counted)
    await follow(restoring.slice(1, 2))
    expect(await rows('rekey_restored', 'select key, value from counters order by key')).toEqual(counted)
    await follow(restoring.slice(2))
    expect(Date.now() - started, 'the whole drill').toBeLessThan(10 * 60_000)
    expect((await timsSession.get('/')).path, 'what was open is ended').toMatch(/^\/sign-in/)
    expect(await signsIn('tim', brandNew)).toBe('/')
  })

  it('an upgrade, a way back, and an older program that refuses a newer database', async () => {
    await follow(upgrade, 'home/clone')
    await rows(
      'rekey',
      `update installation set migrations = migrations || '[{"name":"9999-of-a-newer-version","checksum":"-"}]'`,
    )
    expect(await machine.run('curl --silent https://reset.acme.example/readyz'), 'one that runs goes on').toContain(
      '"status":"ok"',
    )
    const refused = await machine.run('cd /etc/rekey && ! sudo -u rekey rekey serve')
    expect(refused).toContain('migrated by a newer version of Rekey (9999-of-a-newer-version)')
  })

  it.skipIf(findOnPath('systemd-analyze') === undefined)('units in which systemd finds no fault', () => {
    for (const unit of ['rekey.service', 'rekey-backup.service', 'rekey-backup.timer']) {
      const text = machine.file(`/etc/systemd/system/${unit}`)
      writeFileSync(join(machine.root, unit), text.replace('/usr/bin/node', process.execPath))
    }
    for (const unit of ['rekey.service', 'rekey-backup.timer']) {
      const { status, stderr } = spawnSync('systemd-analyze', ['verify', `./${unit}`], {
        cwd: machine.root,
        encoding: 'utf8',
      })
      expect([status, stderr]).toEqual([0, ''])
    }
  })

  async function follow(blocks: readonly string[], folder?: string): Promise<void> {
    for (const [index, block] of blocks.entries()) {
      await machine.run(block, index === 0 && folder !== undefined ? join(machine.root, folder) : undefined)
    }
  }

  /** From an address of its own, claiming another one. */
  function browser(): BareBrowser {
    const ca = machine.file('/etc/letsencrypt/live/reset.acme.example/fullchain.pem')
    return openBareBrowser(site, {
      from: forged,
      connect: { port: machine.tlsPort, ca, localAddress: '127.0.0.2' },
    })
  }

  async function setsUp(link: string, address: string) {
    const walk = { browser: browser() }
    await walk.browser.get(new URL(link.trim()).pathname)
    await walk.browser.send('/set-up', {})
    await walk.browser.send('/set-up', { 'new-password': first, again: first })
    // An address that was imported is known, and is proven; without one it is typed.
    const known = hiddenField(walk.browser.page().html, 'method')
    if (known === '') await offerMail(walk, address)
    else await walk.browser.send('/security-info', { method: known, do: 'confirm' })
    await bringCode(walk, await codeMailedTo({ mail }, address))
    const { page, totp } = await registerApp(walk)
    expect(page.path).toBe('/?done=registered')
    return { ...walk, totp }
  }

  async function session(username: string, password: string): Promise<BareBrowser> {
    const one = browser()
    await one.get('/sign-in')
    await one.send('/sign-in', { username, password })
    return one
  }

  const signsIn = async (username: string, password: string) => (await session(username, password)).page().path

  async function rows(database: string, text: string, values: readonly unknown[] = []): Promise<unknown[]> {
    const url = new URL(postgres.url)
    url.pathname = database
    const client = new pg.Client({ connectionString: url.href })
    await client.connect()
    try {
      return (await client.query(text, [...values])).rows
    } finally {
      await client.end()
    }
  }

  /** Of every table: how many rows, and a hash over all that they hold. */
  async function contents(database: string): Promise<Record<string, string>> {
    const tables = (await rows(
      database,
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1",
    )) as { name: string }[]
    const found: Record<string, string> = {}
    for (const { name } of tables) {
      const [row] = (await rows(
        database,
        `select count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text collate "C"), '')) as held from "${name}" t`,
      )) as { held: string }[]
      found[name] = row?.held ?? missing()
    }
    return found
  }
})

/** What of a clone the build needs. */
function cloneInto(folder: string): void {
  const from = join(import.meta.dirname, '../..')
  for (const name of ['src', 'scripts', 'locales', 'package.json', 'package-lock.json', 'tsconfig.json']) {
    cpSync(join(from, name), join(folder, name), { recursive: true })
  }
}

function splitAt(blocks: readonly string[], command: string): [readonly string[], readonly string[]] {
  const index = blocks.findIndex((block) => block.includes(command))
  if (index < 0) throw new Error(`no block has: ${command}`)
  return [blocks.slice(0, index), blocks.slice(index)]
}

function missing(): never {
  throw new Error('it is not there')
}
