// A demo that was started and stopped once, in a folder named in REKEY_TEST_DEMO: every story begins with a copy of it, since
// to make a database and hash everybody's passwords takes longer than most of what is told.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../servers/postgres.ts'
import { waitForLine } from '../servers/wait-for-line.ts'

const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

let folder: string | undefined

export async function setup(): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'rekey-seeded-'))
  const child = spawn(process.execPath, [program, 'demo'], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: undefined, PORT: `${await freePort()}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  await waitForLine(child, child.stdout, /http:/)
  child.kill('SIGTERM')
  await ended
  process.env['REKEY_TEST_DEMO'] = folder
}

export async function teardown(): Promise<void> {
  if (folder !== undefined) await rm(folder, { recursive: true })
}
