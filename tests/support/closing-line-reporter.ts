// The last lines of a run: which servers were not found, then "N passed, N failed" alone on a line, so that a person and
// a script read the same result. Whatever makes the run fail is counted, so "0 failed" is never the end of a red run.
import type { Reporter, TestModule } from 'vitest/node'
import { missingServers } from './system-servers.ts'

interface Results {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const results = countResults(modules, unhandledErrors.length)
    if (results.skipped > 0) for (const line of missingServers()) process.stderr.write(`${line}\n`)
    process.stdout.write(`\n${closingLine(results)}\n`)
  }
}

/** Counts tests, and as one failure each file, suite or stray error that failed outside a test. */
export function countResults(modules: readonly TestModule[], unhandledErrors: number): Results {
  let passed = 0
  let failed = unhandledErrors
  let skipped = 0
  for (const module of modules) {
    failed += module.errors().length
    for (const suite of module.children.allSuites()) failed += suite.errors().length
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      if (state === 'passed') passed += 1
      else if (state === 'failed') failed += 1
      else skipped += 1
    }
  }
  return { passed, failed, skipped }
}

export function closingLine({ passed, failed, skipped }: Results): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
