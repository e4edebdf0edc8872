// A link that opens an account, handed to whoever sits at the terminal; where nobody does, to a file that only they can read.
import { Option } from 'commander'
import { done, type Ending, refuse } from './ending.ts'
import type { Terminal } from './terminal.ts'
import { writePrivately } from './write-privately.ts'

export interface LinkOption {
  readonly file?: string
}

export const linkFileOption = (): Option =>
  new Option('--file <file>', 'write the link there, readable by you only; without a terminal it is set-up-link')

export function handOver(link: string, file: string | undefined, terminal: Terminal): Ending {
  const within = 'It works once, within 60 minutes, and replaces every earlier one.'
  if (file === undefined && terminal.isRead) return done(link, within)
  const name = file ?? 'set-up-link'
  const refused = writePrivately(name, `${link}\n`)
  return refused === null ? done(`The set-up link is in ${name}, which only you can read.`, within) : refuse(refused)
}
