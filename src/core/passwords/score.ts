// How much of a password is left when everything that is guessed first is taken away: common passwords, names, runs and
// repeats. A character is taken away if any of these covers it, so no order of looking matters.
import { commonPasswords } from './common-passwords.ts'
import { foldCharacters, unmaskCharacter } from './fold.ts'
import { isLetterOrDigit, type Name } from './names.ts'
import { findRepeats, findRuns, type Stretch } from './patterns.ts'

export interface PasswordScore {
  /** Characters outside common passwords, runs and repeats. */
  readonly besideCommon: number
  /** Characters outside those and names. */
  readonly besideNames: number
  /** The names that are in it, as they are written. */
  readonly names: readonly string[]
}

export function scorePassword(password: string, names: readonly Name[]): PasswordScore {
  const typed = readAll(foldCharacters(password))
  const bare = leaveOutSeparators(typed)
  const unmasked = leaveOutSeparators(mapReading(typed, unmaskCharacter))

  const covered = typed.characters.map(() => false)
  for (const reading of [typed, bare, unmasked]) {
    cover(covered, reading, findRuns(reading.characters))
    cover(covered, reading, findRepeats(reading.characters))
  }
  // A word matches as typed or unmasked, apart or together: all of it is a match in the last reading.
  cover(covered, unmasked, findCommonPasswords(unmasked.characters))
  const besideCommon = countUncovered(covered)

  const found = names
    .map((name) => ({ name, stretches: findWord(unmasked.characters, name.characters) }))
    .filter(({ stretches }) => stretches.length > 0)
  for (const { stretches } of found) cover(covered, unmasked, stretches)
  return { besideCommon, besideNames: countUncovered(covered), names: found.map(({ name }) => name.written) }
}

/** Some or all of the folded characters, each with its place among all of them. */
interface Reading {
  readonly characters: readonly string[]
  readonly places: readonly number[]
}

const readAll = (characters: readonly string[]): Reading => ({
  characters,
  places: characters.map((_, place) => place),
})

const mapReading = (reading: Reading, change: (character: string) => string): Reading => ({
  ...reading,
  characters: reading.characters.map(change),
})

/** "p a s s w o r d" and "pass-word" are read as one word. */
function leaveOutSeparators(reading: Reading): Reading {
  const kept = reading.characters.flatMap((character, index) => (isLetterOrDigit(character) ? [index] : []))
  return {
    characters: kept.flatMap((index) => reading.characters[index] ?? []),
    places: kept.flatMap((index) => reading.places[index] ?? []),
  }
}

function cover(covered: boolean[], reading: Reading, stretches: readonly Stretch[]): void {
  for (const { start, end } of stretches) {
    const from = reading.places[start]
    const last = reading.places[end - 1]
    if (from !== undefined && last !== undefined) covered.fill(true, from, last + 1)
  }
}

const countUncovered = (covered: readonly boolean[]): number => covered.filter((each) => !each).length

const common: ReadonlySet<string> = new Set(commonPasswords().map((word) => [...word].map(unmaskCharacter).join('')))
const commonLengths = [...new Set([...common].map((word) => word.length))]

const findCommonPasswords = (characters: readonly string[]): readonly Stretch[] =>
  characters.flatMap((_, start) =>
    commonLengths
      .filter((length) => common.has(characters.slice(start, start + length).join('')))
      .map((length) => ({ start, end: start + length })),
  )

const findWord = (characters: readonly string[], word: readonly string[]): readonly Stretch[] =>
  characters.flatMap((_, start) =>
    word.every((character, index) => characters[start + index] === character)
      ? [{ start, end: start + word.length }]
      : [],
  )
