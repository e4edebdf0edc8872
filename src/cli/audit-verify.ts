// `rekey audit verify`: whether an organisation's audit log is the one that was written. Needs no secret.
import { Command, InvalidArgumentError } from 'commander'
import { tenantId } from '../core/people/identifiers.ts'
import { type Checkpoint, farthestCheckpoint } from '../use-cases/audit/checkpoint.ts'
import type { Breach, VerifyReport } from '../use-cases/audit/verify.ts'
import type { Actions, Refused } from './actions.ts'
import { atOrganisation } from './at-organisation.ts'
import { done, type Ending, found, refuse } from './ending.ts'
import { type ConfigOption, configOption, type OrganisationOption, organisationOption } from './options.ts'
import { readBounded } from './read-bounded.ts'
import type { Terminal } from './terminal.ts'

interface VerifyOptions extends ConfigOption, OrganisationOption {
  readonly checkpoint?: string
  readonly key: readonly string[]
}

export function auditVerifyVerb(actions: Actions, terminal: Terminal): Command {
  return new Command('verify')
    .summary('prove that nothing in the audit log was changed')
    .description(
      'Walks the whole audit log of an organisation and says whether any event was changed, moved, added or removed. ' +
        'Reads only the database, and needs no secret key. Without a checkpoint that was kept elsewhere it cannot tell ' +
        'that events were cut off the end.',
    )
    .addOption(organisationOption())
    .requiredOption('--key <public>', 'a key from `rekey audit key`; give it again for each older key', collectKeys)
    .option('--checkpoint <file>', 'checkpoints of the log that were kept elsewhere; the farthest one counts')
    .addOption(configOption())
    .action((options: VerifyOptions) =>
      atOrganisation(
        actions,
        terminal,
        options,
        async ({ config, organisation }) => {
          const checkpoint = readFarthest(options.checkpoint, organisation)
          if (checkpoint !== null && 'refused' in checkpoint) return refuse(checkpoint)

          const report = await actions.verifyAudit({ config, organisation, checkpoint, publicKeys: options.key })
          return 'refused' in report ? refuse(report) : tell(organisation.name, report, checkpoint)
        },
        'unread',
      ),
    )
}

/** 32 bytes in base64url. A mistyped key would make a whole log look forged. */
function collectKeys(text: string, before: readonly string[] | undefined): readonly string[] {
  if (!/^[\w-]{43}$/.test(text)) throw new InvalidArgumentError('It has 43 of A-Z, a-z, 0-9, - and _.')
  return [...(before ?? []), text]
}

/** In bytes: a line an hour and organisation, of dozens of them, for years. */
const largestFile = 268_435_456

function readFarthest(
  file: string | undefined,
  { id, name }: { readonly id: string; readonly name: string },
): Checkpoint | Refused | null {
  if (file === undefined) return null
  const found = readBounded(file, largestFile)
  if ('refused' in found) return found
  return (
    farthestCheckpoint(found.bytes.toString('utf8'), tenantId(id)) ?? {
      refused: `${file} holds no checkpoint of ${name}.`,
    }
  )
}

function tell(name: string, report: VerifyReport, checkpoint: Checkpoint | null): Ending {
  if (report.kind === 'broken') {
    return found(`The audit log of ${name} is broken at event ${report.sequence}.`, `  ${sentenceOf[report.breach]}`)
  }
  const extent =
    report.sealedAt === null
      ? 'nothing was sealed yet'
      : `${countEvents(report.length)}, the last sealed at ${timeOf(report.sealedAt)}`
  const reach =
    checkpoint === null
      ? '  No checkpoint was given, so events cut off the end would not show.'
      : `  It holds the checkpoint of ${timeOf(checkpoint.sealedAt)} at event ${checkpoint.sequence}.`
  return done(`The audit log of ${name} is whole: ${extent}.`, reach)
}

const sentenceOf: Record<Breach, string> = {
  missing: 'One or more events that were here are gone.',
  altered: 'This event, or its place, is not what was sealed.',
  'not-signed': 'This event and those after it were added without a signature.',
  forged: 'The end of the log is not signed with any of the keys given.',
  'cut-off': 'The log ends before the checkpoint: events were removed from its end.',
  'not-the-checkpoint': 'The log is not the one that the checkpoint was taken of: it was written anew.',
  'checkpoint-forged': 'The checkpoint itself is not signed with any of the keys given, so it proves nothing.',
}

const countEvents = (count: number): string => (count === 1 ? '1 event' : `${count} events`)

const timeOf = (instant: number): string => new Date(instant).toISOString()
