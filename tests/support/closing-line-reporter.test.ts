// What a run says at its end, seen from outside: vitest runs the cases in fixtures/ with our reporter and our setup file.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

describe('the end of a run', { timeout: 60_000 }, () => {
  it('counts every failure, prints included, and names a server that was not found', async () => {
    const { stdout, stderr, code } = await runCases({})
    expect(stdout).toMatch(/\n3 passed, 3 failed, 2 skipped\n$/)
    expect(stderr).toContain('Not found: oathtool. Tests that need it were skipped (apt-get install oathtool).')
    expect(stdout + stderr).toContain('console.error: nobody expected this')
    expect(code).toBe(1)
  })

  it('counts a missing server as a failure where servers are required', async () => {
    const { stdout, stderr } = await runCases({ REKEY_TEST_SERVERS: 'required' })
    expect(stdout).toMatch(/\n3 passed, 4 failed, 1 skipped\n$/)
    expect(stderr).toContain('Not found: oathtool. Tests that need it failed (apt-get install oathtool).')
  })
})

const VITEST = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url))
const CONFIG = fileURLToPath(new URL('fixtures/vitest.config.ts', import.meta.url))

interface Run {
  readonly stdout: string
  readonly stderr: string
  readonly code: number | null
}

/** An empty PATH hides every server. */
function runCases(env: Record<string, string>): Promise<Run> {
  const environment = { PATH: '', NO_COLOR: '1', ...env }
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [VITEST, 'run', '--config', CONFIG],
      { env: environment },
      (_, stdout, stderr) => resolve({ stdout, stderr, code: child.exitCode }),
    )
  })
}
