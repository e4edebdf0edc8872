// A passphrase to take or to be inspired by: unrelated short words, drawn so that nobody can foretell them.
import { passphraseWords } from './passphrase-words.ts'
import { judgePassword, type PasswordContext, type PasswordRules } from './rules.ts'

/** Uniform in [0, bound), from a cryptographic source. */
export type Chance = (bound: number) => number

/** 2⁵⁰ guesses against an argon2id hash are out of reach; five words of this list are more than that. */
export const suggestionBits = 50

/**
 * Words joined by hyphens, as many as give 50 bits and the minimum length, and acceptable under these rules.
 * `null` if the rules leave no phrase: an organisation could put every word of the list among its own.
 */
export function suggestPassphrase(chance: Chance, rules: PasswordRules, context: PasswordContext): string | null {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const phrase = drawPhrase(chance, rules.minimumLength)
    if (judgePassword(phrase, rules, context).acceptable) return phrase
  }
  return null
}

const attempts = 20
const words = passphraseWords()
const fewestWords = Math.ceil(suggestionBits / Math.log2(words.length))

function drawPhrase(chance: Chance, minimumLength: number): string {
  const drawn: string[] = []
  while (drawn.length < fewestWords || drawn.join('-').length < minimumLength) {
    const word = words[chance(words.length)]
    if (word === undefined) throw new RangeError('chance left its bound')
    drawn.push(word)
  }
  return drawn.join('-')
}
