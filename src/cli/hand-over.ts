// A link that opens an account, handed to whoever sits at the terminal; where nobody does, to a file that only they can read.
import { existsSync } from 'node:fs'
import { Option } from 'commander'
import type { Refused } from './actions.ts'
import { done, type Ending, refuse } from './ending.ts'
import type { Terminal } from './terminal.ts'
import { writePrivately } from './write-privately.ts'

const defaultFile = 'set-up-link'

export interface LinkOption {
  readonly file?: string
}

export const linkFileOption = (): Option =>
  new Option('--file <file>', 'write the link there, readable by you only; without a terminal it is set-up-link')

/** Asked before the link is made: a newer one kills the one that lies in the file. */
export function fileIsTaken(file: string | undefined, { isRead }: Terminal): Refused | null {
  const name = file ?? (isRead ? null : defaultFile)
  if (name === null || !existsSync(name)) return null
  return { refused: `${name} is there already, and no link was made.`, cure: 'delete it, or name another with --file' }
}

export function handOver(link: string, file: string | undefined, terminal: Terminal): Ending {
  const within = 'It works once, within 60 minutes, and replaces every earlier one.'
  if (file === undefined && terminal.isRead) return done(link, within)
  const name = file ?? defaultFile
  const refused = writePrivately(name, `${link}\n`)
  return refused === null ? done(`The set-up link is in ${name}, which only you can read.`, within) : refuse(refused)
}
