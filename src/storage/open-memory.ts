// A migrated database in memory, for tests: each gets its own, loaded from a template that the first one makes.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import type { Database, DatabaseOptions } from './database.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/migrations.ts'
import { databaseOverPglite, startPglite } from './pglite-driver.ts'

const nothingHeld = { warnings: [], release: async () => undefined }

export async function openMemory(options: DatabaseOptions = {}): Promise<Database> {
  const template = await readFile(templatePath()).catch(makeTemplate)
  const lite = await startPglite({ loadDataDir: new Blob([new Uint8Array(template)]) })
  return databaseOverPglite(lite, { ...nothingHeld, ...options })
}

/** Renamed into place when it is whole: test processes start together, and none may read half of one. */
async function makeTemplate(): Promise<Uint8Array> {
  const lite = await startPglite({})
  const database = databaseOverPglite(lite, nothingHeld)
  await migrate(database)
  const template = new Uint8Array(await (await lite.dumpDataDir('none')).arrayBuffer())
  await database.close()

  const unfinished = `${templatePath()}.${process.pid}`
  await mkdir(dirname(unfinished), { recursive: true, mode: 0o700 })
  await writeFile(unfinished, template)
  await rename(unfinished, templatePath())
  return template
}

/** Another one for every schema and every version of PGlite. */
function templatePath(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const manifest = readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8')
  const key = createHash('sha256')
    .update(JSON.stringify([manifest, migrations]))
    .digest('hex')
    .slice(0, 16)
  return join(tmpdir(), `rekey-template-${userInfo().uid}`, `${key}.tar`)
}
