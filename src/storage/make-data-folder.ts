// A new PGlite data folder, whole or not there at all: killed half-way, a half-made one would never open again.
import { execFile } from 'node:child_process'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

/** Made beside its place, flushed to the disk, then renamed. What an earlier, killed attempt left is thrown away. */
export async function makeDataFolder(folder: string): Promise<void> {
  const unfinished = `${folder}.tmp`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(dirname(folder), { recursive: true })
  await initializeInChild(unfinished)
  await flushTree(unfinished)
  await rename(unfinished, folder)
  await flush(dirname(folder))
}

/** In a process of its own: making a database takes 600 MB more than running one, and they are never given back. */
async function initializeInChild(folder: string): Promise<void> {
  const pglite = pathToFileURL(createRequire(import.meta.url).resolve('@electric-sql/pglite'))
  const script = `
    const { PGlite } = await import(${JSON.stringify(pglite.href)})
    const lite = new PGlite(${JSON.stringify(folder)})
    await lite.waitReady
    await lite.close()`
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
}

async function flushTree(folder: string): Promise<void> {
  for (const each of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (each.isFile() || each.isDirectory()) await flush(join(each.parentPath, each.name))
  }
  await flush(folder)
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r')
  await handle.sync().finally(() => handle.close())
}
