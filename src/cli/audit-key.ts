// `rekey audit key`: what an auditor needs to verify with. No secret.
import { Command } from 'commander'
import type { Actions } from './actions.ts'
import { done, finish, refuse, withConfig } from './ending.ts'
import { type ConfigOption, configOption } from './options.ts'
import type { Terminal } from './terminal.ts'

export function auditKeyVerb(actions: Actions, terminal: Terminal): Command {
  return new Command('key')
    .summary('print the public keys to verify with')
    .description(
      'Prints the public keys of the audit log, one a line, the one that signs now first. They are no secret: give them ' +
        'to whoever verifies, before there is anything to doubt.',
    )
    .addOption(configOption())
    .action(({ config: path }: ConfigOption) =>
      finish(terminal, () =>
        withConfig(actions.loadConfig(path, 'checked'), async (config) => {
          const keys = await actions.auditKeys(config)
          return 'refused' in keys ? refuse(keys) : done(...keys)
        }),
      ),
    )
}
