// A link that opens an account, handed to whoever sits at the terminal; where nobody does, to a file that only they can read.
import { Option } from 'commander'
import type { Answer } from './actions.ts'
import { done, type Ending, refuse } from './ending.ts'
import type { Terminal } from './terminal.ts'
import { reservePrivately } from './write-privately.ts'

const defaultFile = 'rekey-set-up-link'
const within = 'It works once, within 60 minutes, and replaces every earlier one.'

export interface LinkOption {
  readonly file?: string
}

export const linkFileOption = (): Option =>
  new Option('--file <file>', `write the link there, readable by you only; without a terminal it is ${defaultFile}`)

/** The file is taken before the link is made: a newer link kills the one that lies in it, and one that can't be kept is lost. */
export async function handOver<Made extends { readonly link: string }>(
  file: string | undefined,
  terminal: Terminal,
  make: () => Promise<Answer<Made>>,
): Promise<{ readonly ending: Ending; readonly made?: Made }> {
  const name = file ?? (terminal.isRead ? null : defaultFile)
  if (name === null) {
    const answer = await make()
    return 'refused' in answer ? { ending: refuse(answer) } : { ending: done(answer.link, within), made: answer }
  }
  const reserved = reservePrivately(name)
  if ('refused' in reserved) return { ending: refuse(reserved) }
  const answer = await make().catch((error: unknown) => {
    reserved.discard()
    throw error
  })
  if ('refused' in answer) {
    reserved.discard()
    return { ending: refuse(answer) }
  }
  reserved.fill(`${answer.link}\n`)
  return { ending: done(`The set-up link is in ${name}, which only you can read.`, within), made: answer }
}
