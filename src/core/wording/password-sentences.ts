// What a new password needs, and what is wrong with the one that was typed.
import type { JudgedRule } from '../passwords/rules.ts'
import { type Sentence, say } from './wording.ts'

/** The rule as it stands in the list. */
export function ruleSentence(rule: JudgedRule): Sentence {
  switch (rule.id) {
    case 'length-minimum':
      return say('rule.length-minimum', { minimum: rule.values.minimum })
    case 'length-maximum':
      return say('rule.length-maximum', { maximum: rule.values.maximum })
    case 'sendable':
      return say('rule.sendable')
    case 'personal': {
      const [organisation] = rule.values.organisationWords
      return organisation === undefined ? say('rule.personal') : say('rule.personal-and-organisation', { organisation })
    }
    case 'guessable':
      return say('rule.guessable')
    case 'history':
      return say('rule.history', { count: rule.values.historyLength })
  }
}

/** What to put right where the rule is broken. */
export function ruleProblem(rule: JudgedRule): Sentence {
  switch (rule.id) {
    case 'length-minimum':
      return say('rule.length-minimum.broken', { minimum: rule.values.minimum, actual: rule.values.actual })
    case 'length-maximum':
      return say('rule.length-maximum.broken', { maximum: rule.values.maximum })
    case 'sendable':
      return say('rule.sendable.broken')
    case 'personal':
      return say('rule.personal.broken', { found: rule.values.found[0] ?? '' })
    case 'guessable':
      return say('remark.password-guessable')
    case 'history':
      return say('remark.password-used-before')
  }
}
