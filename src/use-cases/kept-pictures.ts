// The pictures that a branding names, with their sizes, so that a page keeps room for them before they are there.
import { type Branding, picturesOf } from '../core/branding/branding.ts'
import type { ShownLogo } from '../core/branding/logo.ts'
import type { KeepsPictures } from '../ports/pictures.ts'

/** Null where there is none, or it is gone: the first letter of the name stands in its place. */
export async function shownLogo(branding: Branding, pictures: Pick<KeepsPictures, 'sizes'>): Promise<ShownLogo | null> {
  const named = picturesOf(branding)
  const kept = named.length === 0 ? [] : await pictures.sizes(named)
  const pictureOf = (id: string | null) => kept.find((each) => each.id === id) ?? null
  const light = pictureOf(branding.logo.light)
  return light === null ? null : { light, dark: pictureOf(branding.logo.dark) }
}
