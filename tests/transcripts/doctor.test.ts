// `rekey doctor`, the built program on a real PostgreSQL: an installation that is well, and what it says of each thing stored that
// is not. What is broken for one look is healed after it.
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { isSignedWith } from '../../src/secrets/audit-signing.ts'
import { keyringFrom } from '../../src/secrets/test-keyring.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { migrations } from '../../src/storage/migrations/migrations.ts'
import { openPostgres } from '../../src/storage/open-postgres.ts'
import { checkChain } from '../../src/use-cases/audit/check-chain.ts'
import { createAuditSealer } from '../../src/use-cases/audit/seal.ts'
import { sha256 } from '../../src/wiring/audit.ts'
import { type Installation, install } from '../faults/support/installation.ts'
import { startFaultProxy } from '../servers/fault-proxy.ts'
import { freePort } from '../servers/postgres.ts'
import { usePostgres } from '../servers/use-postgres.ts'
import { describeWith } from '../support/required-servers.ts'
import { actionsThat } from './actions.ts'
import { built, expectTranscript, folderWith, inProcess, type Shown } from './replay.ts'
import { doctor, fails, warns } from './run-doctor.ts'

describeWith('postgres', 'rekey doctor', () => {
  const databases = usePostgres()
  let asSuperuser: string
  let url: string
  let installation: Installation
  beforeAll(async () => {
    asSuperuser = await databases.createDatabase()
    url = await handOver(asSuperuser)
    installation = await install(url)
    await installation.add({ name: 'ada', role: 'global-administrator' })
    await installation.add({ name: 'grace', role: 'global-administrator' })
  })

  it('finds nothing to do where everything is well, sends one message if it is told to, and changes nothing', async () => {
    const running = await installation.start()
    const before = await everything()
    const { stdout, code } = await doctor(installation.configure(), ['--mail-to', 'operator@acme.test'])
    for (const line of [
      /^ok {6}database: It answers, and is PostgreSQL \d+\.$/m,
      /^ok {6}database\.schema: It is as this version needs it\.$/m,
      /^ok {6}database\.clock: /m,
      /^ok {6}database\.role: Its user is no superuser\.$/m,
      /^ok {6}mail: The mail server answers, without TLS, on this machine\.$/m,
      /^ok {6}mail-test: It took a test message\./m,
      /^ok {6}address \(.+\): http:\/\/localhost:\d+ leads here\.$/m,
      /^ok {6}audit\.checkpoints: Checkpoints are written\.$/m,
      /^ok {6}policy\.administrators \(.+\): There are 2 global administrators\.$/m,
      /^0 failures, 0 warnings\.$/m,
    ]) {
      expect(stdout).toMatch(line)
    }
    expect(stdout).not.toMatch(/FAILURE|warning /)
    expect(code).toBe(0)
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

  it('a database that is away, and one that says nothing: everything else is looked at all the same', async () => {
    const away = await doctor(installation.configure({ databasePort: await freePort() }))
    fails(away, /FAILURE database: It can’t be reached: .*ECONNREFUSED/)
    expect(away.stdout).toContain('ok      mail')
    expect(away.stdout).not.toContain('policy')
    const proxy = await startFaultProxy(Number(new URL(url).port))
    onTestFinished(() => proxy.stop())
    proxy.blackHole()
    const silent = await doctor(installation.configure({ databasePort: proxy.port }))
    fails(silent, /FAILURE database: It can’t be reached: Connection terminated due to connection timeout\./)
    expect(silent.stdout).toContain('server.hashing')
  })

  it('a database that is empty, one of an older version, and one that a newer version changed', async () => {
    const to = (database: string) => doctor(installation.configure({ settings: { database: { url: database } } }))
    const fresh = await handOver(await databases.createDatabase())
    warns(await to(fresh), /ok {6}database\.schema: It is empty\. The first start makes what is needed\./)
    const db = openPostgres({ url: fresh, connections: 1 })
    await migrate(db, migrations.slice(0, -1))
    const older = await to(fresh)
    warns(older, /ok {6}database\.schema: It was made by an older version\. The next start brings it up to date\./)
    expect(older.stdout).not.toContain('policy')
    expect(await migrate(db), 'left for the next start').toEqual([migrations.at(-1)?.name])
    await db.script(`update installation set migrations = migrations || '[{"name": "9999-later", "checksum": ""}]'`)
    await db.close()
    fails(await to(fresh), /FAILURE database\.schema: A newer version of Rekey has changed it\./)
  })

  it('a database whose tables can not be read, and everything else is looked at all the same', async () => {
    const shown = await lookWhile(
      'alter table methods rename to methods_elsewhere',
      'alter table methods_elsewhere rename to methods',
    )
    fails(shown, /FAILURE database\.content: What is stored can’t be read: /)
    expect(shown.stdout).toContain('ok      mail')
    expect(shown.stdout).toContain('server.hashing')
  })

  it('a user that is a superuser of the whole server', async () => {
    const shown = await doctor(installation.configure({ settings: { database: { url: asSuperuser } } }))
    warns(shown, /warning database\.role: Its user is a superuser of the whole server\.\n {8}To cure it: make a role/)
  })

  it('a clock that is wrong', async () => {
    await installation.sql('create schema if not exists ahead')
    await installation.sql(`create or replace function ahead.now() returns timestamptz stable language sql
      as $$select pg_catalog.now() - interval '45 seconds'$$`)
    const off = new URL(url)
    off.searchParams.set('options', '-c search_path=public,ahead,pg_catalog')
    fails(
      await doctor(installation.configure({ settings: { database: { url: off.href } } })),
      /FAILURE database\.clock: This machine’s clock is 4\d\.\d s ahead of the database’s\./,
    )
  })

  it('another secret key', async () => {
    const { stdout } = built(installation.folder)(['keys', 'new']) as Shown
    const file = join(installation.folder, 'another')
    writeFileSync(file, stdout, { mode: 0o600 })
    const shown = await doctor(installation.configure({ settings: { 'secret-key-file': file } }))
    fails(shown, /FAILURE keys: The database was written with another secret key\./)
    expect(shown.stdout + shown.stderr).not.toContain(readFileSync(file, 'utf8').trim().split(':')[1])
  })

  it('nobody who administers, nobody of them who could sign in, and one alone who could', async () => {
    const none = await lookWhile(
      `update accounts set role = null where role = 'global-administrator'`,
      `update accounts set role = 'global-administrator'`,
    )
    fails(none, /FAILURE policy\.administrators \(.+\): There is no global administrator\./)
    expect(none.stdout).toContain('        To cure it: rekey admin create')
    const ada = `last_names ->> 'username' like 'ada@%'`
    const frozen = `update accounts set frozen_at = now() where ${ada}`
    const thawed = `update accounts set frozen_at = null where ${ada}`
    warns(
      await lookWhile(frozen, thawed),
      /warning policy\.administrators \(.+\): Of 2 global administrators one could sign in; the others are disabled, locked or frozen\./,
    )
    await installation.sql(frozen)
    const useless = await lookWhile(
      `update built_in_accounts set disabled = true where username like 'grace@%'`,
      'update built_in_accounts set disabled = false',
    )
    await installation.sql(thawed)
    fails(useless, /FAILURE policy\.administrators \(.+\): Nobody who could sign in is global administrator: /)
  })

  it('a policy by which nobody can reset, and one that asks for more proofs than there are ways to prove', async () => {
    const set = (path: string, value: unknown) =>
      `update policies set value = jsonb_set(value, '{${path}}', '${JSON.stringify(value)}')`
    const [before] = await installation.sql<{ readonly value: object }>('select value from policies')
    const heal = `update policies set value = '${JSON.stringify(before?.value)}'`
    warns(
      await lookWhile(set('scope', { kind: 'none' }), heal),
      /warning policy\.scope \(.+\): Nobody can reset\.\n {8}To cure it: choose who can, in \/admin\/who-can-reset/,
    )
    const tooFew = await lookWhile(set('methods', ['email']), heal)
    fails(
      tooFew,
      /FAILURE policy\.methods-of-one-class \(.+\): policy\.methods: has methods of one kind of proof, and two different ones are asked for\./,
    )
    expect(tooFew.stdout).toContain('        To cure it: allow a method of another kind, or ask members for one proof')
    fails(
      await lookWhile(set('methods', ['carrier-pigeon']), heal),
      /FAILURE policy\.no-methods \(.+\): policy\.methods: leaves nobody a way to prove anything\./,
    )
    // One proof is enough where one way is.
    warns(await lookWhile(`${set('methods', ['email'])}; ${set('gates', 1)}`, heal), /0 failures/)
  })

  it('a log that nobody seals, that no checkpoint covers, that was changed, and whose checkpoints can not be written', async () => {
    const { organisation, storage, secrets, keyringText } = installation
    await installation.sql(
      `insert into audit_events (tenant_id, id, at, fact)
       select $1, gen_random_uuid(), now() - interval '5 hours', '{"kind": "proof-passed", "method": "email", "gate": 1}'
       from generate_series(1, 3)`,
      [organisation.id],
    )
    const late = await doctor(installation.configure())
    warns(late, /warning audit\.sealing: Facts have waited 30\d minutes to be sealed\./)
    await createAuditSealer({ trail: storage.auditTrail, sha256, signs: secrets }).seal()
    const look = () =>
      checkChain(
        100,
        { audit: storage.forTenant(organisation.id).audit, organisation },
        {
          trail: storage.auditTrail,
          sha256,
          isSigned: isSignedWith(keyringFrom(keyringText)),
          sign: secrets.sign,
          alarm: () => undefined,
        },
      )
    await look()
    writeFileSync(installation.checkpointFile, 'no checkpoint\n', { mode: 0o600 })
    const uncovered = await doctor(installation.configure())
    warns(uncovered, /warning audit\.checkpoint-age \(.+\): For 5 hours no checkpoint was written of what was sealed\./)
    expect(uncovered.stdout).toContain('The chain was whole when it was last looked at.')
    expect(uncovered.stdout).not.toContain('audit.sealing')

    await installation.sql(`update audit_events set fact = fact || '{"gate": 2}' where sequence = 2`)
    await look()
    const changed = await doctor(installation.configure())
    fails(
      changed,
      /FAILURE audit\.chain \(.+\): The log is not what was sealed\.\n {8}To cure it: keep a copy of the database/,
    )

    const audit = { 'checkpoint-file': join(installation.folder, 'nowhere', 'checkpoints') }
    const shown = await doctor(installation.configure({ settings: { audit } }))
    fails(shown, /FAILURE audit\.checkpoints: The checkpoint file can’t be written\./)
  })

  async function lookWhile(breaks: string, heals: string): Promise<Shown> {
    await installation.sql(breaks)
    const shown = await doctor(installation.configure())
    await installation.sql(heals)
    return shown
  }

  async function everything(): Promise<unknown> {
    const [row] = await installation.sql(
      `select (select count(*) from audit_events) as facts, (select count(*) from outbox) as messages,
        (select max(version) from policies) as policy, (select key_check from installation) as key`,
    )
    return row
  }
})

it('called wrongly it ends with 2 and looks at nothing; a configuration that is wrong is told as every verb tells it', async () => {
  await expectTranscript(
    `
    $ rekey doctor --mend
    ! error: unknown option '--mend'
    [exit 2]

    $ rekey doctor --mail-to
    ! error: option '--mail-to <address>' argument missing
    [exit 2]

    $ rekey doctor --mail-to operator
    ! error: option '--mail-to <address>' argument 'operator' is invalid. Write one mail address, as you@acme.example.
    [exit 2]
    `,
    inProcess(actionsThat({})),
  )
  const { code, stderr } = (await built(folderWith({ 'rekey.yaml': 'listen: {}\n' }))(['doctor'])) as Shown
  expect(code).toBe(1)
  expect(stderr).toContain('organisations')
})

/** The same database for a role that owns it and nothing else. */
async function handOver(asSuperuser: string): Promise<string> {
  const owned = new URL(asSuperuser)
  owned.username = `rekey_${randomBytes(6).toString('hex')}`
  const client = new pg.Client({ connectionString: asSuperuser })
  await client.connect()
  await client.query(`create role ${owned.username} login`)
  await client.query(`alter database ${client.escapeIdentifier(owned.pathname.slice(1))} owner to ${owned.username}`)
  await client.end()
  return owned.href
}
