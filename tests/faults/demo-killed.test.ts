// PGlite is killed with the process it runs in, at random moments of its writes: whatever a page had confirmed is there
// when the same folder is opened again, and the folder can be opened.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { freePort } from '../servers/postgres.ts'
import { startRekey } from '../servers/rekey-process.ts'
import { type BareBrowser, openBareBrowser } from '../support/browser-without-scripts.ts'

const kills = process.env['REKEY_TEST_LONG'] === '1' ? 20 : 2

describe('the built-in database', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'rekey-killed-'))
  afterAll(() => rmSync(cwd, { recursive: true }))

  it('keeps every step that was confirmed before kill -9, and comes up again by itself', async () => {
    const port = await freePort()
    const start = () => startRekey(['demo'], { cwd, env: { PORT: String(port) } })
    const confirmed: BareBrowser[] = []
    let people = 0
    let demo = await start()
    for (let round = 0; round < kills; round += 1) {
      const killAfter = confirmed.length + 3 + Math.floor(Math.random() * 6)
      const begin = async (): Promise<void> => {
        people += 1
        const browser = openBareBrowser(`http://localhost:${port}`, { from: `11.9.${people}.7` })
        await browser.get('/reset')
        await browser.send('/reset', { username: `somebody${people}` })
        await browser.send('/reset/reason', { choice: 'reset' })
        expect(browser.page().path).toBe('/reset/proof')
        confirmed.push(browser)
        if (confirmed.length === killAfter) await demo.kill('SIGKILL')
      }
      // Two at a time, so that there is always a write under way when the blow falls.
      const untilKilled = async (): Promise<void> => {
        for (;;) await begin()
      }
      await Promise.allSettled([untilKilled(), untilKilled()])
      expect(confirmed.length).toBeGreaterThanOrEqual(killAfter)
      demo = await start()
      for (const browser of confirmed) {
        // Had its last step been lost, the reason would be asked for again; had its first, the name.
        expect((await browser.get('/reset/proof')).path).toBe('/reset/proof')
      }
    }
    expect(await demo.stop()).toEqual({ code: 0, signal: null })
    expect(demo.stderr()).toBe('')
  })
})
