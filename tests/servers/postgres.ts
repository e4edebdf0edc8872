// A PostgreSQL of our own for tests: a fresh cluster in a temporary folder, on a random port of 127.0.0.1, trusting
// everyone there. Stopped through the process it was started as.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { findOnPath, isProgram } from './find-program.ts'
import { waitForLine } from './wait-for-line.ts'

export interface RunningPostgres {
  /** The maintenance database, as superuser. */
  readonly url: string
  readonly port: number
  /** Creates an empty database and returns its URL. Without a name it gets one that no other test has. */
  createDatabase(name?: string): Promise<string>
  /** Ends at once, as in a crash: nothing is flushed, and the next start recovers from the log. */
  crash(): Promise<void>
  /** On the same data and port, after a crash. */
  startAgain(): Promise<void>
  stop(): Promise<void>
}

export interface PostgresOptions {
  /** Off is faster and loses data if the machine stops; killed processes lose nothing either way. Default on. */
  readonly fsync?: boolean
  /** Where the folder of its data is made: a small disk, for instance. Default: the system's temporary folder. */
  readonly inFolder?: string
}

/** Starts a cluster, or returns undefined where PostgreSQL is not installed. Takes about a second. */
export async function startPostgres(options: PostgresOptions = {}): Promise<RunningPostgres | undefined> {
  const bin = findPostgres()
  if (bin === undefined) return undefined
  const owner = clusterOwner()
  const folder = await mkdtemp(join(options.inFolder ?? tmpdir(), 'rekey-postgres-'))
  if (owner) await chown(folder, owner.uid, owner.gid)
  const initdb = ['-D', folder, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync']
  await run(join(bin, 'initdb'), initdb, folder, owner)

  const port = await freePort()
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200']
  if (options.fsync === false) settings.push('fsync=off', 'full_page_writes=off', 'synchronous_commit=off')
  const args = ['-D', folder, ...settings.flatMap((setting) => ['-c', setting])]
  const begin = async (): Promise<ChildProcess> => {
    const started = spawn(join(bin, 'postgres'), args, { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
    await waitForLine(started, started.stderr, /database system is ready to accept connections/)
    return started
  }
  let server = await begin()
  const endWithUs = () => server.kill('SIGQUIT')
  process.once('exit', endWithUs)

  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  return {
    url,
    port,
    createDatabase: (name) => createDatabase(url, name),
    crash: () => end(server, 'SIGQUIT'),
    startAgain: async () => {
      server = await begin()
    },
    stop: async () => {
      process.removeListener('exit', endWithUs)
      await end(server)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Creates a database on the server behind `url` and returns the URL of the new one. */
export async function createDatabase(url: string, name = `test_${randomBytes(6).toString('hex')}`): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
  const created = new URL(url)
  created.pathname = `/${encodeURIComponent(name)}`
  return created.href
}

/** The folder of PostgreSQL's programs: beside `initdb` on PATH, else Debian's newest. */
export function findPostgres(): string | undefined {
  const onPath = findOnPath('initdb')
  if (onPath && isProgram(join(dirname(onPath), 'postgres'))) return dirname(onPath)
  const debian = '/usr/lib/postgresql'
  const versions = readdirOrNone(debian).sort((a, b) => Number(b) - Number(a))
  return versions.map((version) => join(debian, version, 'bin')).find((bin) => isProgram(join(bin, 'initdb')))
}

interface Owner {
  readonly uid: number
  readonly gid: number
}

/** PostgreSQL refuses to run as root, so root runs it as the user its package made. */
function clusterOwner(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

async function run(program: string, args: readonly string[], cwd: string, owner: Owner | undefined): Promise<void> {
  const child = spawn(program, args, { ...owner, cwd, stdio: ['ignore', 'ignore', 'pipe'] })
  const errors: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${program} failed: ${Buffer.concat(errors).toString()}`)
}

/** Ends sessions and stops; the clients of a finished test are not waited for. */
async function end(server: ChildProcess, signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const exited = once(server, 'exit')
  server.kill(signal)
  await exited
}

/** Below those that the system gives to connections (32768 and more on Linux): one of them could take it before whoever asked does. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(12_000, 32_768)
    if (await isFree(port)) return port
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port, '127.0.0.1')
  try {
    await once(probe, 'listening')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return false
    throw error
  }
  await once(probe.close(), 'close')
  return true
}

function readdirOrNone(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
