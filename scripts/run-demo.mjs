// Runs the built demo as a child, because the size of Node's thread pool (where passwords are hashed) is read from the
// environment before a process starts. Passes signals on once and hands back the child's exit code.
import { spawn } from 'node:child_process'
import { availableParallelism, constants } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from './install.mjs'
import { endWhenNpmEnds, passOnce } from './signals.mjs'

/**
 * @param {readonly string[]} args what follows `rekey demo`
 * @returns {Promise<number>} the exit code: the demo's own, or 128 + the number of the signal that ended it
 */
export function runDemo(args) {
  const demo = spawn(process.execPath, ['--import', END_WITH_PARENT, join(ROOT, 'dist/main.js'), 'demo', ...args], {
    // A process group of its own: Ctrl-C in a terminal goes to every process of the group, and npm passes it on as well.
    detached: process.platform !== 'win32',
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, UV_THREADPOOL_SIZE: process.env['UV_THREADPOOL_SIZE'] ?? String(threadPoolSize()) },
  })
  passOnce('SIGINT', demo)
  passOnce('SIGTERM', demo)
  passOnce('SIGHUP', demo)
  endWhenNpmEnds(demo)
  return new Promise((resolve, reject) => {
    demo.once('error', reject)
    demo.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
}

/** Hashing runs at most min(4, 2 × cores) at a time; the rest is left to files and names. */
function threadPoolSize() {
  return Math.max(4, 2 * availableParallelism())
}

const END_WITH_PARENT = pathToFileURL(join(ROOT, 'scripts/end-with-parent.mjs')).href
