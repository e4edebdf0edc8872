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
        'otherwise work a second time.',
    )
    .addOption(configOption())
    .action(({ config: path }: ConfigOption) =>
      finish(terminal, () =>
        withConfig(actions.loadConfig(path, 'checked'), async (config) => {
          const answer = await actions.restored(config)
          return 'refused' in answer
            ? refuse(answer)
            : done(`Everything that was open in the backup is ended. The epoch is ${answer.epoch} now.`)
        }),
      ),
    )
}
