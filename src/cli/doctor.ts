// `rekey doctor`: what an installation stands on, looked at from its host.
import { Command, InvalidArgumentError } from 'commander'
import { jsonLine } from '../contract/export.ts'
import { type Finding, heaviest } from '../core/doctor/finding.ts'
import { isMailAddress } from '../core/people/mail-address.ts'
import type { Actions, Examined } from './actions.ts'
import { done, type Ending, finish, found, refuse, withConfig } from './ending.ts'
import { type ConfigOption, configOption } from './options.ts'
import { asLine, type Terminal } from './terminal.ts'

interface DoctorOptions extends ConfigOption {
  readonly mailTo?: string
  readonly json?: boolean
}

export function doctorVerb(actions: Actions, terminal: Terminal): Command {
  return new Command('doctor')
    .summary('look whether everything it stands on works')
    .description(
      'Checks the configuration, then looks at the database, the keys, the mail server, the address that people use with ' +
        'its certificate, the audit log and each organisation’s policy, and says what is wrong with its cure. Changes nothing. Ends with 1 if ' +
        'something does not work; a warning is no reason.',
    )
    .option('--mail-to <address>', 'send one test message there', readAddress)
    .option('--json', 'one JSON line for each finding')
    .addOption(configOption())
    .action(({ config: path, mailTo, json = false }: DoctorOptions) =>
      finish(terminal, () =>
        withConfig(actions.loadConfig(path, 'checked'), async (config) => {
          const findings: Finding[] = []
          const answer = await actions.examine({ config, mailTo: mailTo ?? null }, (examined) => {
            findings.push(examined.finding)
            terminal.print(json ? jsonLine(flat(examined)) : lines(examined).map(asLine).join(''))
          })
          if ('refused' in answer) return refuse(answer)
          return json ? end(findings) : end(findings, summary(findings))
        }),
      ),
    )
}

function readAddress(text: string): string {
  if (!isMailAddress(text)) throw new InvalidArgumentError('Write one mail address, as you@acme.example.')
  return text
}

const flat = ({ organisation, finding }: Examined) => ({ ...finding, organisation })

function lines({ organisation, finding: { id, weight, seen, cure } }: Examined): readonly string[] {
  const about = organisation === null ? id : `${id} (${organisation})`
  const marks = { ok: 'ok      ', warning: 'warning ', failure: 'FAILURE ' }
  return [`${marks[weight]}${about}: ${seen}`, ...(cure === null ? [] : [`        To cure it: ${cure}`])]
}

function summary(findings: readonly Finding[]): string {
  const number = (weight: Finding['weight'], one: string) => {
    const count = findings.filter((each) => each.weight === weight).length
    return `${count} ${count === 1 ? one : `${one}s`}`
  }
  return `${number('failure', 'failure')}, ${number('warning', 'warning')}.`
}

const end = (findings: readonly Finding[], ...said: readonly string[]): Ending =>
  heaviest(findings) === 'failure' ? found(...said) : done(...said)
