// Keyrings for the tests of this folder.
import { randomBytes } from 'node:crypto'
import { type Keyring, parseKeyring } from './keyring.ts'

/** A line with a key of its own. */
export const keyLine = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`

export const keyringOf = (...ids: readonly string[]): Keyring => keyringFrom(...ids.map(keyLine))

/** A keyring of these lines, the writing one first. */
export function keyringFrom(...lines: readonly string[]): Keyring {
  const parsed = parseKeyring(lines.join('\n'))
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  return parsed.keyring
}
