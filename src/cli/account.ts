// `rekey account set-up-link | enrolment-code`: what one person needs from the host to begin.
import { Argument, Command } from 'commander'
import type { Config, OrganisationSettings } from '../config/config.ts'
import type { Actions } from './actions.ts'
import { done, type Ending, finish, refuse, withConfig } from './ending.ts'
import { fileIsTaken, handOver, type LinkOption, linkFileOption } from './hand-over.ts'
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
        const taken = fileIsTaken(file, terminal)
        if (taken !== null) return refuse(taken)
        const answer = await actions.makeSetUpLink(request)
        return 'refused' in answer ? refuse(answer) : handOver(answer.link, file, terminal)
      })
        .summary('make a link that sets the account up')
        .description(
          'Makes a link that leads a member through a first password and the methods that the policy asks for. It works ' +
            'once and for 60 minutes. What the account had registered before goes at its end.',
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
