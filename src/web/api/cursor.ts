// Where a page of a list ended: the last item's place, as text that callers hand back without looking into it.

type Place = readonly (string | number | null)[]

export const writeCursor = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url')

interface Kinds {
  readonly version: number
  readonly time: number
  readonly text: string
  readonly uuid: string
}

type Values<Wanted extends readonly (keyof Kinds)[]> = { readonly [Index in keyof Wanted]: Kinds[Wanted[Index]] }

/** Null: from the beginning. `none`: it is no cursor of a list that is ordered by these. */
export function readCursor<const Wanted extends readonly (keyof Kinds)[]>(
  text: string | undefined,
  ...wanted: Wanted
): Values<Wanted> | null | 'none' {
  if (text === undefined) return null
  const place = parse(text)
  return isPlace(place, wanted) ? place : 'none'
}

function isPlace<const Wanted extends readonly (keyof Kinds)[]>(
  place: unknown,
  wanted: Wanted,
): place is Values<Wanted> {
  return (
    Array.isArray(place) &&
    place.length === wanted.length &&
    wanted.every((kind, index) => {
      const value: unknown = place[index]
      if (kind === 'text') return typeof value === 'string' && !value.includes('\0')
      if (kind === 'uuid')
        return typeof value === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
      const most = kind === 'version' ? 2_147_483_647 : Number.MAX_SAFE_INTEGER
      return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most
    })
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return null
  }
}
