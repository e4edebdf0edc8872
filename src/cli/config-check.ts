// `rekey config check`: every problem of a configuration at once, without starting anything.
import { Command } from 'commander'
import type { Config } from '../config/config.ts'
import type { Actions } from './actions.ts'
import { done, finish, withConfig } from './ending.ts'
import { type ConfigOption, configOption } from './options.ts'
import type { Terminal } from './terminal.ts'

export function configVerbs(actions: Actions, terminal: Terminal): Command {
  const check = new Command('check')
    .summary('tell everything that is wrong with it')
    .description(
      'Reads the configuration, the environment variables over it and the files it names, and tells every problem with ' +
        'its cure. Starts nothing, connects to nothing and changes nothing.',
    )
    .addOption(configOption())
    .action(({ config: path }: ConfigOption) =>
      finish(terminal, () =>
        withConfig(actions.loadConfig(path, 'checked'), async (config) => done(...summarise(path, config))),
      ),
    )
  return new Command('config').summary('look at the configuration').addCommand(check)
}

function summarise(path: string, { listen, database, mail, organisations }: Config): string[] {
  const secured = { implicit: 'with TLS', starttls: 'with STARTTLS', none: 'on this machine' }[mail.tls]
  return [
    `${path} is right. Nothing was started.`,
    `  Listens on ${listen.host}, port ${listen.port}.`,
    `  Keeps everything in ${database.kind === 'postgres' ? 'PostgreSQL' : `the folder ${database.folder}`}.`,
    `  Sends mail through ${mail.host}, port ${mail.port}, ${secured}.`,
    ...organisations.map(({ name, baseUrl }) => `  Serves ${name} at ${baseUrl}.`),
  ]
}
