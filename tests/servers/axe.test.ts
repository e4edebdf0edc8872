import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWith } from '../support/required-servers.ts'
import { findViolations } from './axe.ts'
import { launchBrowser } from './chromium.ts'

describeWith('chromium', 'looking at a page with axe', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(async () => browser?.close())

  it('names each broken rule with its elements, under any policy for scripts', async () => {
    const page = await browser.newPage()
    let body = ''
    await page.route('http://localhost/**', (route) =>
      route.fulfill({ contentType: 'text/html', headers: { 'content-security-policy': "default-src 'none'" }, body }),
    )
    const look = async (content: string) => {
      body = `<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1>${content}</main></html>`
      await page.goto('http://localhost/')
      return findViolations(page)
    }
    expect(await look('<p>A sentence.</p>')).toEqual([])
    expect(await look('<input><img src="x.png">')).toEqual(['image-alt: <img src="x.png">', 'label: <input>'])
  })
})
