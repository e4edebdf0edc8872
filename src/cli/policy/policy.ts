// `rekey policy export | schema | diff | apply | simulate`: the policy as code.
import { Argument, Command, Option } from 'commander'
import { documentOf, policyFrom } from '../../contract/policy-document.ts'
import { ruleWords } from '../../contract/words.ts'
import type { Simulation } from '../../use-cases/policy/simulate.ts'
import type { Actions } from '../actions.ts'
import { atOrganisation } from '../at-organisation.ts'
import { done, type Ending, finish, found, refuse } from '../ending.ts'
import { type ConfigOption, configOption, type OrganisationOption, organisationOption } from '../options.ts'
import { readBounded } from '../read-bounded.ts'
import type { Terminal } from '../terminal.ts'
import { writePrivately } from '../write-privately.ts'
import { describePreview, describeProblem } from './describe-preview.ts'
import { logoVerb } from './logo.ts'
import { type FileProblem, type PolicyFile, policyFileSchema, readPolicyFile, writePolicyFile } from './policy-file.ts'

type Options = ConfigOption & OrganisationOption

export const policyVerbs = (actions: Actions, terminal: Terminal): Command =>
  new Command('policy')
    .summary('who can reset, with what, as a file')
    .addCommand(exportVerb(actions, terminal))
    .addCommand(schemaVerb(terminal))
    .addCommand(diffVerb(actions, terminal))
    .addCommand(applyVerb(actions, terminal))
    .addCommand(simulateVerb(actions, terminal))
    .addCommand(logoVerb(actions, terminal))

const exportVerb = (actions: Actions, terminal: Terminal): Command =>
  ofOrganisation(new Command('export'))
    .summary('write the policy in force as YAML')
    .description('Writes the policy in force as YAML, with what each setting means. Without --out it goes to stdout.')
    .option('--out <file>', 'write it there; a file that is there is left as it is')
    .action((options: Options & { readonly out?: string }) =>
      atOrganisation(actions, terminal, options, async (of) => {
        const answer = await actions.readPolicy(of)
        if ('refused' in answer) return refuse(answer)
        const { policy } = answer.saved
        const text = writePolicyFile({ version: policy.version, document: documentOf(policy) }, of.organisation.name)
        if (options.out === undefined) return done(...text.trimEnd().split('\n'))
        const refused = writePrivately(options.out, text)
        return refused === null ? done(`Version ${policy.version} is in ${options.out}.`) : refuse(refused)
      }),
    )

const schemaVerb = (terminal: Terminal): Command =>
  new Command('schema')
    .summary('the JSON schema of such a file')
    .description('Prints the JSON schema of a policy file, for editors that complete and check as one types.')
    .action(() => finish(terminal, async () => done(...policyFileSchema().split('\n'))))

const diffVerb = (actions: Actions, terminal: Terminal): Command =>
  ofOrganisation(new Command('diff'))
    .addArgument(new Argument('<file>', 'a policy file'))
    .summary('what a file would change, and for whom')
    .description(
      'Shows what a policy file would change and who would gain or lose the ability to reset. Changes nothing. Ends with ' +
        '0 when the file says what is in force, and with 1 when it differs.',
    )
    .action((file: string, options: Options) =>
      atOrganisation(actions, terminal, options, (of) =>
        withFile(file, async (read) => {
          const looked = await actions.previewPolicy({ ...of, change: (base) => policyFrom(read.document, base) })
          if ('refused' in looked) return refuse(looked)
          if ('problems' in looked) return tellProblems(file, looked.problems.map(describeProblem))
          const older = read.version === looked.version ? [] : [outOfDate(read.version, looked.version)]
          if (looked.changes.length === 0) return done('The file says what is in force.', ...older)
          return found(...describePreview(looked), ...older)
        }),
      ),
    )

