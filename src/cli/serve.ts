// `rekey serve`: the product, until it is asked to stop.
import { Command } from 'commander'
import type { Actions } from './actions.ts'
import { done, finish, refuse, withConfig } from './ending.ts'
import { type ConfigOption, configOption } from './options.ts'
import { sayOn, type Terminal } from './terminal.ts'

export function serveVerb(actions: Actions, terminal: Terminal): Command {
  return new Command('serve')
    .summary('serve the pages')
    .description(
      'Serves the pages of every organisation in the configuration, and delivers their messages. ' +
        'Brings the database up to date first. Stops in order on SIGTERM or Ctrl-C.',
    )
    .addOption(configOption())
    .action(({ config: path }: ConfigOption) =>
      finish(terminal, () =>
        withConfig(actions.loadConfig(path, 'checked'), async (config) => {
          const outcome = await actions.serve(config, sayOn(terminal))
          return outcome === 'stopped' ? done() : refuse(outcome)
        }),
      ),
    )
}
