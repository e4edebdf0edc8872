// `npm test`: installs if needed, builds, and runs every suite that this machine can run. Ends with one line: "N passed,
// N failed". `npm run test:long` (--long) asks for the long versions of tests; other arguments go to vitest.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { prepareCheckout } from './install.mjs'
import { endWhenNpmEnds, passOnce } from './signals.mjs'

prepareCheckout()
process.exitCode = (await buildForTests()) ? await runTests(process.argv.slice(2)) : 1

async function buildForTests() {
  try {
    const { build } = await import('./build.mjs')
    await build()
    return true
  } catch (error) {
    process.stderr.write(`\nThe build failed: ${error instanceof Error ? error.message : String(error)}\n`)
    process.stdout.write('\n0 passed, 1 failed\n') // nothing could be tested, and that is one failure
    return false
  }
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>} vitest's exit code
 */
function runTests(args) {
  const long = args.includes('--long') ? { REKEY_TEST_LONG: '1' } : {}
  const forVitest = args.filter((arg) => arg !== '--long')
  const vitest = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...forVitest], {
    stdio: 'inherit',
    env: { ...process.env, ...long, REKEY_TEST_BUILT: '1' },
  })
  // vitest stops the servers it started when told to end, so this process waits for it. Ctrl-C reaches it without help.
  process.on('SIGINT', () => undefined)
  passOnce('SIGTERM', vitest)
  endWhenNpmEnds(vitest)
  return new Promise((resolve, reject) => {
    vitest.once('error', reject)
    vitest.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
}
