// A folder for the run, named in REKEY_TEST_INSPECTED: stories leave a mark there for each page that was found good.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let folder: string | undefined

export async function setup(): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'rekey-inspected-'))
  process.env['REKEY_TEST_INSPECTED'] = folder
}

export async function teardown(): Promise<void> {
  if (folder !== undefined) await rm(folder, { recursive: true })
}
