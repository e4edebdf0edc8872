// What axe finds on a page. Its own driver for playwright brings every passed check back with its elements, which takes three
// times as long as looking does.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** One line for each rule that is broken, with the elements that break it. Pages have no frames. */
export async function findViolations(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  const violations = await page.evaluate(async () => {
    const { axe: looker } = window as unknown as { readonly axe: typeof axe }
    const found = await looker.run(document, { resultTypes: ['violations'] })
    return found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))
  })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.join(' ')}`)
}
