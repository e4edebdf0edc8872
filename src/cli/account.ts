// `rekey account set-up-link | enrolment-code`: what one person needs from the host to begin.
import { Argument, Command } from 'commander'
import type { Config, OrganisationSettings } from '../config/config.ts'
import type { Actions } from './actions.ts'
import { done, type Ending, finish, refuse, withConfig } from './ending.ts'
import { handOver, type LinkOption, linkFileOption } from './hand-over.ts'
import {
  type ConfigOption,
  configOption,
  findOrganisation,
  type OrganisationOption,
  organisationOption,
} from './options.ts'
import type { Terminal } from './terminal.ts'

type Options = ConfigOption & OrganisationOption & LinkOption

export const accountVerbs = (actions: Actions, terminal: Terminal): Command =>
  new Command('account')
    .summary('one account, from the host')
    .addCommand(
      verbFor('set-up-link', terminal, actions, async (request, { file }) => {
        const { ending, made } = await handOver(file, terminal, () => actions.makeSetUpLink(request))
        const alarm = `Break glass: ${request.username} is an administrator. The global administrators are told by mail, and it is recorded.`
        return { ...ending, complained: made?.breakGlass === true ? [alarm] : ending.complained }
      })
        .summary('make a link that sets the account up')
        .description(
          'Makes a link that leads one person through a first password and the methods that the policy asks for. It works ' +
            'once and for 60 minutes. What the account had registered before goes at its end; a role stays as it is.',
        )
        .addOption(linkFileOption()),
    )
    .addCommand(
      verbFor('enrolment-code', terminal, actions, async (request) => {
        const answer = await actions.makeEnrolmentCode(request)
        if ('refused' in answer) return refuse(answer)
        return done(answer.code, 'It works once, within 60 minutes, and replaces every earlier one.')
      })
        .summary('make a code for a first enrolment')
        .description(
          'Makes the code that somebody without any method types after the sign-in, where the policy asks for one. Tell it ' +
            'to a person whom you know, by voice or in person.',
        ),
    )

interface Request {
  readonly config: Config
  readonly organisation: OrganisationSettings
  readonly username: string
}

const verbFor = (
  name: string,
  terminal: Terminal,
  actions: Actions,
  work: (request: Request, options: Options) => Promise<Ending>,
): Command =>
  new Command(name)
    .addArgument(new Argument('<username>', 'whose account'))
    .addOption(organisationOption())
    .addOption(configOption())
    .action((username: string, options: Options) =>
      finish(terminal, () =>
        withConfig(actions.loadConfig(options.config, 'checked'), async (config) => {
          const organisation = findOrganisation(config, options.organisation)
          if ('refused' in organisation) return refuse(organisation)
          return work({ config, organisation, username }, options)
        }),
      ),
    )
