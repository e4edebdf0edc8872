// A file that holds a secret: for its owner alone, and never in the place of another.
import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs'
import type { Refused } from './actions.ts'

/** A file that is there and empty, and in nobody's way: what it is for may still fail. */
export interface ReservedFile {
  fill(text: string): void
  discard(): void
}

/** Null when it is written. */
export function writePrivately(file: string, text: string): Refused | null {
  const reserved = reservePrivately(file)
  if ('refused' in reserved) return reserved
  reserved.fill(text)
  return null
}

export function reservePrivately(file: string): ReservedFile | Refused {
  try {
    const open = openSync(file, 'wx', 0o600)
    return {
      fill: (text) => {
        writeSync(open, text)
        closeSync(open)
      },
      discard: () => {
        closeSync(open)
        unlinkSync(file)
      },
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    return code === 'EEXIST'
      ? { refused: `${file} is there already, and was left as it is.`, cure: 'choose another name' }
      : { refused: `${file} cannot be written (${code}).` }
  }
}
