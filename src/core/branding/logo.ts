// A logo as pages show it, with its size, so that a page keeps room for it before it is there.
import type { Branding } from './branding.ts'

export interface LogoPicture {
  readonly id: string
  /** CSS pixels. */
  readonly width: number
  readonly height: number
}

export interface ShownLogo {
  readonly light: LogoPicture
  /** Null: the same one. */
  readonly dark: LogoPicture | null
}

/** Null where there is none, or it is gone: the first letter of the name stands in its place. */
export function logoOf({ logo }: Pick<Branding, 'logo'>, kept: readonly LogoPicture[]): ShownLogo | null {
  const pictureOf = (id: string | null) => kept.find((each) => each.id === id) ?? null
  const light = pictureOf(logo.light)
  return light === null ? null : { light, dark: pictureOf(logo.dark) }
}
