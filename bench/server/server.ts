// The product as an operator starts it: `rekey serve --config`, its log in a file, its thread pool as documented.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Organisation } from '../../src/ports/organisations.ts'

/** Where the product hashes: as many threads as `npm start` gives it. The floor gets the same. */
export const threads = String(Math.max(4, 2 * availableParallelism()))

export interface ServerPlan {
  readonly program: string
  /** Empty, and this server's own. */
  readonly folder: string
  readonly port: number
  readonly keyringFile: string
  readonly database: { readonly url: string } | { readonly pglite: string }
  readonly mailPort: number
  readonly organisation: Organisation
  /** For the run that counts hashes: where to. */
  readonly countsHashesIn?: string
}

export interface RunningServer {
  readonly pid: number
  readonly port: number
  /** From nothing to the first connection it takes, in milliseconds. */
  readonly startedIn: number
  stop(): Promise<void>
}

export async function startServer(plan: ServerPlan): Promise<RunningServer> {
  const { program, folder, port } = plan
  const config = join(folder, 'rekey.yaml')
  const logFile = join(folder, 'log')
  // JSON is YAML.
  writeFileSync(config, JSON.stringify(settings(plan)))
  const log = openSync(logFile, 'a')
  const begun = performance.now()
  const { countsHashesIn } = plan
  const counting = countsHashesIn === undefined ? [] : ['--import', countHashes]
  const child = spawn(process.execPath, [...nodeFlags(), ...counting, program, 'serve', '--config', config], {
    cwd: folder,
    env: { ...process.env, UV_THREADPOOL_SIZE: threads, BENCH_HASH_COUNT: countsHashesIn },
    stdio: ['ignore', log, log],
  })
  const ended = once(child, 'exit')
  const endWithUs = () => child.kill('SIGKILL')
  process.once('exit', endWithUs)
  while (!(await takesConnections(port))) {
    if (child.exitCode !== null) throw new Error(`the server did not start:\n${readFileSync(logFile, 'utf8')}`)
    await pause(5)
  }
  return {
    pid: child.pid ?? 0,
    port,
    startedIn: performance.now() - begun,
    async stop() {
      process.removeListener('exit', endWithUs)
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Not bundled: it runs in the server's process. The bench itself is in dist/bench. */
const countHashes = new URL('../../bench/server/count-hashes.mjs', import.meta.url).href

/** For a profile: BENCH_NODE_FLAGS="--cpu-prof --cpu-prof-dir=/tmp/profile". */
const nodeFlags = (): readonly string[] => process.env['BENCH_NODE_FLAGS']?.split(' ') ?? []

const settings = ({ port, keyringFile, database, mailPort, organisation }: ServerPlan) => ({
  listen: { host: '127.0.0.1', port },
  'trusted-proxies': ['127.0.0.0/8'],
  database,
  'secret-key-file': keyringFile,
  mail: { host: '127.0.0.1', port: mailPort, tls: 'none' },
  organisations: [
    {
      id: organisation.id,
      name: organisation.name,
      'base-url': organisation.baseUrl,
      locale: organisation.locale,
      'time-zone': organisation.timeZone,
      'mail-from': organisation.mailFrom,
      directories: [{ key: 'main', kind: 'built-in' }],
    },
  ],
})

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('close', () => socket.destroy())
    socket.once('connect', () => socket.destroy())
  })
}
