// `rekey demo`: the product with a cast of people, a mailbox and a phone, on this machine only.
import { Command } from 'commander'
import type { Actions } from './actions.ts'
import { done, finish, refuse } from './ending.ts'
import { sayOn, type Terminal } from './terminal.ts'

interface DemoOptions {
  readonly fresh?: boolean
}

export function demoVerb(actions: Actions, terminal: Terminal): Command {
  return new Command('demo')
    .summary('try the product on this machine')
    .description(
      'Starts a made-up organisation that only this machine can reach, and says where it is. ' +
        'Needs no configuration. What you do in it is kept in .rekey/demo.',
    )
    .option('--fresh', 'forget what was done in it and begin again')
    .action(({ fresh = false }: DemoOptions) =>
      finish(terminal, async () => {
        const outcome = await actions.demo({ fresh }, sayOn(terminal))
        return outcome === 'stopped' ? done() : refuse(outcome)
      }),
    )
}
