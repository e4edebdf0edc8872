// The portal's first load, as it would be packed for the wire: everything there is, since there is one script.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { buildBrowser } from '../../scripts/build-browser.mjs'

it('is at most 50 KB packed, of 300 KB allowed, and brings no schema to the browser', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rekey-built-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  await buildBrowser(folder)
  const read = (name: string) => readFileSync(join(folder, name))
  const packed = ['admin.js', 'admin.css'].map((name) => gzipSync(read(name), { level: 9 }).length)
  expect(packed.reduce((sum, size) => sum + size, 0)).toBeLessThan(50_000)
  expect(read('admin.js').toString()).not.toContain('ZodObject')
})
