// `rekey policy logo`: a picture for the branding of a policy file.
import { Argument, Command } from 'commander'
import { pictureFaultWords } from '../../contract/words.ts'
import { mostPictureBytes, type PictureFault } from '../../core/branding/picture.ts'
import type { Actions } from '../actions.ts'
import { atOrganisation } from '../at-organisation.ts'
import { done, type Ending, refuse } from '../ending.ts'
import { type ConfigOption, configOption, type OrganisationOption, organisationOption } from '../options.ts'
import { readBounded } from '../read-bounded.ts'
import type { Terminal } from '../terminal.ts'

export const logoVerb = (actions: Actions, terminal: Terminal): Command =>
  new Command('logo')
    .addArgument(new Argument('<file>', 'a PNG or an SVG of at most 40 KB'))
    .addOption(organisationOption())
    .addOption(configOption())
    .summary('keep a picture that a policy file may name')
    .description(
      'Keeps a picture and prints its name, to be written into branding.logo of a policy file. One that no policy names ' +
        'goes after a day.',
    )
    .action((file: string, options: ConfigOption & OrganisationOption) =>
      atOrganisation(actions, terminal, options, async ({ config, organisation }): Promise<Ending> => {
        const read = readBounded(file, mostPictureBytes)
        if ('refused' in read) return refuse(read)
        const answer = await actions.keepPicture({ config, organisation, file: read.bytes })
        if ('refused' in answer) return refuse(answer)
        if ('fault' in answer) return refuse(refusalOf(file, answer))
        const { id, width, height } = answer.picture
        return done(`Kept, ${width} × ${height} pixels. In a policy file:`, '  logo:', `    light: ${id}`)
      }),
    )

function refusalOf(file: string, { fault, what }: PictureFault): { readonly refused: string; readonly cure: string } {
  const words = pictureFaultWords[fault]
  return { refused: `${file} ${words.what}${what === null ? '' : `: ${what}`}.`, cure: words.cure }
}
