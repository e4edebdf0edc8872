// `rekey audit export`: the facts of an organisation as a file, as the portal's download has them.

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { Command, InvalidArgumentError, Option } from 'commander'
import { type ExportFormat, exportFormats } from '../contract/event-line.ts'
import { type Instant, instantFrom } from '../core/time.ts'
import type { Actions } from './actions.ts'
import { atOrganisation } from './at-organisation.ts'
import { done, type Ending, refuse } from './ending.ts'
import { type ConfigOption, configOption, type OrganisationOption, organisationOption } from './options.ts'
import type { Terminal } from './terminal.ts'

interface ExportOptions extends ConfigOption, OrganisationOption {
  readonly format: ExportFormat
  readonly from?: Instant
  readonly to?: Instant
  readonly person?: string
  readonly kind?: string
  readonly out?: string
}

export const auditExportVerb = (actions: Actions, terminal: Terminal): Command =>
  new Command('export')
    .summary('write what happened as a file')
    .description(
      'Writes facts of the audit log, newest first, as CSV that no spreadsheet runs or as JSON lines. The export is a fact ' +
        'itself. Without --out it goes to stdout.',
    )
    .addOption(new Option('--format <format>', 'of the file').choices(exportFormats).default('csv'))
    .addOption(new Option('--from <time>', 'as 2026-11-01 or 2026-11-01T09:00:00Z').argParser(readTime))
    .addOption(new Option('--to <time>', 'up to, and not with').argParser(readTime))
    .addOption(new Option('--person <name>', 'about one person, by a name they sign in with'))
    .addOption(new Option('--kind <kind>', 'one kind of fact, as password-reset'))
    .addOption(
      new Option('--out <file>', 'write it there, readable by you only; a file that is there is left as it is'),
    )
    .addOption(organisationOption())
    .addOption(configOption())
    .action((options: ExportOptions) =>
      atOrganisation(actions, terminal, options, async ({ config, organisation }): Promise<Ending> => {
        const { format, from = null, to = null, person = null, kind = null, out } = options
        const request = { config, organisation, format, from, to, person, kind }
        if (out === undefined) {
          const answer = await actions.exportAudit(request, async (lines) => terminal.print(lines))
          return 'refused' in answer ? refuse(answer) : done()
        }
        const file = createWriteStream(out, { flags: 'wx', mode: 0o600 })
        try {
          await once(file, 'open')
        } catch (error) {
          const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
          return refuse({ refused: `${out} cannot be written (${code}).`, cure: 'choose another name' })
        }
        const answer = await actions.exportAudit(request, async (lines) => {
          if (!file.write(lines)) await once(file, 'drain')
        })
        file.end()
        await once(file, 'close')
        return 'refused' in answer
          ? refuse(answer)
          : done(`${answer.facts === 1 ? '1 fact is' : `${answer.facts} facts are`} in ${out}.`)
      }),
    )

function readTime(text: string): Instant {
  const at = /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) throw new InvalidArgumentError('Write a day, or a time with its zone.')
  return instantFrom(at)
}
