// How passwords and names are read when they are compared with what is guessed first. One character in, one character out,
// so that a place in what was typed stays the same place in every reading of it.

/**
 * Lower case, without accents, full width as half width, invisible characters left out.
 * A character that would become several (Hangul, ligatures, ½) stays as it is.
 */
export function foldCharacters(text: string): readonly string[] {
  return [...text].filter((character) => !invisible.test(character)).map(foldCharacter)
}

/** The four spellings that guessing programs try first: 0→o, 1→l, $→s, @→a. */
export const unmaskCharacter = (character: string): string => spellings.get(character) ?? character

const invisible = /\p{Default_Ignorable_Code_Point}|[\u0300-\u036f]/u
const accents = /[\u0300-\u036f]/gu
const spellings: ReadonlyMap<string, string> = new Map([
  ['0', 'o'],
  ['1', 'l'],
  ['$', 's'],
  ['@', 'a'],
])

function foldCharacter(character: string): string {
  const lower = character.toLowerCase()
  const bare = lower.normalize('NFKD').replace(accents, '')
  return [...bare].length === 1 ? bare : lower
}
