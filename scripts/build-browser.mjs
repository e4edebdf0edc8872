// Builds what browsers load: one module for each script of src/web/browser, with nothing beside it to fetch.
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'

/**
 * Writes new-password.js and wait.js into `outdir`. esbuild has printed each error when this throws.
 *
 * @param {string} outdir
 * @returns {Promise<void>}
 */
export async function buildBrowser(outdir) {
  await mkdir(outdir, { recursive: true })
  await esbuild.build({
    absWorkingDir: fileURLToPath(new URL('../', import.meta.url)),
    entryPoints: ['src/web/browser/new-password.ts', 'src/web/browser/wait.ts'],
    outdir,
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    logLevel: 'warning',
  })
}
