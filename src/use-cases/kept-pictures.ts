// The pictures that a branding names, as far as they are kept: with their sizes, and without their bytes.
import { type Branding, picturesOf } from '../core/branding/branding.ts'
import type { LogoPicture } from '../core/branding/logo.ts'
import type { KeepsPictures } from '../ports/pictures.ts'

export async function keptPictures(
  branding: Branding,
  pictures: Pick<KeepsPictures, 'sizes'>,
): Promise<readonly LogoPicture[]> {
  const named = picturesOf(branding)
  return named.length === 0 ? [] : pictures.sizes(named)
}
