// What `npm start`, `npm test` and `npm run check` share: a Node that is new enough and a node_modules that matches the
// lock file, so that each of them works on a bare clone. Uses nothing but Node, because nothing else is there yet.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The root folder of the checkout, wherever the script was called from. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Ends the process with a plain sentence unless Node is new enough and the dependencies are those of the lock file. */
export function prepareCheckout() {
  process.chdir(ROOT)
  refuseOldNode()
  if (!dependenciesMatchLock()) installDependencies()
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  stop(`Rekey needs Node 20.19 or newer; this is Node ${process.versions.node}. Node 24 is recommended.`)
}

/**
 * Compares what npm wrote down after its last install with the lock file, by content: a fresh clone or a changed branch
 * says nothing by its file times.
 *
 * @returns {boolean}
 */
function dependenciesMatchLock() {
  if (!existsSync('node_modules/.package-lock.json')) return false
  try {
    const wanted = readPackages('package-lock.json')
    const installed = readPackages('node_modules/.package-lock.json')
    return Object.entries(wanted).every(([path, entry]) => {
      const found = installed[path]
      // npm leaves out optional packages made for other platforms, so their absence means nothing.
      if (path === '' || (entry.optional && !found)) return true
      return found?.version === entry.version && found?.integrity === entry.integrity
    })
  } catch {
    return false // an unreadable file is what an interrupted install leaves behind
  }
}

/**
 * @param {string} lockFile
 * @returns {Record<string, {version?: string, integrity?: string, optional?: boolean}>}
 */
function readPackages(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages
}

function installDependencies() {
  process.stderr.write('Installing the dependencies (npm ci); this happens once and takes about half a minute.\n')
  // Development dependencies are asked for by name: the build needs them even where NODE_ENV is production.
  const options = ['ci', '--include=dev', '--no-audit', '--no-fund']
  // Under `npm run` npm names its own script; calling that needs no shell on any platform.
  const npmScript = process.env['npm_execpath']
  const npm = npmScript?.endsWith('.js')
    ? spawnSync(process.execPath, [npmScript, ...options], { stdio: ['ignore', 2, 2] })
    : spawnSync('npm', options, { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  if (npm.status === 0) return
  const reason = npm.error?.message ?? (npm.signal ? `ended by ${npm.signal}` : `exit code ${npm.status}`)
  stop(
    `The dependencies could not be installed: npm ci failed (${reason}). Its own message is above; check the network and try again.`,
  )
}

/**
 * Prints one sentence on stderr and ends the process with exit code 1.
 *
 * @param {string} sentence
 * @returns {never}
 */
export function stop(sentence) {
  process.stderr.write(`\n${sentence}\n`)
  process.exit(1)
}
