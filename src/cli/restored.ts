// `rekey restored`: to be run once after the database came back from a backup.
import { Command } from 'commander'
import type { Actions } from './actions.ts'
import { done, finish, refuse, withConfig } from './ending.ts'
import { type ConfigOption, configOption } from './options.ts'
import type { Terminal } from './terminal.ts'

export function restoredVerb(actions: Actions, terminal: Terminal): Command {
  return new Command('restored')
    .summary('say that the database came back from a backup')
    .description(
      'Ends everything that was open when the backup was made: sessions, resets under way, links in messages, messages ' +
        'not yet sent. Run it after every restore and before serving again: codes that were used since the backup would ' +
        'otherwise work a second time. Wrong codes that were counted since the backup are lost with the old database, so every ' +
        'account is left with one day’s guesses of this month for browsers it doesn’t know.',
    )
    .option('--counters-kept', 'the counters of the old database were taken along: leave them as they are')
    .addOption(configOption())
    .action(({ config: path, countersKept = false }: ConfigOption & { readonly countersKept?: boolean }) =>
      finish(terminal, () =>
        withConfig(actions.loadConfig(path, 'checked'), async (config) => {
          const answer = await actions.restored({ config, counters: countersKept ? 'kept' : 'lost' })
          return 'refused' in answer
            ? refuse(answer)
            : done(`Everything that was open in the backup is ended. The epoch is ${answer.epoch} now.`)
        }),
      ),
    )
}
