// `rekey keys rotate | list | retire`: another key for what is stored, while the servers go on.
import { Command } from 'commander'
import type { Actions } from './actions.ts'
import { done, finish, refuse, withConfig } from './ending.ts'
import { keysNewVerb } from './keys-new.ts'
import { type ConfigOption, configOption } from './options.ts'
import { asLine, type Terminal } from './terminal.ts'

export const keysVerbs = (actions: Actions, terminal: Terminal): Command =>
  new Command('keys')
    .summary('the secret keys')
    .addCommand(keysNewVerb(actions, terminal))
    .addCommand(rotateVerb(actions, terminal))
    .addCommand(listVerb(actions, terminal))
    .addCommand(retireVerb(actions, terminal))

const rotateVerb = (actions: Actions, terminal: Terminal): Command =>
  new Command('rotate')
    .summary('put a new key in front, and seal everything anew')
    .description(
      'Puts a new key in front of the keyring file and seals with it, in small batches, what the older keys sealed. ' +
        'Servers go on meanwhile and take up the new key by themselves. The older keys stay in the file. Where the ' +
        'servers run on several machines, see the operators’ guide on keys first.',
    )
    .option('--resume', 'add no key; go on with what an earlier run left')
    .addOption(configOption())
    .action(({ config: path, resume = false }: ConfigOption & { readonly resume?: boolean }) =>
      finish(terminal, () =>
        withConfig(actions.loadConfig(path, 'checked'), async (config) => {
          let told = 0
          const progress = (rows: number) => {
            if (rows - told < every) return
            told = rows
            terminal.complain(asLine(`${rows} values are sealed anew so far.`))
          }
          const answer = await actions.rotateKeys({ config, resume, progress })
          if ('refused' in answer) return refuse(answer)
          const unread = `${answer.unreadable} could not be opened by any key of the keyring, and were left as they are.`
          return done(
            `${answer.writing} writes now. ${answer.rows} stored values were sealed anew with it.`,
            ...(answer.unreadable > 0 ? [unread] : []),
            'Make a new copy of the keyring. Which keys are still needed: rekey keys list',
          )
        }),
      ),
    )

const every = 1000

const listVerb = (actions: Actions, terminal: Terminal): Command =>
  new Command('list')
    .summary('which keys there are, and what still needs them')
    .description('Lists the ids of the keys in the keyring, and how many stored values only that key opens or finds.')
    .addOption(configOption())
    .action(({ config: path }: ConfigOption) =>
      finish(terminal, () =>
        withConfig(actions.loadConfig(path, 'checked'), async (config) => {
          const answer = await actions.listKeys(config)
          if ('refused' in answer) return refuse(answer)
          const width = Math.max(...answer.keys.map(({ id }) => id.length))
          return done(
            ...answer.keys.map(
              ({ id, writes, rows }) => `${id.padEnd(width)}  ${writes ? 'writes' : 'opens '}  ${rows} stored values`,
            ),
          )
        }),
      ),
    )

const retireVerb = (actions: Actions, terminal: Terminal): Command =>
  new Command('retire')
    .summary('take a key that nothing needs out of the keyring')
    .description(
      'Takes a key out of the keyring file, if no stored value needs it. Backups made before still do: keep a copy of ' +
        'the key for as long as you keep them, and its public half (rekey audit key) for older parts of the audit log.',
    )
    .argument('<id>', 'the id of the key, as rekey keys list shows it')
    .addOption(configOption())
    .action((id: string, { config: path }: ConfigOption) =>
      finish(terminal, () =>
        withConfig(actions.loadConfig(path, 'checked'), async (config) => {
          const answer = await actions.retireKey({ config, id })
          return 'refused' in answer
            ? refuse(answer)
            : done(`${id} is gone from the keyring. ${answer.writing} writes.`)
        }),
      ),
    )
