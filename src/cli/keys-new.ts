// `rekey keys new`: a fresh keyring, in a file that only its owner can read, or on stdout.
import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import type { Actions } from './actions.ts'
import { done, type Ending, finish, refuse } from './ending.ts'
import type { Terminal } from './terminal.ts'

interface NewOptions {
  readonly file?: string
}

export function keysVerbs(actions: Actions, terminal: Terminal): Command {
  const create = new Command('new')
    .summary('make a new one')
    .description(
      'Makes a keyring with one key. What Rekey stores is sealed with it: keep a copy apart from the database, for ' +
        'without it the sealed part of the database is lost.',
    )
    .option('--file <file>', 'where to write it, readable by you only; never over a file that is there')
    .action(({ file }: NewOptions) =>
      finish(terminal, async () => {
        const keyring = actions.newKeyring()
        return file === undefined ? done(keyring.trimEnd()) : writeNew(file, keyring)
      }),
    )
  return new Command('keys').summary('the secret keys').addCommand(create)
}

/** `wx`: whoever replaces a keyring loses everything that the old one opens. */
function writeNew(file: string, keyring: string): Ending {
  try {
    writeFileSync(file, keyring, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    return code === 'EEXIST'
      ? refuse({ refused: `${file} is there already, and was left as it is.`, cure: 'choose another name' })
      : refuse({ refused: `${file} cannot be written (${code}).` })
  }
  return done(
    `${file} holds a new keyring that only you can read.`,
    'Name it as secret-key-file in rekey.yaml, and keep a copy apart from the database.',
  )
}
