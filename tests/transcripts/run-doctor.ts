// `rekey doctor` of the built program. Not blocking: the servers that it looks at are in this process.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import type { Shown } from './replay.ts'

export function doctor(
  config: string,
  more: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Shown> {
  const args = [program, 'doctor', '--config', config, ...more]
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { PATH: process.env['PATH'], ...env } }, (error, stdout, stderr) =>
      resolve({ stdout, stderr, code: error === null ? 0 : Number(error.code) }),
    )
  })
}

const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

/** It says this and ends with 1. */
export function fails({ stdout, code }: Shown, line: RegExp): void {
  expect(stdout).toMatch(line)
  expect(code).toBe(1)
}

/** It says this, and that is no reason to end with anything but 0. */
export function warns({ stdout, code }: Shown, line: RegExp): void {
  expect(stdout).toMatch(line)
  expect(stdout).not.toContain('FAILURE')
  expect(code).toBe(0)
}
