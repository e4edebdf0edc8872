// A whole file, if it is no larger than it may be: a larger one is not read, whatever is in it.
import { readFileSync, statSync } from 'node:fs'

export type Bounded = { readonly bytes: Uint8Array } | { readonly larger: number } | { readonly refused: string }

/** `most` in bytes. `larger`: how many it has. */
export function readBounded(file: string, most: number): Bounded {
  try {
    const { size } = statSync(file)
    return size > most ? { larger: size } : { bytes: readFileSync(file) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    return { refused: `${file} cannot be read (${code}).` }
  }
}
