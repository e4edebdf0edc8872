// The suites, each a vitest project: `npx vitest run src/core`, `npx vitest run --project stories`. Tests run in processes
// of their own, at most two at a time; those of whole servers follow the others, and what must be alone comes last.
import { defineConfig } from 'vitest/config'

const SERVER_SUITES = ['contracts', 'transcripts', 'stories', 'attacks', 'faults']

/** Faults that are all their own: processes that are killed at each step, keys that are exchanged, a backup that is restored. */
const DRILLS = ['a-fresh-reader', 'crash-matrix', 'demo-killed', 'keys-rotated', 'restored-backup'].map(
  (name) => `tests/faults/${name}.test.ts`,
)

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    reporters: ['default', './tests/support/closing-line-reporter.ts'],
    passWithNoTests: false,
    projects: [
      suite('unit', {
        include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}'],
        exclude: SERVER_SUITES.map((name) => `tests/${name}/**`),
        testTimeout: 20_000,
      }),
      suite('contracts', { globalSetup: ['tests/support/shared-postgres.ts'], testTimeout: 60_000 }),
      wholeServers('transcripts', 1, 'two files at a time'),
      wholeServers('stories', 1, 'two files at a time', [
        'tests/support/seeded-demo.ts',
        'tests/support/inspected-pages.ts',
      ]),
      wholeServers('attacks', 1, 'two files at a time'),
      wholeServers('drills', 1, 'two files at a time', [], { include: DRILLS }),
      // They fill disks, move clocks and cut lines: what else runs would be part of what they measure.
      wholeServers('faults', 2, 'one file at a time', [], { exclude: DRILLS }),
    ],
  },
})

interface Suite {
  readonly include?: string[]
  readonly exclude?: string[]
  readonly globalSetup?: string[]
  readonly testTimeout: number
  readonly fileParallelism?: boolean
  readonly sequence?: { readonly groupOrder: number }
}

function suite(name: string, settings: Suite) {
  return {
    extends: true as const,
    test: {
      name,
      include: [`tests/${name}/**/*.test.{ts,tsx}`],
      setupFiles: ['tests/support/no-console.ts'],
      pool: 'forks' as const,
      maxWorkers: 2,
      // Starting a database or a browser on two slow cores takes seconds, and it happens in hooks.
      hookTimeout: 60_000,
      ...settings,
    },
  }
}

/** A suite that starts the built program, browsers and databases, each file its own on ports of its own; after the suites before it. */
function wholeServers(
  name: string,
  groupOrder: number,
  pace: 'one file at a time' | 'two files at a time',
  beside: string[] = [],
  files: Pick<Suite, 'include' | 'exclude'> = {},
) {
  return suite(name, {
    ...files,
    globalSetup: ['tests/support/built-program.ts', 'tests/support/shared-postgres.ts', ...beside],
    testTimeout: 120_000,
    fileParallelism: pace === 'two files at a time',
    sequence: { groupOrder },
  })
}
