import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { passphraseWords } from './passphrase-words.ts'
import { judgePassword, type PasswordContext, type PasswordRules } from './rules.ts'
import { type Chance, suggestionBits, suggestPassphrase } from './suggest.ts'

const rules: PasswordRules = { minimumLength: 15, historyLength: 5, organisationWords: [] }
const tim: PasswordContext = { personalWords: ['Tim Walker'], organisationWords: ['Acme'] }

/** Answers in turn, again and again. */
const chanceOf = (...answers: readonly number[]): Chance => {
  let next = 0
  return (bound) => (answers[next++ % answers.length] ?? 0) % bound
}

describe('a suggested passphrase', () => {
  it('is acceptable and long enough, whatever chance brings and whatever length is asked for', () => {
    const draws = fc.infiniteStream(fc.nat())
    fc.assert(
      fc.property(draws, fc.integer({ min: 8, max: 64 }), (stream, minimumLength) => {
        const asked = { ...rules, minimumLength }
        const phrase = suggestPassphrase((bound) => (stream.next().value ?? 0) % bound, asked, tim) ?? ''
        expect([...phrase].length).toBeGreaterThanOrEqual(minimumLength)
        expect(judgePassword(phrase, asked, tim).acceptable).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('holds 50 bits: so many words, each drawn from the whole list', () => {
    const bounds: number[] = []
    const chance = chanceOf(1, 200, 1_000, 1_500, 2_000)
    suggestPassphrase(
      (bound) => {
        bounds.push(bound)
        return chance(bound)
      },
      rules,
      tim,
    )
    expect(bounds.reduce((bits, bound) => bits + Math.log2(bound), 0)).toBeGreaterThanOrEqual(suggestionBits)
    expect(new Set(bounds)).toEqual(new Set([passphraseWords().length]))
  })

  it('is drawn again if it is not acceptable', () => {
    const phrase = suggestPassphrase(chanceOf(7, 7, 7, 7, 7, 1, 200, 1_000, 1_500, 2_000), rules, tim)
    const [first, second] = phrase?.split('-') ?? []
    expect(first).not.toBe(second)
  })

  it('is none, not a bad one, if the rules leave none', () => {
    const context: PasswordContext = { personalWords: [], organisationWords: passphraseWords() }
    expect(suggestPassphrase(chanceOf(1, 200, 1_000, 1_500, 2_000), rules, context)).toBeNull()
  })
})

describe('the list of words', () => {
  it('has at least 2,048 words of four to seven plain letters, none twice', () => {
    const words = passphraseWords()
    expect(words.length).toBeGreaterThanOrEqual(2_048)
    expect(new Set(words).size).toBe(words.length)
    expect(words.filter((word) => !/^[a-z]{4,7}$/.test(word))).toEqual([])
  })

  it('has no word that the scoring would take away, wholly or in part', () => {
    const context: PasswordContext = { personalWords: [], organisationWords: [] }
    const touched = passphraseWords().filter((word) => {
      const guessable = judgePassword(word, rules, context).rules.find((rule) => rule.id === 'guessable')
      return guessable?.id !== 'guessable' || guessable.values.actual !== word.length
    })
    expect(touched).toEqual([])
  })
})
