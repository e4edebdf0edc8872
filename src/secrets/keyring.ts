// The keyring: what is kept outside the database so that a stolen database opens nothing. One `id:base64` line a key;
// the first key writes, the others still open what they wrote. Messages about a keyring never repeat any of its text:
// with the halves of a line swapped, even the "id" is a key.
import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'

export interface Key {
  readonly id: string
  /** A KeyObject, because it prints and serialises without its bytes. */
  readonly material: KeyObject
}

export interface Keyring {
  readonly writing: Key
  /** Every key, the writing key first. */
  readonly all: readonly Key[]
  /** Reads its file again, where it has one: another process may have put a key in front. */
  lookAgain?(): void
}

interface KeyringLineProblem {
  /** Counted from 1. */
  readonly line: number
  readonly message: string
  readonly cure: string
}

type ParsedKeyring = { readonly keyring: Keyring } | { readonly problems: readonly KeyringLineProblem[] }

const KEY_BYTES = 32
const keyIdShape = /^[a-z0-9-]{1,16}$/

/** What an operator can type to make one good line. */
export const exampleKeyLine = `"k1:$(openssl rand -base64 ${KEY_BYTES})"`

/** Reads a whole keyring and reports everything that is wrong with it at once. Blank lines and lines with `#` are skipped. */
export function parseKeyring(text: string): ParsedKeyring {
  const keys: Key[] = []
  const problems: KeyringLineProblem[] = []
  const lineOfId = new Map<string, number>()
  const lineOfMaterial = new Map<string, number>()

  for (const { line, entry } of entriesOf(text)) {
    const report = (message: string, cure: string) => problems.push({ line, message, cure })
    const colon = entry.indexOf(':')
    if (colon < 0) {
      report('has no colon between id and key', `write it like ${exampleKeyLine}`)
      continue
    }

    const id = entry.slice(0, colon).trim()
    if (!keyIdShape.test(id)) {
      report('has an id that is not 1 to 16 of a-z, 0-9 and -', 'begin the line with a short name such as k1')
    } else if (lineOfId.has(id)) {
      report(`has the id of line ${lineOfId.get(id)}`, 'give each key an id of its own, never used before')
    } else lineOfId.set(id, line)

    const bytes = decodeStrictBase64(entry.slice(colon + 1).trim())
    if (bytes === undefined) {
      report('has a key that is not base64', `write it like ${exampleKeyLine}`)
    } else if (bytes.length < KEY_BYTES) {
      report(`has a key shorter than ${KEY_BYTES} bytes`, `make a new one like ${exampleKeyLine}`)
    } else {
      const same = lineOfMaterial.get(bytes.toString('base64'))
      if (same !== undefined) report(`has the key of line ${same}`, 'make a new key, or delete one of the two lines')
      lineOfMaterial.set(bytes.toString('base64'), line)
      keys.push({ id, material: createSecretKey(bytes) })
    }
  }

  if (problems.length > 0) return { problems }
  const [writing] = keys
  if (writing !== undefined) return { keyring: { writing, all: keys } }
  return { problems: [{ line: 1, message: 'there is no key', cure: `add a line like ${exampleKeyLine}` }] }
}

/** The text of a fresh keyring file with one key. */
export function newKeyringText(random: (bytes: number) => Uint8Array = randomBytes): string {
  return [
    '# The secret keys of this Rekey installation, one "id:base64" a line. The first writes, the others still open.',
    '# Keep a copy apart from the database: without it, what the database holds sealed is lost.',
    `k1:${Buffer.from(random(KEY_BYTES)).toString('base64')}`,
    '',
  ].join('\n')
}

function entriesOf(text: string): { line: number; entry: string }[] {
  return text
    .split('\n')
    .map((entry, index) => ({ line: index + 1, entry: entry.trim() }))
    .filter(({ entry }) => entry !== '' && !entry.startsWith('#'))
}

/** Node skips what it does not understand; a mistyped key must not become a shorter one in silence. */
function decodeStrictBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  const withoutPadding = (base64: string) => base64.replace(/={1,2}$/, '')
  return withoutPadding(bytes.toString('base64')) === withoutPadding(text) ? bytes : undefined
}
