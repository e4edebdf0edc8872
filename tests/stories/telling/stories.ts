// Stories are told twice, with scripts and without, each time in a demo of their own that nobody has used before.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import { launchBrowser } from '../../servers/chromium.ts'
import { usePostgres } from '../../servers/use-postgres.ts'
import { describeWith } from '../../support/required-servers.ts'
import { type Clock, openClock } from './clock.ts'
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

export interface ClockScene extends Scene {
  /** Of the story's own PostgreSQL; only inside tests and hooks. */
  readonly clock: () => Clock
}

/** The same on a PostgreSQL whose clock the story puts forward where a person would wait. */
export function tellClockStories(title: string, tell: (scene: ClockScene) => void): void {
  describeWith('chromium', title, () => {
    describeWith('postgres', 'with a clock that runs ahead', () => {
      const databases = usePostgres()
      describe.each([
        { scripts: true, how: 'with scripts' },
        { scripts: false, how: 'without scripts' },
      ])('$how', ({ scripts }) => {
        let clock: Clock | undefined
        const scene = setScene(scripts, async () => {
          clock = await openClock(await databases.createDatabase())
          return clock.database
        })
        tell({ ...scene, clock: () => must(clock) })
      })
    })
  })
}

/** Starts a demo and a browser for the tests of the `describe` it is called in. */
function setScene(scripts: boolean, database?: () => Promise<string>): Scene {
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
