// DL-04: another key for everything that is stored, while the server goes on. Nothing fails to open meanwhile, and a wrong
// keyring changes nothing.
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { headText } from '../../src/core/audit/chain.ts'
import { sealedText, tenantId } from '../../src/core/people/identifiers.ts'
import { sealedFields } from '../../src/ports/secrets.ts'
import { createAuditSigning } from '../../src/secrets/audit-signing.ts'
import { newKeyringText, parseKeyring } from '../../src/secrets/keyring.ts'
import { createSealing } from '../../src/secrets/sealing.ts'
import { lookupAddress } from '../../src/use-cases/messages/recipients.ts'
import type { Person } from '../attacks/support/people.ts'
import { brandNew } from '../attacks/support/walk.ts'
import { type RekeyProcess, startRekey } from '../servers/rekey-process.ts'
import { usePostgres } from '../servers/use-postgres.ts'
import { describeWith } from '../support/required-servers.ts'
import { type Installation, install } from './support/installation.ts'
import { codesTo, countFacts, settled } from './support/invariants.ts'
import { atMailedCode, createStubbornPerson } from './support/stubborn-person.ts'

const many = 10_000

describeWith('postgres', 'DL-04: keys are rotated', () => {
  const databases = usePostgres()
  let installation: Installation
  let server: RekeyProcess
  let keyringFile: string

  beforeAll(async () => {
    installation = await install(await databases.createDatabase())
    keyringFile = join(installation.folder, 'keyring')
    server = await installation.start()
  })

  const keys = async (...args: readonly string[]) => {
    const run = await startRekey(['keys', ...args, '--config', installation.configure()], { ready: /./ }).catch(
      (error: Error) => error.message,
    )
    if (typeof run === 'string') return { code: 1, stdout: '', stderr: run }
    return { code: (await run.ended).code, stdout: run.stdout(), stderr: run.stderr() }
  }
  const sealedBy = async () =>
    (
      await installation.sql<{ id: string; n: number }>(
        `select split_part(sealed, '.', 2) as id, count(*)::integer as n from methods group by 1 order by 1`,
      )
    ).map(({ id, n }) => `${id}: ${n}`)

  it('refuses a keyring that is not the one the database was written with, and rewrites nothing', async () => {
    const person = await installation.add()
    const right = readFileSync(keyringFile, 'utf8')
    const before = await installation.sql('select id, sealed, xmin::text from methods order by id')
    writeFileSync(keyringFile, newKeyringText(), { mode: 0o600 })
    const wrong = readFileSync(keyringFile, 'utf8')
    for (const args of [['rotate'], ['rotate', '--resume'], ['list'], ['retire', 'k1']]) {
      expect(await keys(...args)).toMatchObject({ code: 1, stderr: expect.stringContaining('another secret key') })
    }
    await expect(installation.start({ at: 1 })).rejects.toThrow('another secret key')
    expect(readFileSync(keyringFile, 'utf8')).toBe(wrong)
    writeFileSync(keyringFile, right)
    expect(await installation.sql('select id, sealed, xmin::text from methods order by id')).toEqual(before)
    expect(person.username).not.toBe('')
  })

  it('10,000 values are sealed anew under load, and every one of them opens at every moment', {
    timeout: 300_000,
  }, async () => {
    const owner = await installation.add()
    const tenant = tenantId(installation.organisation.id)
    const place = { tenant, owner: owner.id, field: sealedFields.method }
    const rows = Array.from({ length: many }, (_, n) => ({
      n,
      sealed: installation.secrets.seal(place, `secret ${n}`),
    }))
    await installation.sql(
      `insert into methods (tenant_id, id, account_id, kind, source, proven_at, sealed, removed_at)
       select $1, gen_random_uuid(), $2, 'email', 'self', now(), r.sealed, now()
       from jsonb_to_recordset($3::jsonb) as r(n integer, sealed text)`,
      [tenant, owner.id, JSON.stringify(rows)],
    )

    let rotating = true
    let finished = 0
    const lane = async () => {
      while (rotating || finished < 3) {
        const person = await installation.add()
        await createStubbornPerson(installation, person).walk('reset', brandNew)
        expect(await countFacts(installation, person, 'password-reset')).toBe(1)
        finished += 1
      }
    }
    // Begun before the new key is there, and finished after.
    const across = await installation.add()
    const begun = createStubbornPerson(installation, across)
    await begun.walk('reset', brandNew, atMailedCode)
    const load = Promise.all([lane(), lane()])
    const rotated = await keys('rotate')
    rotating = false
    await load
    await begun.walk('reset', brandNew)
    expect(await countFacts(installation, across, 'password-reset')).toBe(1)

    expect(rotated).toMatchObject({ code: 0, stdout: expect.stringMatching(/^k2 writes now\. 1\d{4} stored values/) })
    expect(statSync(keyringFile).mode & 0o777).toBe(0o600)
    const log = server.stdout()
    expect(log.split('\n').filter((line) => /"status":5\d\d|SealBroken|"level":50/.test(line))).toEqual([])

    const ring = parseKeyring(readFileSync(keyringFile, 'utf8'))
    if ('problems' in ring) throw new Error('the keyring is broken')
    expect(ring.keyring.all.map(({ id }) => id)).toEqual(['k2', 'k1'])
    const onlyNew = createSealing({ writing: ring.keyring.writing, all: [ring.keyring.writing] })
    const stored = await installation.sql<{ sealed: string }>(
      `select sealed from methods where account_id = $1 and removed_at is not null`,
      [owner.id],
    )
    const opened = new Set(stored.map(({ sealed }) => onlyNew.open(place, sealedText(sealed))))
    expect(opened.size).toBe(many)
  })

  it('lets no limit of mails start again, and knows an address that two people have', async () => {
    // Registered and written to before the rotation: at the limit of an hour, and one below it.
    const spent = await installation.add()
    const other = await installation.add({ mail: 'one.below@home.example' })
    const twin = await installation.add({ mail: 'one.below@home.example' })
    await wroteTo(spent, 5)
    await wroteTo(other, 4)
    await keys('rotate', '--resume')
    for (const person of [spent, other])
      await createStubbornPerson(installation, person).walk('reset', brandNew, atMailedCode)
    await settled(installation)
    expect(codesTo(installation, spent)).toEqual([])
    expect(codesTo(installation, other)).toHaveLength(1)
    const known = await installation.sql<{ hash: string; n: number }>(
      `select split_part(address_lookup, ':', 1) as hash, count(*)::integer as n from methods
       where account_id = any($1::uuid[]) and address_lookup is not null group by address_lookup`,
      [[other.id, twin.id]],
    )
    expect(known).toEqual([{ hash: 'k2', n: 2 }])
  })

  it('gives a key up only when nothing needs it, and works without it', async () => {
    const [row] = await installation.sql<{ id: string; account_id: string; sealed: string }>(
      'select id, account_id, sealed from methods where removed_at is not null limit 1',
    )
    if (row === undefined) throw new Error('there are 10,000')
    const person = await installation.add()
    await keys('rotate', '--resume')
    const late = await installation.add()
    await wroteTo(late, 1)
    await keys('rotate', '--resume')
    await aDayPasses()
    await wroteTo(late, 2)
    expect(await keys('retire', 'k1')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/1 stored values? still need/),
    })
    await aDayPasses()
    // As an errand that began before the rotation would leave one.
    const place = { tenant: installation.organisation.id, owner: row.account_id, field: sealedFields.method }
    await installation.sql('update methods set sealed = $2 where id = $1', [
      row.id,
      installation.secrets.seal(place, 'late'),
    ])
    expect(await sealedBy()).toContain('k1: 1')
    expect(await keys('retire', 'k1')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/1 stored values? still need/),
    })
    expect(readFileSync(keyringFile, 'utf8')).toContain('k1:')
    expect((await keys('list')).stdout).toMatch(/^k2 {2}writes {2}\d+ stored values\nk1 {2}opens {3}1 stored values\n/)

    expect((await keys('rotate', '--resume')).stdout).toMatch(/^k2 writes now\. 1 stored values/)
    await server.stop()
    // As a server that was stopped before it looked at its log again would leave it.
    const { signature, byOldKey } = await signatures()
    await installation.sql('update audit_heads set signature = $1', [byOldKey])
    expect(await keys('retire', 'k1')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('still signed by k1'),
    })
    expect(readFileSync(keyringFile, 'utf8')).toContain('k1:')
    await installation.sql('update audit_heads set signature = $1', [signature])
    expect(await keys('retire', 'k1')).toMatchObject({ code: 0, stdout: 'k1 is gone from the keyring. k2 writes.\n' })
    expect(readFileSync(keyringFile, 'utf8')).not.toContain('k1:')
    server = await installation.start()
    await createStubbornPerson(installation, person).walk('reset', brandNew)
    expect(await countFacts(installation, person, 'password-reset')).toBe(1)
    expect(await keys('retire', 'k2')).toMatchObject({ code: 1 })
  })

  /** As a server with the older key counted them; the second time a day later. */
  async function wroteTo(person: Person, times: number): Promise<void> {
    const address = lookupAddress(person.mail, installation)
    const sends = Array.from({ length: times }, (_, n) => ({ address, at: Date.now() - 60_000 - n, asked: true }))
    await installation.sql(
      `insert into counters (tenant_id, key, version, value, touched_at) values ($1, $2, 1, $3, now())
       on conflict (tenant_id, key) do update set value = excluded.value, touched_at = now()`,
      [installation.organisation.id, `account:${person.id}`, JSON.stringify({ sends })],
    )
  }

  const aDayPasses = async () => {
    await installation.sql(`update counters set touched_at = touched_at - interval '25 hours'`)
    await installation.sql(`update journeys set started_at = started_at - interval '25 hours'`)
  }

  /** Of the log's end: the one it has, and what the key it began with would have made. */
  async function signatures(): Promise<{ readonly signature: string; readonly byOldKey: string }> {
    const tenant = tenantId(installation.organisation.id)
    const head = await installation.storage.auditTrail.head(tenant)
    const ring = parseKeyring(installation.keyringText)
    if (head === null || 'problems' in ring) throw new Error('there is no log, or no key')
    const byOldKey = createAuditSigning(ring.keyring).sign(headText(tenant, head, head.sealedAt))
    return { signature: head.signature, byOldKey }
  }
})
