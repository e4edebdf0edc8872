// Methods as the pages about them show them: with the face of their kind, and times in the organisation's zone.
import type { MethodKind } from '../../../core/people/identifiers.ts'
import { formatWhen } from '../../../use-cases/messages/when.ts'
import type { SecurityInfo, ShownMethod } from '../../../use-cases/security-info/look.ts'
import { icons } from '../../components/icons.tsx'
import type { Turn } from '../route.ts'
import type { Addable, MethodRow } from './view.tsx'

export const rowsOf = (
  methods: readonly ShownMethod[],
  { methods: all }: Pick<SecurityInfo, 'methods'>,
  locale: string,
  now: Turn,
): readonly MethodRow[] => {
  const when = (at: NonNullable<ShownMethod['provenAt']>) => formatWhen(at, locale, now.room.organisation.timeZone)
  return methods.map(({ id, kind, name, masked, provenAt, heldUntil, isDefault, isUsable }) => {
    const onHold = heldUntil !== null && !isUsable
    return {
      id,
      ...faceOf(kind, now),
      name,
      masked,
      confirmed: provenAt === null || onHold ? null : when(provenAt),
      usableFrom: onHold ? when(heldUntil) : null,
      isDefault,
      mayBeDefault: all.length > 1,
    }
  })
}

/** A kind from elsewhere that brought no name is a way like any other. */
function faceOf(kind: MethodKind, { site }: Turn): { readonly icon: string; readonly kind: string } {
  const face = site.faces.find((each) => each.kind === kind)
  return { icon: face?.icon ?? icons.key, kind: face?.own?.name ?? 'method.other.name' }
}

export const addableFaces = (kinds: readonly MethodKind[], { site }: Turn): readonly Addable[] =>
  kinds.flatMap((kind) => {
    const face = site.faces.find((each) => each.kind === kind)
    return face?.own === undefined ? [] : [{ kind, icon: face.icon, add: face.own.add, addHint: face.own.addHint }]
  })
