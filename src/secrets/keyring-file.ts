// The keyring's file while the product runs: a new key is put in front, and a process sees a changed file by itself.
import { randomBytes } from 'node:crypto'
import { closeSync, fchownSync, fsyncSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Key, Keyring } from './keyring.ts'

/** The text with a key in front of the others, under the first of k1, k2, … that was never used in it. */
export function withNewKey(
  text: string,
  { all }: Keyring,
  random: (bytes: number) => Uint8Array = randomBytes,
): { readonly text: string; readonly id: string } {
  const used = all.map(({ id }) => Number(/^k(\d+)$/.exec(id)?.[1] ?? 0))
  const id = `k${Math.max(0, ...used) + 1}`
  const lines = text.split('\n')
  const at = lines.findIndex((line) => isKey(line))
  lines.splice(Math.max(0, at), 0, `${id}:${Buffer.from(random(32)).toString('base64')}`)
  return { text: lines.join('\n'), id }
}

export const withoutKey = (text: string, id: string): string =>
  text
    .split('\n')
    .filter((line) => !(isKey(line) && line.slice(0, line.indexOf(':')).trim() === id))
    .join('\n')

const isKey = (line: string): boolean => line.trim() !== '' && !line.trim().startsWith('#')

/** Whole or not at all, on disk before it is seen, readable by the owner it had. */
export function replaceKeyringFile(path: string, text: string): void {
  const { uid, gid } = statSync(path)
  const unfinished = `${path}.${process.pid}.new`
  const file = openSync(unfinished, 'wx', 0o600)
  try {
    if (process.getuid?.() === 0) fchownSync(file, uid, gid)
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(unfinished, path)
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** A keyring that follows its source. `read` answers null while what is there can't be used: the keys stay as they were. */
export function followKeyring(first: Keyring, read: () => Keyring | null): Keyring {
  let now = first
  return {
    get writing(): Key {
      return now.writing
    },
    get all(): readonly Key[] {
      return now.all
    },
    lookAgain() {
      const found = read()
      const known = now.all.map(({ id }) => id).join()
      // The same ids in the same order are the same keys: an id is never used a second time.
      if (found !== null && found.all.map(({ id }) => id).join() !== known) now = found
    },
  }
}
