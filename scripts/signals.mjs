// Handing signals on to a child process, once each, through npm and the shell that npm puts in between.

/** One press of Ctrl-C reaches a script twice (terminal and npm); a person's second press comes later than this. */
const ONE_PRESS_MS = 300

/** How often a script looks whether it still has the parent it started with; nothing tells it. */
const LOOK_MS = 250

/**
 * @param {NodeJS.Signals} signal
 * @param {import('node:child_process').ChildProcess} child
 */
export function passOnce(signal, child) {
  let lastPassed = Number.NEGATIVE_INFINITY
  process.on(signal, () => {
    const now = performance.now()
    if (now - lastPassed < ONE_PRESS_MS) return
    lastPassed = now
    child.kill(signal)
  })
}

/**
 * npm ends on SIGTERM after passing it to its shell, and Debian's shell ends without passing it on. What is left of that
 * down here is another parent process, so a change of parent under npm is taken as the signal.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
export function endWhenNpmEnds(child) {
  if (process.env['npm_lifecycle_event'] === undefined) return
  const parent = process.ppid
  const look = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(look)
    if (!child.killed) child.kill('SIGTERM') // else it has been told by passOnce
  }, LOOK_MS)
  look.unref()
}
