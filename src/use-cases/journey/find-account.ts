// A name is looked for in every directory of the organisation; found in two, it is nobody's.
import type { TypedName } from '../../core/people/typed-name.ts'
import type { Found } from '../../ports/directory.ts'
import type { OrganisationRoom } from '../organisation-room.ts'

export async function findAccount(
  name: TypedName,
  { directories }: Pick<OrganisationRoom, 'directories'>,
): Promise<Found> {
  const answers = await Promise.all([...directories.values()].map((directory) => directory.find(name)))
  const entries = answers.filter((each) => each.kind === 'entry')
  if (entries.length > 1) return { kind: 'ambiguous' }
  const decisive =
    entries[0] ?? answers.find((each) => each.kind === 'ambiguous') ?? answers.find((each) => each.kind !== 'none')
  return decisive ?? { kind: 'none' }
}
