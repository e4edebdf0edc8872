// `rekey account set-up-link | enrolment-code`: what one person needs from the host to begin.
import { Argument, Command, Option } from 'commander'
import type { Actions, HelpRequest, OfAccount } from './actions.ts'
import { atOrganisation } from './at-organisation.ts'
import { describeAccount } from './describe-account.ts'
import { done, type Ending, refuse } from './ending.ts'
import { handOver, type LinkOption, linkFileOption } from './hand-over.ts'
import { type ConfigOption, configOption, type OrganisationOption, organisationOption } from './options.ts'
import type { Terminal } from './terminal.ts'

type Options = ConfigOption & OrganisationOption & LinkOption & { readonly why: string; readonly yes?: true }

const whyOption = (): Option =>
  new Option('--why <text>', 'for the audit log: who asked, and how you know them').makeOptionMandatory()

async function help(actions: Actions, request: HelpRequest): Promise<Ending> {
  const answer = await actions.helpAccount(request)
  if ('refused' in answer) return refuse(answer)
  return done(request.act === 'clear-waits' ? 'It can be tried again at once.' : 'The freeze is over.')
}

export const accountVerbs = (actions: Actions, terminal: Terminal): Command =>
  new Command('account')
    .summary('one account, from the host')
    .addCommand(
      verbFor('show', terminal, actions, async (request) => {
        const answer = await actions.showAccount(request)
        return 'refused' in answer ? refuse(answer) : done(...describeAccount(answer.seen, answer.events))
      })
        .summary('can they get back in, and why not')
        .description(
          'Shows one account: the decision rule by rule, what is registered (masked), what waits, and what happened lately.',
        ),
    )
    .addCommand(
      verbFor('clear-waits', terminal, actions, (request, { why }) =>
        help(actions, { ...request, act: 'clear-waits', why }),
      )
        .addOption(whyOption())
        .summary('let them try again at once')
        .description(
          'Forgets the wrong answers of one account. Its owner is told, and it is recorded with the reason.',
        ),
    )
    .addCommand(
      verbFor('lift-freeze', terminal, actions, (request, { why }) =>
        help(actions, { ...request, act: 'lift-freeze', why }),
      )
        .addOption(whyOption())
        .summary('end what "This was not me" began')
        .description(
          'Ends the freeze of one account. Find out first who reset it. Its owner is told, and it is recorded.',
        ),
    )
    .addCommand(
      verbFor('erase', terminal, actions, async (request, { yes }) => {
        if (yes !== true) {
          return refuse({
            refused: `Nothing was erased. ${request.username}, with every name, address and method, would be gone for good.`,
            cure: 'run it again with --yes',
          })
        }
        const answer = await actions.eraseAccount(request)
        return 'refused' in answer
          ? refuse(answer)
          : done(`${request.username} is erased. What the audit log holds is about nobody now.`)
      })
        .addOption(new Option('--yes', 'really'))
        .summary('forget a person')
        .description(
          'Erases one person: names, addresses, methods, sessions, counters, and the entry itself where the directory is ' +
            'the built-in one. Sealed facts stay as they are, about nobody. The last global administrator stays.',
        ),
    )
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

const verbFor = (
  name: string,
  terminal: Terminal,
  actions: Actions,
  work: (request: OfAccount, options: Options) => Promise<Ending>,
): Command =>
  new Command(name)
    .addArgument(new Argument('<username>', 'whose account'))
    .addOption(organisationOption())
    .addOption(configOption())
    .action((username: string, options: Options) =>
      atOrganisation(actions, terminal, options, (of) => work({ ...of, username }, options)),
    )
