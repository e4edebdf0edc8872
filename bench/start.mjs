// `npm run bench`: builds the product and the bench's own programs into dist/, then runs the bench.
// `--quick` ends within a minute; `--program <main.js>` measures another build of the product (twice: both, interleaved).
// `npm run bench -- records` measures what administrators ask over everything that is kept.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { prepareCheckout, ROOT } from '../scripts/install.mjs'

prepareCheckout()
const { buildOrStop } = await import('../scripts/build.mjs')
const esbuild = await import('esbuild')

const programs = ['main', 'people/people', 'floor/floor', 'records/records']
const program = process.argv[2] === 'records' ? 'records/records' : 'main'
const outdir = join(ROOT, 'dist/bench')

await buildOrStop()
await esbuild.build({
  absWorkingDir: ROOT,
  entryPoints: programs.map((name) => ({ in: `bench/${name}.ts`, out: name })),
  outdir,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
})
await esbuild.stop()

const bench = spawn(process.execPath, [join(outdir, `${program}.js`), ...process.argv.slice(2)], { stdio: 'inherit' })
bench.once('exit', (code) => {
  process.exitCode = code ?? 1
})
