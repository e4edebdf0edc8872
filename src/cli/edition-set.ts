// `rekey edition set`: what an organisation is entitled to. The only way to change it.
import { Argument, Command } from 'commander'
import { type Edition, editions } from '../core/policy/editions.ts'
import type { Actions } from './actions.ts'
import { atOrganisation } from './at-organisation.ts'
import { done, refuse } from './ending.ts'
import { type ConfigOption, configOption, type OrganisationOption, organisationOption } from './options.ts'
import type { Terminal } from './terminal.ts'

interface SetOptions extends ConfigOption, OrganisationOption {}

export function editionVerbs(actions: Actions, terminal: Terminal): Command {
  const set = new Command('set')
    .summary('change it')
    .description(
      'Sets the edition of an organisation. With free only administrators reset; with basic members of the built-in ' +
        'directory too; with premium everyone the policy includes.',
    )
    .addArgument(new Argument('<edition>', 'what the organisation is entitled to').choices(editions))
    .addOption(organisationOption())
    .addOption(configOption())
    .action((edition: Edition, options: SetOptions) =>
      atOrganisation(actions, terminal, options, async ({ config, organisation }) => {
        const answer = await actions.setEdition({ config, organisation, edition })
        if ('refused' in answer) return refuse(answer)
        const { name } = organisation
        return answer.before === edition
          ? done(`${name} has the edition ${edition} already.`)
          : done(`${name} now has the edition ${edition}; before, it had ${answer.before}.`)
      }),
    )
  return new Command('edition').summary('what an organisation is entitled to').addCommand(set)
}
