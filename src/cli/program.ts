// The command line: which verbs there are and what each is called with. One file a verb; what a verb needs done is given.
import { Command } from 'commander'
import type { Actions } from './actions.ts'
import { processTerminal, type Terminal } from './terminal.ts'

/** `await createProgram(actions).parseAsync()` runs the verb of this process and sets its exit code: 0, 1 refused, 2 usage. */
export function createProgram(actions: Actions, terminal: Terminal = processTerminal): Command {
  return new Command('rekey')
    .version(actions.version)
    .configureOutput({ writeOut: terminal.print, writeErr: terminal.complain })
}
