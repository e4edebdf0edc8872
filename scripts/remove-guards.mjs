// Removes each guard of the journey in turn, in a copy of the checkout, and runs the core's tests against what is left. A guard
// that can be removed with every test still green is a missing test or a needless guard: exit 1.
//   node scripts/remove-guards.mjs            all of them, a few minutes
//   node scripts/remove-guards.mjs gates.ts   those whose name or file holds the word
import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { guards } from './guards.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const COPIED = [
  'src/core',
  'tests/model',
  'tests/support',
  'docs/flows',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
]
const TESTS = [
  'tests/model',
  'src/core/journey',
  'src/core/registration',
  'src/core/policy',
  'src/core/throttle',
  'src/core/methods',
]
const SEQUENCES = '1000'

const word = process.argv[2] ?? ''
const chosen = guards.filter(({ name, file }) => name.includes(word) || file.includes(word))
const copy = mkdtempSync(join(tmpdir(), 'rekey-guards-'))
process.on('exit', () => rmSync(copy, { recursive: true, force: true }))
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => process.exit(1))

for (const path of COPIED) cpSync(join(ROOT, path), join(copy, path), { recursive: true })
symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))

const missing = guards.filter(({ file, guard }) => readFileSync(join(ROOT, file), 'utf8').split(guard).length !== 2)
for (const { name, file } of missing) process.stdout.write(`not found exactly once  ${name} (${file})\n`)
const untouched = missing.length > 0 ? null : await runTests()
if (untouched !== null && untouched.failed.length > 0)
  process.stdout.write(`The tests fail with every guard in place:\n${untouched.output}\n`)
process.exitCode = untouched === null || untouched.failed.length > 0 ? 1 : await removeEach()

/** @returns {Promise<number>} exit code */
async function removeEach() {
  let survivors = 0
  for (const { name, file, guard, without } of chosen) {
    const path = join(copy, file)
    const whole = readFileSync(path, 'utf8')
    writeFileSync(
      path,
      whole.replace(guard, () => without),
    )
    const { failed } = await runTests()
    writeFileSync(path, whole)
    if (failed.length === 0) survivors += 1
    process.stdout.write(`${failed.length === 0 ? 'SURVIVED' : 'killed  '}  ${name.padEnd(52)} ${failed.join(', ')}\n`)
  }
  process.stdout.write(`\n${chosen.length - survivors} of ${chosen.length} guards are held by tests\n`)
  return survivors === 0 ? 0 : 1
}

/** @returns {Promise<{failed: string[], output: string}>} the test files that failed, by their names */
function runTests() {
  const report = join(copy, 'report.json')
  rmSync(report, { force: true })
  const args = ['run', ...TESTS, '--root', copy, '--bail=1', '--reporter=json', `--outputFile=${report}`]
  const env = { ...process.env, REKEY_SEQUENCES: SEQUENCES, REKEY_TEST_LONG: '', REKEY_WRITE_FLOWS: '' }
  const vitest = spawn(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), ...args], {
    cwd: copy,
    timeout: 120_000, // without its guard a loop may never end
    killSignal: 'SIGKILL',
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  /** @type {Buffer[]} */
  const chunks = []
  vitest.stdout.on('data', (chunk) => chunks.push(chunk))
  vitest.stderr.on('data', (chunk) => chunks.push(chunk))
  return new Promise((resolve, reject) => {
    vitest.once('error', reject)
    vitest.once('close', () => {
      const output = Buffer.concat(chunks).toString()
      if (!existsSync(report)) return resolve({ failed: ['no end'], output })
      /** @type {{testResults: readonly {name: string, status: string}[]}} */
      const results = JSON.parse(readFileSync(report, 'utf8'))
      const failed = results.testResults.filter(({ status }) => status === 'failed')
      resolve({
        failed: failed.map(({ name }) => name.slice(name.lastIndexOf('/') + 1).replace('.test.ts', '')),
        output,
      })
    })
  })
}
