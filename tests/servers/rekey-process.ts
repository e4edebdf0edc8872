// The built program as a child process, as an operator would run it: for tests that kill it, run two of it, or read what
// it prints. Ends with the test file, and with this process if that dies.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { waitForLine } from './wait-for-line.ts'

export interface RekeyProcess {
  readonly pid: number
  /** The first address in the ready line. */
  readonly url: string
  /** Everything printed so far. */
  readonly stdout: () => string
  readonly stderr: () => string
  /** Sends the signal and waits for the end. */
  kill(signal: NodeJS.Signals): Promise<Ending>
  /** Asks it to end in order (SIGTERM) and waits. */
  stop(): Promise<Ending>
  /** Resolves when it ends, for whatever reason. */
  readonly ended: Promise<Ending>
}

export interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface RekeyOptions {
  /** Added to the environment of this process; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly cwd?: string
  /** Recognises the line on stdout that says the program is ready. Default: the first one with an http address. */
  readonly ready?: RegExp
  /** Loaded before the program, as by `node --import`; relative to `cwd`. */
  readonly imports?: readonly string[]
  /** What to run in place of dist/main.js. */
  readonly program?: string
}

/** Starts `rekey <args>` and waits until it is ready. Rejects with its output when it ends before that. */
export async function startRekey(args: readonly string[], options: RekeyOptions = {}): Promise<RekeyProcess> {
  const imports = [END_WITH_PARENT, ...(options.imports ?? [])].flatMap((each) => ['--import', each])
  const child = spawn(process.execPath, [...imports, options.program ?? PROGRAM, ...args], {
    cwd: options.cwd ?? ROOT,
    // vitest calls its own environment a test; the program is to behave as it does for an operator.
    env: { ...process.env, NODE_ENV: undefined, UV_THREADPOOL_SIZE: '4', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const { stdout, stderr, pid } = child
  if (stdout === null || stderr === null || pid === undefined) throw new Error('The program could not be started.')
  const printed = { stdout: '', stderr: '' }
  stdout.setEncoding('utf8').on('data', (text: string) => {
    printed.stdout += text
  })
  stderr.setEncoding('utf8').on('data', (text: string) => {
    printed.stderr += text
  })
  const ended = once(child, 'close').then(([code, signal]): Ending => ({ code, signal }))
  const kill = (signal: NodeJS.Signals): Promise<Ending> => {
    child.kill(signal)
    return ended
  }
  running.add(kill)
  ended.finally(() => running.delete(kill))

  const line = await waitForLine(child, stdout, options.ready ?? /https?:\/\/\S+/).catch((error: Error) => {
    child.kill('SIGKILL')
    throw new Error(`${error.message}\nOn stderr:\n${printed.stderr}`)
  })
  const url = /https?:\/\/[^\s"',]+/.exec(line.input)?.[0] ?? ''
  return {
    pid,
    url,
    stdout: () => printed.stdout,
    stderr: () => printed.stderr,
    kill,
    stop: () => kill('SIGTERM'),
    ended,
  }
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PROGRAM = fileURLToPath(new URL('../../dist/main.js', import.meta.url))
const END_WITH_PARENT = new URL('../../scripts/end-with-parent.mjs', import.meta.url).href

const running = new Set<(signal: NodeJS.Signals) => Promise<Ending>>()
afterAll(async () => {
  await Promise.all([...running].map((kill) => kill('SIGKILL')))
})
