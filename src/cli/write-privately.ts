// A file that holds a secret: for its owner alone, and never in the place of another.
import { writeFileSync } from 'node:fs'
import type { Refused } from './actions.ts'

/** Null when it is written. */
export function writePrivately(file: string, text: string): Refused | null {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 })
    return null
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    return code === 'EEXIST'
      ? { refused: `${file} is there already, and was left as it is.`, cure: 'choose another name' }
      : { refused: `${file} cannot be written (${code}).` }
  }
}
