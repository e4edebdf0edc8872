// Stories are told twice, with scripts and without, each time in a demo of their own that nobody has used before.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import { launchBrowser } from '../../servers/chromium.ts'
import { describeWith } from '../../support/required-servers.ts'
import { type Demo, startDemo } from './demo.ts'
import { openVisitor, type Visitor, type VisitorOptions } from './visitor.ts'

export interface Scene {
  readonly scripts: boolean
  /** The running demo; only inside tests and hooks. */
  readonly demo: () => Demo
  /** A browser that has never been here. */
  readonly visitor: (options?: Partial<VisitorOptions>) => Promise<Visitor>
}

export function tellStories(title: string, tell: (scene: Scene) => void): void {
  describeWith('chromium', title, () => {
    describe.each([
      { scripts: true, how: 'with scripts' },
      { scripts: false, how: 'without scripts' },
    ])('$how', ({ scripts }) => tell(setScene(scripts)))
  })
}

/** Starts a demo and a browser for the tests of the `describe` it is called in. */
export function setScene(scripts: boolean, database?: () => Promise<string>): Scene {
  let demo: Demo | undefined
  let browser: Browser | undefined
  beforeAll(async () => {
    const [running, launched] = await Promise.all([database?.().then(startDemo) ?? startDemo(), launchBrowser()])
    demo = running
    browser = launched
  })
  afterAll(async () => {
    await browser?.close()
    await demo?.stop()
  })
  return {
    scripts,
    demo: () => must(demo),
    visitor: (options = {}) => openVisitor(must(browser), must(demo).url, { scripts, ...options }),
  }
}

function must<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error('The scene is set before the first test.')
  return part
}
