// `rekey accounts import | invite`: everybody at once.
import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import type { RowProblem } from '../use-cases/administer/import-row.ts'
import type { Actions } from './actions.ts'
import { atOrganisation } from './at-organisation.ts'
import { done, type Ending, refuse } from './ending.ts'
import { type ConfigOption, configOption, type OrganisationOption, organisationOption } from './options.ts'
import { drawProgress } from './progress.ts'
import { readPeopleFile, UnreadablePeople } from './read-people-file.ts'
import type { Terminal } from './terminal.ts'

interface ImportOptions extends ConfigOption, OrganisationOption {
  readonly directory?: string
  readonly dryRun?: true
  readonly createGroups?: true
}

interface InviteOptions extends ConfigOption, OrganisationOption {
  readonly dryRun?: true
  readonly againAfterDays: number
}

export const accountsVerbs = (actions: Actions, terminal: Terminal): Command =>
  new Command('accounts')
    .summary('everybody at once')
    .addCommand(importVerb(actions, terminal))
    .addCommand(inviteVerb(actions, terminal))

const importVerb = (actions: Actions, terminal: Terminal): Command =>
  new Command('import')
    .summary('bring people from a file')
    .description(
      'Reads a CSV file with the columns username, display name, recovery email, mobile phone, groups (separated by ;), ' +
        'role and locale; only username is needed. Names that nobody has become accounts of the built-in directory; others ' +
        'are brought up to date. An empty cell changes nothing. Everything that is wrong is told by its line, and nothing is ' +
        'imported unless all of it is right.',
    )
    .addArgument(new Argument('<file>', 'the people'))
    .option('--directory <key>', 'the built-in directory; the first of the organisation if it is not named')
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--create-groups', 'make the groups that there are not yet')
    .addOption(organisationOption())
    .addOption(configOption())
    .action((file: string, options: ImportOptions) =>
      atOrganisation(actions, terminal, options, async ({ config, organisation }): Promise<Ending> => {
        const progress = drawProgress(terminal, 'Reading')
        try {
          const outcome = await actions.importAccounts({
            config,
            organisation,
            directory: options.directory ?? null,
            rows: readPeopleFile(file, progress.show),
            dryRun: options.dryRun === true,
            createGroups: options.createGroups === true,
          })
          progress.end()
          return 'refused' in outcome ? refuse(outcome) : endingOf(outcome)
        } catch (error) {
          progress.end()
          if (error instanceof UnreadablePeople)
            return refuse({ refused: `${error.message}.`, cure: 'correct the file' })
          throw error
        }
      }),
    )

function endingOf(outcome: Exclude<Awaited<ReturnType<Actions['importAccounts']>>, { refused: string }>): Ending {
  switch (outcome.kind) {
    case 'imported': {
      const { created, updated, methods, shared } = outcome.imported
      const warnings = shared.map(
        ({ masked, accounts }) =>
          `${masked ?? 'An address'} stands on ${accounts} accounts: it is not trusted before it is proven.`,
      )
      const said = `Imported: ${some(created, 'account')} made, ${updated} brought up to date, ${some(methods, 'address', 'addresses')} added.`
      return { ...done(said), complained: warnings }
    }
    case 'would-import':
      return done(
        `Nothing was changed. ${some(outcome.rows, 'row is', 'rows are')} right: ${some(outcome.created, 'account')} would be made, ${outcome.rows - outcome.created} brought up to date.`,
        ...(outcome.newGroups.length === 0 ? [] : [`Groups that would be made: ${outcome.newGroups.join(', ')}`]),
      )
    case 'problems':
      return {
        code: 1,
        said: [],
        complained: [
          `The file has ${some(outcome.count, 'problem')}; nothing was imported.`,
          ...outcome.problems.map(problemLine),
          ...(outcome.count > outcome.problems.length ? [`and ${outcome.count - outcome.problems.length} more.`] : []),
        ],
      }
    case 'last-administrator':
      return refuse({
        refused: 'The file would leave nobody in the role of global administrator; nothing was imported.',
        cure: 'leave the role of one of them as it is',
      })
    case 'changed':
      return refuse({
        refused: 'Somebody took one of the names meanwhile; nothing was imported.',
        cure: 'run it again',
      })
  }
}

const some = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

const problemLine = ({ line, column, what, cure }: RowProblem): string =>
  `line ${line}, ${column ?? 'the row'}: ${what}. To cure it: ${cure}`

const inviteVerb = (actions: Actions, terminal: Terminal): Command =>
  new Command('invite')
    .summary('ask those who lack methods to register')
    .description(
      'Writes to everyone who may reset and has registered too little, within the caps for mail that nobody asked for. The ' +
        'running server sends it.',
    )
    .option('--dry-run', 'say to how many, and write to nobody')
    .addOption(
      new Option('--again-after-days <days>', 'do not write to somebody twice within so many days')
        .default(7)
        .argParser(readDays),
    )
    .addOption(organisationOption())
    .addOption(configOption())
    .action((options: InviteOptions) =>
      atOrganisation(actions, terminal, options, async ({ config, organisation }) => {
        const { againAfterDays } = options
        const dryRun = options.dryRun === true
        const answer = await actions.inviteUnregistered({ config, organisation, dryRun, againAfterDays })
        if ('refused' in answer) return refuse(answer)
        const { lately, capped } = answer.passedOver
        return done(
          `${answer.invited} ${answer.invited === 1 ? 'person' : 'people'} ${dryRun ? 'would be' : answer.invited === 1 ? 'is' : 'are'} invited.`,
          ...counted(lately, 'were invited lately'),
          ...counted(capped, 'have had enough mail for today'),
          ...counted(answer.passedOver['no-address'], 'have no address on file'),
          ...counted(answer.passedOver['no-password'], 'have no password yet: rekey account set-up-link'),
        )
      }),
    )

const counted = (count: number, what: string): readonly string[] => (count === 0 ? [] : [`${count} ${what}.`])

function readDays(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new InvalidArgumentError('Write a whole number of days.')
  return Number(text)
}
