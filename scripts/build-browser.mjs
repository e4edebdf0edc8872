// Builds what browsers load: one module for each script of people's pages, and the administrators' portal as one script and
// one stylesheet, each with nothing beside it to fetch.
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'

/**
 * Writes new-password.js, wait.js, admin.js and admin.css into `outdir`. esbuild has printed each error when this throws.
 *
 * @param {string} outdir
 * @returns {Promise<void>}
 */
export async function buildBrowser(outdir) {
  await mkdir(outdir, { recursive: true })
  await esbuild.build({
    absWorkingDir: fileURLToPath(new URL('../', import.meta.url)),
    entryPoints: [
      { in: 'src/web/browser/new-password.ts', out: 'new-password' },
      { in: 'src/web/browser/wait.ts', out: 'wait' },
      { in: 'src/web/admin/main.tsx', out: 'admin' },
      { in: 'src/web/admin/look/admin.css', out: 'admin' },
    ],
    outdir,
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  })
}
