// `rekey keys new`: a fresh keyring, in a file that only its owner can read, or on stdout.
import { Command } from 'commander'
import type { Actions } from './actions.ts'
import { done, type Ending, finish, refuse } from './ending.ts'
import type { Terminal } from './terminal.ts'
import { writePrivately } from './write-privately.ts'

interface NewOptions {
  readonly file?: string
}

export const keysNewVerb = (actions: Actions, terminal: Terminal): Command =>
  new Command('new')
    .summary('make a new one')
    .description(
      'Makes a keyring with one key. What Rekey stores is sealed with it: keep a copy apart from the database, for ' +
        'without it the sealed part of the database is lost.',
    )
    .option('--file <file>', 'where to write it, readable by you only; never over a file that is there')
    .action(({ file }: NewOptions) =>
      finish(terminal, async () => {
        const keyring = actions.newKeyring()
        return file === undefined ? done(...keyring.trimEnd().split('\n')) : writeNew(file, keyring)
      }),
    )

/** Whoever replaces a keyring loses everything that the old one opens. */
function writeNew(file: string, keyring: string): Ending {
  const refused = writePrivately(file, keyring)
  if (refused !== null) return refuse(refused)
  return done(
    `${file} holds a new keyring that only you can read.`,
    'Name it as secret-key-file in rekey.yaml, and keep a copy apart from the database.',
  )
}
