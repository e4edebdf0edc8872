// The first page somebody sees when nothing works: small, quick, alone, and readable in every way people look at pages.
import type { CDPSession } from 'playwright-core'
import { expect, it } from 'vitest'
import { tellStories } from './telling/stories.ts'

tellStories('the first view of /reset', ({ demo, visitor }) => {
  it('weighs at most 20 KB over the wire, in at most 3 requests to one origin', async () => {
    const { context, page } = await visitor()
    const wire = await countTraffic(await context.newCDPSession(page))
    await page.goto('/reset', { waitUntil: 'networkidle' })
    expect(wire.origins).toEqual(new Set([demo().url]))
    expect(wire.requests).toBeGreaterThan(0)
    expect(wire.requests).toBeLessThanOrEqual(3)
    expect(wire.bytes).toBeGreaterThan(1000)
    expect(wire.bytes).toBeLessThanOrEqual(20 * 1024)
  })

  it.each([
    { look: 'on a window of 320 pixels, which is 400 % zoom of 1280', width: 320 },
    { look: 'in the dark', colorScheme: 'dark' },
    { look: 'in colours of the person’s own', forcedColors: 'active' },
    { look: 'in the dark, 320 pixels wide', width: 320, colorScheme: 'dark' },
  ] as const)('can be read $look', async ({ look: _, ...options }) => {
    const browser = await visitor(options)
    await browser.goesTo('/reset')
    await browser.sees('Let’s get you back in')
    await browser.goesTo('/sign-in')
    await browser.sees('Sign in')
    await browser.goesTo('/demo')
    await browser.sees('Someone is locked out. Be that person.')
  })

  it.each(['none', 'active'] as const)('shows where the keyboard is (forced colours: %s)', async (forcedColors) => {
    const { page } = await visitor({ forcedColors })
    await page.goto('/reset')
    const links = await page.locator('a, button, input:not([type=hidden])').count()
    for (let pressed = 0; pressed < links; pressed++) {
      await page.keyboard.press('Tab')
      const focus = await page.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body)
        return { on: document.activeElement?.tagName, outlineStyle, outlineWidth }
      })
      expect(focus).toMatchObject({ outlineStyle: 'solid', outlineWidth: '3px' })
    }
  })

  it('leaves out on paper what only works on a screen', async () => {
    const { page } = await visitor()
    await page.goto('/reset')
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true)
    for (const screenOnly of ['.ways', '.languages', '.demo', 'form .btn']) {
      expect(await page.locator(screenOnly).first().isVisible(), screenOnly).toBe(false)
    }
  })
})

interface Traffic {
  requests: number
  /** Headers and bodies as they came over the wire. */
  bytes: number
  readonly origins: Set<string>
}

async function countTraffic(session: CDPSession): Promise<Traffic> {
  const traffic: Traffic = { requests: 0, bytes: 0, origins: new Set() }
  session.on('Network.requestWillBeSent', ({ request }) => {
    traffic.requests += 1
    traffic.origins.add(new URL(request.url).origin)
  })
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    traffic.bytes += encodedDataLength
  })
  await session.send('Network.enable')
  return traffic
}
