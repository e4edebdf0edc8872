// FT-08: the disk of the database is full. Nothing is accepted that could not be written down, and the program recovers by
// itself once there is space. On a small file system in memory, which only root can mount.
import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { brandNew } from '../attacks/support/walk.ts'
import { type RunningPostgres, startPostgres } from '../servers/postgres.ts'
import { reasonMissing } from '../support/system-servers.ts'
import { type Installation, install } from './support/installation.ts'
import { countFacts, noticesTo, passwordsThatWork, settled } from './support/invariants.ts'
import { atNewPassword, createStubbornPerson } from './support/stubborn-person.ts'

const disk = mountSmallDisk()
const reason = disk.kind === 'none' ? disk.because : reasonMissing('postgres')

describe.skipIf(reason !== undefined)(`FT-08: a full disk${reason === undefined ? '' : ` (${reason})`}`, () => {
  const folder = disk.kind === 'none' ? '' : disk.folder
  const filler = join(folder, 'filler')
  let postgres: RunningPostgres
  let installation: Installation

  beforeAll(async () => {
    postgres = (await startPostgres({ inFolder: folder, fsync: false })) ?? missing()
    installation = await install(await postgres.createDatabase())
    await installation.start()
  })
  afterAll(async () => {
    await postgres.stop()
    execFileSync('umount', ['-l', folder])
    rmdirSync(folder)
  })

  it('writes no password that it can not record, and works again by itself when there is space', async () => {
    const person = await installation.add()
    const { walk, browser } = createStubbornPerson(installation, person)
    await walk('reset', brandNew, atNewPassword)
    fill(filler)
    // What is allocated already would still take a few rows: it is used up too.
    await expect(addRowsForEver()).rejects.toMatchObject({ code: '53100' })

    const refused = await browser.send('/reset/new-password', { 'new-password': brandNew, again: brandNew })
    expect([refused.status, Number(refused.headers['retry-after']) > 0]).toEqual([503, true])
    expect(await passwordsThatWork(installation, person, [person.password, brandNew])).toEqual([person.password])
    expect(await countFacts(installation, person, 'password-reset')).toBe(0)

    rmSync(filler)
    await vi.waitFor(async () => {
      expect((await installation.browser().raw('GET', '/readyz')).status).toBe(200)
    }, patience)
    await walk('reset', brandNew)
    await settled(installation)
    expect(await countFacts(installation, person, 'password-reset')).toBe(1)
    expect(noticesTo(installation, person)).toBe(2)
    // The proofs were brought before, and not asked for again.
    expect(await countFacts(installation, person, 'proof-passed')).toBe(2)
  })

  async function addRowsForEver(): Promise<never> {
    for (;;) {
      await installation.sql(
        `insert into outbox (tenant_id, id, about, kind, due, dies_at, epoch)
         select gen_random_uuid(), gen_random_uuid(), 'nothing', 'notice', now(), now(), 1 from generate_series(1, 5)`,
      )
    }
  }
})

const patience = { timeout: 60_000, interval: 100 }

/** Everything that is left. */
function fill(file: string): void {
  const block = Buffer.alloc(1 << 20)
  for (;;) {
    try {
      appendFileSync(file, block)
    } catch {
      return
    }
  }
}

type Disk = { readonly kind: 'small'; readonly folder: string } | { readonly kind: 'none'; readonly because: string }

function mountSmallDisk(): Disk {
  if (process.getuid?.() !== 0) return { kind: 'none', because: 'only root can mount a small disk' }
  const folder = mkdtempSync(join(tmpdir(), 'rekey-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=0777', 'tmpfs', folder], { stdio: 'pipe' })
    return { kind: 'small', folder }
  } catch {
    rmdirSync(folder)
    return { kind: 'none', because: 'mounting is not permitted here' }
  }
}

function missing(): never {
  throw new Error('it is not there')
}