const applyVerb = (actions: Actions, terminal: Terminal): Command =>
  ofOrganisation(new Command('apply'))
    .addArgument(new Argument('<file>', 'a policy file'))
    .addOption(new Option('--yes', 'put it in force; without it, only what would change is shown'))
    .option('--note <text>', 'why, for the history and the audit log')
    .summary('put a file in force')
    .description(
      'Puts a policy file in force, if the version it builds on is still the one in force. Shows first who gains and who ' +
        'loses the ability to reset.',
    )
    .action((file: string, options: Options & { readonly yes?: true; readonly note?: string }) =>
      atOrganisation(actions, terminal, options, (of) =>
        withFile(file, async (read) => {
          const change = (base: Parameters<typeof policyFrom>[1]) => policyFrom(read.document, base)
          const looked = await actions.previewPolicy({ ...of, change })
          if ('refused' in looked) return refuse(looked)
          if ('problems' in looked) return tellProblems(file, looked.problems.map(describeProblem))
          if (read.version !== looked.version) return refuse(refusedAsOutOfDate(read.version, looked.version))
          if (looked.changes.length === 0) return done('The file says what is in force; nothing was changed.')
          const shown = describePreview(looked)
          if (options.yes !== true) return done(...shown, 'Nothing was changed. To put it in force, add --yes.')
          const { gains, loses } = looked.impact
          const order = { change, builtOn: read.version, seen: { gains, loses }, note: options.note ?? null }
          const answer = await actions.savePolicy({ ...of, order })
          if ('refused' in answer) return refuse(answer)
          return done(...shown, `Version ${answer.version} is in force.`)
        }),
      ),
    )

const simulateVerb = (actions: Actions, terminal: Terminal): Command =>
  ofOrganisation(new Command('simulate'))
    .addArgument(new Argument('[file]', 'under this policy file instead of the one in force'))
    .addOption(new Option('--user <name>', 'whose account').makeOptionMandatory())
    .addOption(new Option('--purpose <purpose>', 'what they want').choices(['reset', 'unlock']).default('reset'))
    .summary('would this person get back in, and why not')
    .description('Walks the decision for one account, rule by rule. Ends with 0 when they would, and with 1 when not.')
    .action(
      (file: string | undefined, options: Options & { readonly user: string; readonly purpose: 'reset' | 'unlock' }) =>
        atOrganisation(actions, terminal, options, (of) => {
          const walk = async (read: PolicyFile | null): Promise<Ending> => {
            const answer = await actions.simulate({
              ...of,
              username: options.user,
              purpose: options.purpose,
              change: (base) => (read === null ? base : policyFrom(read.document, base)),
            })
            return 'refused' in answer ? refuse(answer) : describeWalk(answer, options.purpose)
          }
          return file === undefined ? walk(null) : withFile(file, walk)
        }),
    )

function describeWalk({ username, rules, reason, code }: Simulation, purpose: 'reset' | 'unlock'): Ending {
  const lines = rules.map(({ rule, holds }) =>
    holds === true
      ? `  yes  ${ruleWords[rule].holds}`
      : holds === false
        ? `  NO   ${ruleWords[rule].fails}`
        : `   -   ${ruleWords[rule].holds}?`,
  )
  const able = purpose === 'reset' ? 'reset the password' : 'unlock without a new password'
  return reason === null
    ? done(`${username} can ${able}.`, ...lines)
    : found(`${username} can’t ${able}: ${reason}${code === null ? '' : ` (${code})`}.`, ...lines)
}

const ofOrganisation = (command: Command): Command => command.addOption(organisationOption()).addOption(configOption())

/** In bytes. One with every list and text as long as they may be has half of it. */
const largestFile = 4_194_304

async function withFile(file: string, work: (read: PolicyFile) => Promise<Ending>): Promise<Ending> {
  const found = readBounded(file, largestFile)
  if ('refused' in found) return refuse(found)
  const read = readPolicyFile(found.bytes.toString('utf8'))
  return 'problems' in read ? tellProblems(file, read.problems.map(describeFileProblem)) : work(read)
}

const describeFileProblem = ({ line, path, what }: FileProblem): string =>
  `${line === null ? '' : `line ${line}`}${line !== null && path !== '' ? ', ' : ''}${path}: ${what}`

const tellProblems = (file: string, problems: readonly string[]): Ending => ({
  code: 1,
  said: [],
  complained: [
    `${file} has ${problems.length === 1 ? '1 problem' : `${problems.length} problems`}; nothing was changed.`,
    ...problems,
  ],
})

const outOfDate = (from: number, now: number): string =>
  `The file builds on version ${from}; version ${now} is in force.`

const refusedAsOutOfDate = (from: number, now: number) => ({
  refused: outOfDate(from, now),
  cure: 'export the policy again, make the change there, and apply that',
})
