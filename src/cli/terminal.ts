// Where a verb's words go, and how its process ends.
import process from 'node:process'
import { escapeUnprintable } from '../core/wording/foreign-text.ts'
import type { Say } from './actions.ts'

/** 0: done. 1: refused or failed, with a plain sentence. 2: not called as `--help` says. */
export type ExitCode = 0 | 1 | 2

export interface Terminal {
  /** Somebody reads stdout as it comes; else what is printed ends up in a file or a log. */
  readonly isRead: boolean
  /** On stdout; the text brings its line ends. */
  readonly print: (text: string) => void
  /** On stderr. */
  readonly complain: (text: string) => void
  /** When nothing is left to run. */
  readonly endWith: (code: ExitCode) => void
  /** Now. */
  readonly quit: (code: ExitCode) => never
}

export const processTerminal: Terminal = {
  isRead: process.stdout.isTTY === true,
  print: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
  endWith: (code) => {
    process.exitCode = code
  },
  quit: (code) => process.exit(code),
}

/**
 * One line, whatever names and texts stand in it: whoever wrote those must not draw on an operator's terminal, or add a line
 * that reads as one of ours.
 */
export const asLine = (text: string): string => `${escapeUnprintable(text)}\n`

/** Text whose line ends are our own. */
export const asLines = (text: string): string => text.split('\n').map(escapeUnprintable).join('\n')

/** Each line as it comes. */
export const sayOn =
  (terminal: Terminal): Say =>
  (line) =>
    terminal.print(asLine(line))
