import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DataFolderInUse } from './data-lock.ts'
import type { Database } from './database.ts'
import { migrate } from './migrate.ts'
import { hasPglite, openPglite, PgliteRefused } from './open-pglite.ts'
import { statement } from './statement.ts'

const count = statement('count', 'select count(*)::integer as rows from kept')

describe('PGlite on disk', () => {
  let folder = ''
  let db: Database
  const options = (change = {}) => ({
    folder: join(folder, 'data'),
    holder: 'http://localhost:3000',
    production: false,
    allowInProduction: false,
    ...change,
  })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rekey-pglite-'))
    expect(await hasPglite(options().folder), 'before the first start').toBe(false)
    expect(await readdir(folder), 'looking makes nothing').toEqual([])
    // What a start leaves that was killed while it made the database.
    await mkdir(join(folder, 'data', 'database.tmp'), { recursive: true })
    await writeFile(join(folder, 'data', 'database.tmp', 'PG_VERSION'), '18')
    expect(await hasPglite(options().folder), 'half made').toBe(false)
    db = await openPglite(options())
  }, 60_000)
  afterAll(async () => {
    await db.close()
    await rm(folder, { recursive: true })
  })

  it('is made whole, over what a killed attempt left, and migrates', async () => {
    expect(await readdir(join(folder, 'data'))).toEqual(['database'])
    expect(await hasPglite(options().folder)).toBe(true)
    expect(await migrate(db)).not.toEqual([])
    expect(db.warnings.join()).toContain('power cut')
  })

  it('is refused to a second process, which learns where the first one is', async () => {
    const second = openPglite(options({ folder: join(folder, 'data', '.') }))
    await expect(second).rejects.toThrow(DataFolderInUse)
    await expect(second).rejects.toMatchObject({ holder: 'http://localhost:3000' })
  })

  it('keeps what was written, and gives the folder back when closed', async () => {
    await db.script('create table kept (a integer); insert into kept values (1)')
    await db.close()
    db = await openPglite(options())
    expect(await db.run(count)).toEqual([{ rows: 1 }])
    expect(await migrate(db)).toEqual([])
  })

  it('lets the event loop turn while statements keep waiting', async () => {
    let turns = 0
    const turn = setInterval(() => turns++, 1)
    let busy = true
    const stop = setTimeout(() => {
      busy = false
    }, 50)
    // Without a turn after each statement neither timer would ever fire, and this would never end.
    while (busy) await db.run(count)
    clearInterval(turn)
    clearTimeout(stop)
    expect(turns).toBeGreaterThan(0)
  })

  it('goes on after a statement that failed', async () => {
    await expect(db.run(statement('broken', 'select 1 / 0'))).rejects.toThrow('division by zero')
    const failing = db.transaction(async ({ script }) => {
      await script('insert into kept values (2)')
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await db.run(count)).toEqual([{ rows: 1 }])
  })

  it('is refused in production unless the operator allows it', async () => {
    const elsewhere = join(folder, 'production')
    await expect(openPglite(options({ folder: elsewhere, production: true }))).rejects.toThrow(PgliteRefused)
    expect(await readdir(folder)).toEqual(['data'])
  })
})
