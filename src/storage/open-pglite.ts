// PGlite on disk: PostgreSQL inside this process, for evaluation, development and small installations that accept its limits.
import { existsSync } from 'node:fs'
import { access, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { lockDataFolder, type ReleaseLock } from './data-lock.ts'
import type { Database, DatabaseOptions } from './database.ts'
import { makeDataFolder } from './make-data-folder.ts'
import { databaseOverPglite, startPglite } from './pglite-driver.ts'

export interface PgliteOptions extends DatabaseOptions {
  /** Holds the database and what belongs to it; made if it isn't there. */
  readonly folder: string
  /** Told to a second process that wants the same folder: where this one can be found. */
  readonly holder: string
  readonly production: boolean
  /** The operator says that losing the last writes in a power cut is acceptable. */
  readonly allowInProduction: boolean
}

/** Not a database to run an organisation on unless the operator says so. */
export class PgliteRefused extends Error {
  override readonly name = 'PgliteRefused'
}

/** False before the first start. Throws where it can't be looked at: a folder that is another user's. */
export async function hasPglite(folder: string): Promise<boolean> {
  try {
    await access(databaseIn(resolve(folder)))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

/** Throws `PgliteRefused`, `DataFolderInUse`. */
export async function openPglite(options: PgliteOptions): Promise<Database> {
  if (options.production && !options.allowInProduction) {
    throw new PgliteRefused(
      'the built-in database can lose its last writes in a power cut: use PostgreSQL in production',
    )
  }
  const folder = resolve(options.folder)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const release = await lockDataFolder(folder, options.holder)
  try {
    return await openLocked(databaseIn(folder), release, options)
  } catch (error) {
    await release()
    throw error
  }
}

/** Beside it there may be a half-made one. */
const databaseIn = (folder: string): string => join(folder, 'database')

async function openLocked(dataDir: string, release: ReleaseLock, options: PgliteOptions): Promise<Database> {
  if (!existsSync(dataDir)) await makeDataFolder(dataDir)
  return databaseOverPglite(await startPglite({ dataDir }), {
    warnings: [
      'The built-in database survives a crash of this process, not a power cut or a crash of the system: the last writes may be lost.',
    ],
    onStatement: options.onStatement,
    measures: options.measures,
    release,
  })
}
