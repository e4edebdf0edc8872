// Transcripts: what a terminal shows, written down. Each `$ rekey …` is run and the transcript is written anew from what
// came; it must be the same. A line of stderr begins with "! ", and an exit code other than 0 stands in brackets.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished } from 'vitest'
import type { Actions } from '../../src/cli/actions.ts'
import { createProgram } from '../../src/cli/program.ts'

export interface Shown {
  readonly stdout: string
  readonly stderr: string
  readonly code: number | null
}

type Runs = (args: readonly string[]) => Shown | Promise<Shown>

/** Indentation that all lines share is not part of the transcript. */
export async function expectTranscript(text: string, run: Runs): Promise<void> {
  const expected = dedent(text)
  const commands = expected.split('\n').filter((line) => line.startsWith('$ rekey'))
  const blocks: string[] = []
  for (const command of commands) {
    const { stdout, stderr, code } = await run(argumentsOf(command))
    const exit = code === 0 ? [] : [`[exit ${code}]`]
    blocks.push(
      [command, ...linesOf(stdout), ...linesOf(stderr).map((line) => `! ${line}`.trimEnd()), ...exit].join('\n'),
    )
  }
  expect(blocks.join('\n\n')).toBe(expected)
}

/** A program whose actions are given, in this process. */
/** `isRead`: somebody sits at the terminal. */
export function inProcess(actions: Actions, isRead = true): Runs {
  return async (args) => {
    const shown = { stdout: '', stderr: '', code: null as number | null }
    const program = createProgram(actions, {
      isRead,
      print: (text) => {
        shown.stdout += text
      },
      complain: (text) => {
        shown.stderr += text
      },
      endWith: (code) => {
        shown.code = code
      },
      quit: (code) => {
        shown.code = code
        throw new Quit()
      },
    })
    await program.parseAsync(args, { from: 'user' }).catch((error: unknown) => {
      if (!(error instanceof Quit)) throw error
    })
    return shown
  }
}

class Quit extends Error {}

/** The built program, in a folder, with nothing of this process's environment that is meant for Rekey. */
export function built(folder: string, env: Readonly<Record<string, string>> = {}): Runs {
  const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url))
  return (args) => {
    const options = { cwd: folder, env: { PATH: process.env['PATH'], ...env }, encoding: 'utf8' } as const
    const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], options)
    return { stdout, stderr, code: status }
  }
}

/** A folder of this test's own with these files in it. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'rekey-transcript-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 })
  return folder
}

/** As a shell would split it: by spaces, outside double quotes. */
const argumentsOf = (command: string): string[] =>
  [...command.slice('$ rekey'.length).matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'))

export function dedent(text: string): string {
  const lines = text.replace(/^\n/, '').trimEnd().split('\n')
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/))
  return lines.map((line) => line.slice(Math.min(...indents))).join('\n')
}
