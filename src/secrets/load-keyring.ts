// Finds the keyring where the operator put it: a file named by REKEY_SECRET_KEY_FILE, or one line in REKEY_SECRET_KEY.
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { exampleKeyLine, type Keyring, parseKeyring } from './keyring.ts'

/** Both as in the environment; an empty value counts as unset. */
interface KeyringSettings {
  readonly REKEY_SECRET_KEY_FILE?: string | undefined
  readonly REKEY_SECRET_KEY?: string | undefined
}

interface KeyringProblem {
  readonly setting: 'REKEY_SECRET_KEY_FILE' | 'REKEY_SECRET_KEY'
  /** The line of the file or value, counted from 1, where the problem is in one. */
  readonly line?: number
  readonly message: string
  readonly cure: string
}

type LoadedKeyring = { readonly keyring: Keyring } | { readonly problems: readonly KeyringProblem[] }

interface KeyFile {
  readonly text: string
  /** POSIX permission bits; absent where the system has none (Windows). */
  readonly mode?: number
}

/** Reports everything that is wrong at once, without ever repeating a key. `readFile` throws as `node:fs` does. */
export function loadKeyring(env: KeyringSettings, readFile: (path: string) => KeyFile = readKeyFile): LoadedKeyring {
  const path = env.REKEY_SECRET_KEY_FILE || undefined
  const value = env.REKEY_SECRET_KEY || undefined
  if (path !== undefined && value !== undefined) {
    const message = 'is set, and so is REKEY_SECRET_KEY'
    return refuse('REKEY_SECRET_KEY_FILE', message, 'keep one: the file, unless your platform has only variables')
  }
  if (path !== undefined) return loadFromFile(path, readFile)
  if (value !== undefined) return readLines('REKEY_SECRET_KEY', value, [])
  const cure = `name a file that holds a line like ${exampleKeyLine}, readable by its owner only`
  return refuse('REKEY_SECRET_KEY_FILE', 'is not set, and neither is REKEY_SECRET_KEY', cure)
}

function loadFromFile(path: string, readFile: (path: string) => KeyFile): LoadedKeyring {
  let file: KeyFile
  try {
    file = readFile(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    const cure = 'check the path, and that the user who runs Rekey may read the file'
    return refuse('REKEY_SECRET_KEY_FILE', `names a file that cannot be read (${code})`, cure)
  }
  const openToOthers = file.mode !== undefined && (file.mode & 0o077) !== 0
  const problem: KeyringProblem = {
    setting: 'REKEY_SECRET_KEY_FILE',
    message: 'names a file that others than its owner may use',
    cure: 'give it to the user who runs Rekey and run chmod 600 on it',
  }
  return readLines('REKEY_SECRET_KEY_FILE', file.text, openToOthers ? [problem] : [])
}

/** `found` is what is wrong already; the lines' own problems join it. */
function readLines(setting: KeyringProblem['setting'], text: string, found: readonly KeyringProblem[]): LoadedKeyring {
  const parsed = parseKeyring(text)
  const inLines = 'problems' in parsed ? parsed.problems.map((problem) => ({ setting, ...problem })) : []
  if ('keyring' in parsed && found.length === 0) return parsed
  return { problems: [...found, ...inLines] }
}

const refuse = (setting: KeyringProblem['setting'], message: string, cure: string): LoadedKeyring => ({
  problems: [{ setting, message, cure }],
})

/** Mode and text come from one open file, so that it can't be exchanged between the two looks. */
function readKeyFile(path: string): KeyFile {
  const file = openSync(path, 'r')
  try {
    const text = readFileSync(file, 'utf8')
    return process.platform === 'win32' ? { text } : { text, mode: fstatSync(file).mode & 0o777 }
  } finally {
    closeSync(file)
  }
}
