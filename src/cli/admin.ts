// `rekey admin create | list | remove`: the first administrator, the way back for one who lost everything, and who holds which role.
import { Argument, Command } from 'commander'
import type { Actions } from './actions.ts'
import { atOrganisation } from './at-organisation.ts'
import { done, type Ending, refuse } from './ending.ts'
import { handOver, type LinkOption, linkFileOption } from './hand-over.ts'
import { type ConfigOption, configOption, type OrganisationOption, organisationOption } from './options.ts'
import type { Terminal } from './terminal.ts'

interface CreateOptions extends ConfigOption, OrganisationOption, LinkOption {
  readonly displayName?: string
  readonly liftFreeze?: true
}

type NamedOptions = ConfigOption & OrganisationOption

export const adminVerbs = (actions: Actions, terminal: Terminal): Command =>
  new Command('admin')
    .summary('administrators, from the host')
    .addCommand(createVerb(actions, terminal))
    .addCommand(listVerb(actions, terminal))
    .addCommand(removeVerb(actions, terminal))

const createVerb = (actions: Actions, terminal: Terminal): Command =>
  new Command('create')
    .summary('make a set-up link for one')
    .description(
      'Makes a link that leads one person through a password and two methods, and only at its end makes them global ' +
        'administrator. It works once and for 60 minutes. For a name that nobody has, the account is made. Where there ' +
        'are global administrators already this breaks the glass: they are all told by mail, and it is recorded.',
    )
    .addArgument(new Argument('<username>', 'who it is for'))
    .option('--display-name <name>', 'what a new account is called on the pages')
    .option('--lift-freeze', 'also for an account that somebody disowned with "This was not me"')
    .addOption(linkFileOption())
    .addOption(organisationOption())
    .addOption(configOption())
    .action((username: string, options: CreateOptions) =>
      atOrganisation(actions, terminal, options, async ({ config, organisation }): Promise<Ending> => {
        const request = {
          config,
          organisation,
          username,
          displayName: options.displayName ?? null,
          liftFreeze: options.liftFreeze === true,
        }
        const { ending, made } = await handOver(options.file, terminal, () => actions.createAdministrator(request))
        if (made === undefined) return ending
        const alarm = `Break glass: ${organisation.name} has a global administrator already. All of them are told by mail, and it is recorded.`
        return {
          ...ending,
          said: [...(made.created ? [`The account ${username} is made.`] : []), ...ending.said],
          complained: made.breakGlass ? [alarm] : [],
        }
      }),
    )

const listVerb = (actions: Actions, terminal: Terminal): Command =>
  new Command('list')
    .summary('who holds which role')
    .description('Lists everybody who holds a role, by role.')
    .addOption(organisationOption())
    .addOption(configOption())
    .action((options: NamedOptions) =>
      atOrganisation(actions, terminal, options, async ({ config, organisation }) => {
        const answer = await actions.listAdministrators({ config, organisation })
        if ('refused' in answer) return refuse(answer)
        return answer.holders.length === 0
          ? done(`Nobody in ${organisation.name} holds a role. Make the first one with: rekey admin create`)
          : done(...answer.holders.map(({ role, username, displayName }) => `${role}  ${username}  ${displayName}`))
      }),
    )

const removeVerb = (actions: Actions, terminal: Terminal): Command =>
  new Command('remove')
    .summary('take a role away')
    .description('Takes the role of an account away; the account stays. The last global administrator keeps it.')
    .addArgument(new Argument('<username>', 'who holds it'))
    .addOption(organisationOption())
    .addOption(configOption())
    .action((username: string, options: NamedOptions) =>
      atOrganisation(actions, terminal, options, async ({ config, organisation }) => {
        const answer = await actions.removeAdministrator({ config, organisation, username })
        return 'refused' in answer ? refuse(answer) : done(`${username} no longer holds the role ${answer.was}.`)
      }),
    )
