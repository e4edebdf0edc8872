// A file that was named to us: never more of it in memory than it may be long, whatever it is, even one without an end.
import { closeSync, openSync, readSync } from 'node:fs'
import type { Refused } from './actions.ts'

/** `most`: in bytes. */
export function readBounded(file: string, most: number): { readonly bytes: Buffer } | Refused {
  try {
    const open = openSync(file, 'r')
    try {
      const pieces = readPieces(open, most)
      return pieces === null
        ? { refused: `${file} is larger than ${sizeOf(most)}, and was not read.`, cure: 'name the right file' }
        : { bytes: Buffer.concat(pieces) }
    } finally {
      closeSync(open)
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    return { refused: `${file} cannot be read (${code}).` }
  }
}

/** Null once there are more. What a file says of its size is no bound: a pipe or a device says nothing. */
function readPieces(open: number, most: number): readonly Buffer[] | null {
  const pieces: Buffer[] = []
  for (let read = 0; read <= most; ) {
    const piece = Buffer.allocUnsafe(Math.min(pieceSize, most + 1 - read))
    const length = readSync(open, piece)
    if (length === 0) return pieces
    read += length
    pieces.push(piece.subarray(0, length))
  }
  return null
}

const pieceSize = 65_536

const sizeOf = (bytes: number): string =>
  bytes < 1_048_576 ? `${Math.floor(bytes / 1024)} KB` : `${Math.floor(bytes / 1_048_576)} MB`
