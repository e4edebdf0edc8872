// Which parts of names a password is searched for: "Tim Walker" and "tim.walker@acme.example" give Tim and Walker.
import { foldCharacters, unmaskCharacter } from './fold.ts'

export interface Name {
  /** As it is written, for the sentence that says which name it was. */
  readonly written: string
  /** Folded and unmasked: what is searched for. */
  readonly characters: readonly string[]
}

/** Shorter parts (de, Li, J.) stand in half of all words. They count only where the whole name is written in one piece. */
const shortestPart = 3
const shortestWhole = 4
/** Where one character is a syllable or a word. */
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
const shortestDensePart = 2

export function readNames(texts: readonly string[]): readonly Name[] {
  const names = new Map<string, Name>()
  const add = (written: string, least: number) => {
    const characters = foldCharacters(written).map(unmaskCharacter).filter(isLetterOrDigit)
    const key = characters.join('')
    if (characters.length >= least && !names.has(key)) names.set(key, { written, characters })
  }
  for (const text of texts) {
    const parts = withoutMailDomain(text)
      .split(between)
      .filter((part) => part !== '')
    const leastOf = (part: string) => (dense.test(part) ? shortestDensePart : shortestPart)
    for (const part of parts) add(part, leastOf(part))
    if (parts.every((part) => [...part].length >= leastOf(part))) continue
    add(parts.join(' '), shortestWhole)
    add(parts.toReversed().join(' '), shortestWhole)
  }
  return [...names.values()]
}

/** What words and names consist of; everything else only separates. */
export const isLetterOrDigit = (character: string): boolean => /[\p{L}\p{N}\p{M}]/u.test(character)

const between = /[^\p{L}\p{N}\p{M}]+/u

/** A mailbox's domain is not the person's name; the organisation's own is among its words. */
const withoutMailDomain = (text: string): string => text.replace(/@[^@\s]*$/u, '')
