// The name a person types to say who they are: which strings are refused for everyone, and when two strings are one name.
import { hasUnprintable } from '../wording/foreign-text.ts'

/** A name no directory lookup was spent on yet, known to be well formed. */
export interface TypedName {
  /** As typed, for the page that shows it back. */
  readonly text: string
  /** One form for all ways to write it: what is looked up and what the bucket of unknown names is keyed by. */
  readonly canonical: string
}

export type NameProblem = 'name-empty' | 'name-too-long' | 'name-has-control-characters'

/** RFC 5321 §4.5.3.1.3 leaves 254 characters for an address; no directory allows a longer name to sign in with. */
export const longestName = 254

/**
 * Refuses what no account can be called by the string alone, alike for every name, before any look-up.
 * `suffixes` are the organisation's own (`@acme.example`): with and without them is the same name.
 */
export function readTypedName(text: string, suffixes: readonly string[]): TypedName | NameProblem {
  if (text.length > longestName * 2 || [...text].length > longestName) return 'name-too-long'
  if (hasUnprintable(text)) return 'name-has-control-characters'
  const canonical = canonicalName(text, suffixes)
  return canonical === '' ? 'name-empty' : { text, canonical }
}

/** NFKC, case folded, trimmed, `DOMAIN\` and the organisation's suffixes stripped. */
export function canonicalName(text: string, suffixes: readonly string[]): string {
  const folded = foldCase(text.normalize('NFKC').trim())
  const bare = folded.slice(folded.lastIndexOf('\\') + 1)
  const suffix = suffixes.map((each) => foldCase(each.normalize('NFKC'))).find((each) => bare.endsWith(each))
  return (suffix ? bare.slice(0, -suffix.length) : bare).trim()
}

// Lower-casing alone: full folding would also make ß and ss, or ı and i, one name, and open somebody else's account to a look-alike.
const foldCase = (text: string): string => text.toLowerCase().normalize('NFKC')
