// The browser that stories drive.
import { expect, it } from 'vitest'
import { describeWith } from '../support/required-servers.ts'
import { launchBrowser } from './chromium.ts'

describeWith('chromium', 'the browser', () => {
  it('shows a page, and reaches no host but this machine', async () => {
    const browser = await launchBrowser()
    try {
      const page = await browser.newPage()
      await page.setContent('<h1>Reset your password</h1>')
      expect(await page.textContent('h1')).toBe('Reset your password')
      await expect(page.goto('http://example.com/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED')
    } finally {
      await browser.close()
    }
  })
})
