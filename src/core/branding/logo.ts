// A logo as pages show it.

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
