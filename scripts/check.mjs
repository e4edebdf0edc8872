// `npm run check`: types, lint and format, unused code and the import arrow, side by side. Reports every failure, not the
// first one, and exits with 1 if there was any.
import { spawn } from 'node:child_process'
import { prepareCheckout } from './install.mjs'

prepareCheckout()

const CHECKS = [
  { name: 'types', command: ['node_modules/typescript/bin/tsc', '--noEmit'] },
  { name: 'types in the browser', command: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'src/web/browser'] },
  { name: 'types in the portal', command: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'src/web/admin'] },
  { name: 'lint and format', command: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'] },
  { name: 'unused code', command: ['node_modules/knip/bin/knip.js', '--no-progress'] },
  { name: 'architecture', command: ['node_modules/vitest/vitest.mjs', 'run', 'tests/architecture'] },
]

const results = await Promise.all(CHECKS.map(run))
const failed = results.filter((result) => !result.passed)
for (const { name, output } of failed) process.stdout.write(`\n--- ${name} ---\n${output}\n`)
for (const { name, passed, seconds } of results)
  process.stdout.write(`${passed ? 'ok    ' : 'FAILED'}  ${name} (${seconds} s)\n`)
process.exitCode = failed.length === 0 ? 0 : 1

/**
 * @param {{name: string, command: readonly string[]}} check
 * @returns {Promise<{name: string, passed: boolean, seconds: string, output: string}>}
 */
function run({ name, command }) {
  const started = performance.now()
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] })
  /** @type {Buffer[]} */
  const chunks = []
  child.stdout.on('data', (chunk) => chunks.push(chunk))
  child.stderr.on('data', (chunk) => chunks.push(chunk))
  return new Promise((resolve) => {
    const end = (/** @type {boolean} */ passed) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      resolve({ name, passed, seconds, output: Buffer.concat(chunks).toString() })
    }
    child.once('error', (error) => {
      chunks.push(Buffer.from(error.message))
      end(false)
    })
    child.once('close', (code) => end(code === 0))
  })
}
