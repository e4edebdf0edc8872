// Builds dist/: the program as one file (dist/main.js, packages stay in node_modules) and what browsers load (dist/assets).
// Takes well under a second, so nothing is cached.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as esbuild from 'esbuild'
import { ROOT, stop } from './install.mjs'

/**
 * Writes dist/main.js, its source map and dist/assets. esbuild has printed each error when this throws.
 *
 * @returns {Promise<void>}
 */
export async function build() {
  if (!existsSync(join(ROOT, ENTRY))) throw new Error(`Nothing to build: ${ENTRY} is missing from this checkout.`)
  const { buildBrowser } = await import('./build-browser.mjs')
  await Promise.all([buildServer(), buildBrowser(join(ROOT, 'dist/assets'))])
  await esbuild.stop() // or its process would idle beside the demo
}

const ENTRY = 'src/main.ts'

function buildServer() {
  return esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: [ENTRY],
    outfile: 'dist/main.js',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcemap: 'linked',
    logLevel: 'warning',
  })
}

/** Builds, or ends the process with a plain sentence. @returns {Promise<void>} */
export async function buildOrStop() {
  try {
    await build()
  } catch (error) {
    stop(`The build failed: ${error instanceof Error ? error.message : String(error)}`)
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await buildOrStop()
