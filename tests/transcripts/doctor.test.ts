// `rekey doctor`, the built program on real parts: an installation that is well, and what it says of each thing that is not.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { type Installation, install } from '../faults/support/installation.ts'
import { freePort } from '../servers/postgres.ts'
import { usePostgres } from '../servers/use-postgres.ts'
import { describeWith } from '../support/required-servers.ts'
import { built, folderWith, type Shown } from './replay.ts'

describeWith('postgres', 'rekey doctor', () => {
  const databases = usePostgres()
  let installation: Installation
  let url: string
  beforeAll(async () => {
    url = await databases.createDatabase()
    installation = await install(url)
    await installation.add({ role: 'global-administrator' })
    await installation.add({ role: 'global-administrator' })
  })

  it('finds nothing to do where everything is well, sends one message if it is told to, and changes nothing', async () => {
    const running = await installation.start()
    const before = await everything()
    const { stdout, code } = await doctor(installation.configure(), ['--mail-to', 'operator@acme.test'])
    expect(stdout).not.toContain('FAILURE')
    expect(code).toBe(0)
    for (const line of [
      /^ok {6}database: It answers, and is PostgreSQL \d+\.$/m,
      /^ok {6}database\.schema: It is as this version needs it\.$/m,
      /^ok {6}database\.clock: /m,
      /^ok {6}mail: The mail server answers, without TLS, on this machine\.$/m,
      /^ok {6}mail-test: It took a test message\./m,
      /^ok {6}address \(.+\): http:\/\/localhost:\d+ leads here\.$/m,
      /^ok {6}audit\.checkpoints: Checkpoints are written\.$/m,
      /^ok {6}policy\.administrators \(.+\): There are 2 global administrators\.$/m,
      /^0 failures, \d+ warnings?\.$/m,
    ]) {
      expect(stdout).toMatch(line)
    }
    const tests = installation.mail.messages.filter(({ envelope }) => envelope.to.includes('operator@acme.test'))
    expect(tests).toHaveLength(1)
    expect(await everything()).toEqual(before)
    await running.stop()
  })

  it('says it as JSON lines to whoever asks', async () => {
    const { stdout } = await doctor(installation.configure(), ['--json'])
    const findings = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(findings).toContainEqual({
      id: 'database.schema',
      weight: 'ok',
      seen: 'It is as this version needs it.',
      cure: null,
      organisation: null,
    })
    expect(findings.map(({ id, weight }) => `${id} ${weight}`)).toContain('address warning')
  })

  it('a database that does not answer', async () => {
    const shown = await doctor(installation.configure({ databasePort: await freePort() }))
    fails(shown, /FAILURE database: It can’t be reached: .*ECONNREFUSED/)
    expect(shown.stdout).toContain('ok      mail')
    expect(shown.stdout).not.toContain('policy')
  })

  it('a database that a newer version changed, and one that is empty', async () => {
    const empty = await databases.createDatabase()
    const settings = (at: string) => ({ settings: { database: { url: at } } })
    const well = await doctor(installation.configure(settings(empty)))
    expect(well.stdout).toContain('ok      database.schema: It is empty.')
    const other = await databases.createDatabase()
    const newer = await install(other)
    await newer.sql(`update installation set migrations = migrations || '[{"name": "9999-later", "checksum": ""}]'`)
    fails(await doctor(installation.configure(settings(other))), /FAILURE database\.schema: A newer version of Rekey/)
  })

  it('a database whose tables can not be read, and everything else is looked at all the same', async () => {
    const other = await install(await databases.createDatabase())
    await other.sql('alter table methods rename to methods_elsewhere')
    const shown = await doctor(other.configure())
    fails(shown, /FAILURE database\.content: What is stored can’t be read: /)
    expect(shown.stdout).toContain('ok      mail')
    expect(shown.stdout).toContain('server.hashing')
  })

  it('another secret key', async () => {
    const { stdout } = built(installation.folder)(['keys', 'new']) as Shown
    const file = join(installation.folder, 'another')
    writeFileSync(file, stdout, { mode: 0o600 })
    const shown = await doctor(installation.configure({ settings: { 'secret-key-file': file } }))
    fails(shown, /FAILURE keys: The database was written with another secret key\./)
    expect(shown.stdout + shown.stderr).not.toContain(readFileSync(file, 'utf8').trim().split(':')[1])
  })

  it('a mail server that does not answer, and one that has no TLS where it is asked for', async () => {
    const away = await doctor(installation.configure({ mailPort: await freePort() }))
    fails(
      away,
      /FAILURE mail: The mail server does not answer \(ECONNECTION|FAILURE mail: The mail server does not answer \(ESOCKET/,
    )
    const { port } = installation.mail
    const mail = { host: '127.0.0.1', port, tls: 'starttls' }
    fails(await doctor(installation.configure({ settings: { mail } })), /FAILURE mail: TLS with the mail server failed/)
  })

  it('a clock that is wrong', async () => {
    await installation.sql(`create schema if not exists ahead`)
    await installation.sql(`create or replace function ahead.now() returns timestamptz stable language sql
      as $$select pg_catalog.now() - interval '45 seconds'$$`)
    const off = new URL(url)
    off.searchParams.set('options', '-c search_path=public,ahead,pg_catalog')
    fails(
      await doctor(installation.configure({ settings: { database: { url: off.href } } })),
      /FAILURE database\.clock: This machine’s clock is 4\d\.\d s ahead of the database’s\./,
    )
  })

  describeWith('openssl', 'of an address', () => {
    it('an address that something else answers, and a certificate that no browser takes', async () => {
      const { cert, key } = certificate(90)
      const server = createHttpsServer({ cert, key }, (_, response) => response.writeHead(404).end())
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      onTestFinished(() => void server.close())
      const { port } = server.address() as AddressInfo
      fails(
        await doctor(at(`https://localhost:${port}`)),
        /FAILURE address \(.+\): The certificate of .+ is not one a browser takes/,
      )
      const trusted = certificate(5)
      server.setSecureContext(trusted)
      const ca = join(installation.folder, 'ca.pem')
      writeFileSync(ca, trusted.cert)
      const shown = await doctor(at(`https://localhost:${port}`), [], { NODE_EXTRA_CA_CERTS: ca })
      fails(shown, /FAILURE address \(.+\): .+ is answered by something else \(status 404\)\./)
      expect(shown.stdout).toMatch(/warning address\.certificate \(.+\): Its certificate ends in [45] days\./)
    })
  })

  it('nobody who administers, nobody who can reset, and a checkpoint file that can not be written', async () => {
    const other = await databases.createDatabase()
    const bare = await install(other)
    await bare.sql(`update policies set value = jsonb_set(value, '{scope}', '{"kind": "none"}')`)
    const audit = { 'checkpoint-file': join(bare.folder, 'nowhere', 'checkpoints') }
    const shown = await doctor(bare.configure({ settings: { audit } }))
    fails(shown, /FAILURE policy\.administrators \(.+\): There is no global administrator\./)
    expect(shown.stdout).toMatch(/warning policy\.scope \(.+\): Nobody can reset\./)
    expect(shown.stdout).toContain('FAILURE audit.checkpoints: The checkpoint file can’t be written.')
    expect(shown.stdout).toContain('        To cure it: rekey admin create')
  })

  it('a configuration that is wrong is told as every verb tells it', async () => {
    const folder = folderWith({ 'rekey.yaml': 'listen: {}\n' })
    const { code, stderr } = (await built(folder)(['doctor'])) as Shown
    expect(code).toBe(1)
    expect(stderr).toContain('organisations')
  })

  const at = (baseUrl: string) =>
    installation.configure({
      settings: {
        'trusted-proxies': ['127.0.0.1'],
        organisations: [
          {
            id: installation.organisation.id,
            name: installation.organisation.name,
            'base-url': baseUrl,
            'mail-from': installation.organisation.mailFrom,
            directories: [{ key: 'main', kind: 'built-in' }],
          },
        ],
      },
    })

  async function everything(): Promise<unknown> {
    const [row] = await installation.sql(
      `select (select count(*) from audit_events) as facts, (select count(*) from outbox) as messages,
        (select max(version) from policies) as policy, (select key_check from installation) as key`,
    )
    return row
  }
})

/** Not blocking: the mail server and the other servers are in this process. */
async function doctor(config: string, more: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const { execFile } = await import('node:child_process')
  const program = new URL('../../dist/main.js', import.meta.url).pathname
  return new Promise<Shown>((resolve) => {
    const args = [program, 'doctor', '--config', config, ...more]
    execFile(process.execPath, args, { env: { PATH: process.env['PATH'], ...env } }, (error, stdout, stderr) =>
      resolve({ stdout, stderr, code: error === null ? 0 : Number(error.code) }),
    )
  })
}

function fails({ stdout, code }: Shown, line: RegExp): void {
  expect(stdout).toMatch(line)
  expect(code).toBe(1)
}

/** Self-signed for localhost, good for so many days from now. */
function certificate(daysLeft: number): { readonly cert: string; readonly key: string } {
  const folder = folderWith({})
  const args = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=DNS:localhost',
  ]
  execFileSync('openssl', [...args, '-keyout', `${folder}/key`, '-out', `${folder}/cert`, '-days', String(daysLeft)], {
    stdio: 'ignore',
  })
  return { cert: readFileSync(`${folder}/cert`, 'utf8'), key: readFileSync(`${folder}/key`, 'utf8') }
}
