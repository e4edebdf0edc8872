// What a new password must be, judged alike on the server and, while it is typed, in the browser. Nothing is trimmed or
// cut, every character counts, and there are no composition rules (NIST SP 800-63B-4 §3.1.1.2).
import { readNames } from './names.ts'
import { scorePassword } from './score.ts'

export interface PasswordRules {
  /** Code points, 8–64. */
  readonly minimumLength: number
  /** How many earlier passwords are refused, 0–24; 0 means that none are kept. */
  readonly historyLength: number
  /** What an administrator added to the organisation's own names: products, places, slogans. */
  readonly organisationWords: readonly string[]
}

/** Names as they are written down anywhere: "Tim Walker", "tim.walker@acme.example". */
export interface PasswordContext {
  /** The person's display name, username and addresses. */
  readonly personalWords: readonly string[]
  /** What the organisation calls itself. */
  readonly organisationWords: readonly string[]
}

/** `later`: not decided here. History needs the kept hashes; of a password that is far too long nothing else is judged. */
export type RuleState = 'met' | 'unmet' | 'later'

/**
 * - `length-minimum`, `length-maximum`: code points after NFC.
 * - `sendable`: no NUL and no half of a surrogate pair; no directory receives them as typed (RFC 4513 §5.1.2, RFC 3629 §3).
 * - `personal`: it isn't made of the person's and the organisation's names. `found`: those that were, as they are written.
 * - `guessable`: it isn't made of common passwords, runs and repeats.
 * - `history`: it isn't one of the last so many.
 */
export type JudgedRule = { readonly state: RuleState } & (
  | { readonly id: 'length-minimum'; readonly values: { readonly minimum: number; readonly actual: number } }
  | { readonly id: 'length-maximum'; readonly values: { readonly maximum: number; readonly actual: number } }
  | { readonly id: 'sendable'; readonly values: Readonly<Record<string, never>> }
  | {
      readonly id: 'personal'
      readonly values: { readonly organisationWords: readonly string[]; readonly found: readonly string[] }
    }
  | { readonly id: 'guessable'; readonly values: { readonly needed: number; readonly actual: number } }
  | { readonly id: 'history'; readonly values: { readonly historyLength: number } }
)

export type RuleId = JudgedRule['id']

export interface PasswordJudgement {
  /** False if a rule is unmet. True still leaves `history` to whoever holds the hashes. */
  readonly acceptable: boolean
  /**
   * In the order they are shown. `length-maximum` and `sendable` are listed only while broken: most people need never hear
   * of them. `personal` is listed if there is a name, `history` if there is a history.
   */
  readonly rules: readonly JudgedRule[]
}

/** NIST SP 800-63B-4 §3.1.1.2: 15 where a password alone signs in, never below 8; a minimum above 64 would refuse good ones. */
export const acceptedLengthSettings = { least: 8, most: 64, initial: 15 } as const
export const acceptedHistorySettings = { least: 0, most: 24, initial: 5 } as const
/** Code points. */
export const longestPassword = 256
/** With fewer characters beside what is guessed first, the whole is guessed soon after. */
const neededCharacters = 6

/** One form for all ways to type the same text (NFC); the only change ever made to a password. */
export const normalisePassword = (text: string): string => text.normalize('NFC')

/** Judges the text as typed; it is normalised here. */
export function judgePassword(text: string, rules: PasswordRules, context: PasswordContext): PasswordJudgement {
  const password = normalisePassword(text)
  const length = [...password].length
  const tooLong = length > longestPassword
  const organisationWords = [...context.organisationWords, ...rules.organisationWords]
  const names = readNames([...context.personalWords, ...organisationWords])
  // What is too long is refused anyway, and scoring a megabyte would be work for an attacker's sake.
  const score = scorePassword(tooLong ? '' : password, names)
  const stateOfScore = (met: boolean): RuleState => (tooLong ? 'later' : met ? 'met' : 'unmet')
  const found = score.besideNames < neededCharacters ? score.names : []

  const judged: JudgedRule[] = []
  const minimum = rules.minimumLength
  judged.push({ id: 'length-minimum', state: length >= minimum ? 'met' : 'unmet', values: { minimum, actual: length } })
  if (tooLong)
    judged.push({ id: 'length-maximum', state: 'unmet', values: { maximum: longestPassword, actual: length } })
  if (!isSendable(password)) judged.push({ id: 'sendable', state: 'unmet', values: {} })
  if (names.length > 0)
    judged.push({ id: 'personal', state: stateOfScore(found.length === 0), values: { organisationWords, found } })
  judged.push({
    id: 'guessable',
    state: stateOfScore(score.besideCommon >= neededCharacters),
    values: { needed: neededCharacters, actual: score.besideCommon },
  })
  if (rules.historyLength > 0)
    judged.push({ id: 'history', state: 'later', values: { historyLength: rules.historyLength } })
  return { acceptable: judged.every((rule) => rule.state !== 'unmet'), rules: judged }
}

/** The list as it stands before anything is typed: every rule still to be judged. */
export const listRules = (rules: PasswordRules, context: PasswordContext): readonly JudgedRule[] =>
  judgePassword('', rules, context).rules.map((rule) => ({ ...rule, state: 'later' }))

export type PasswordRulesProblem = 'minimum-length-out-of-bounds' | 'history-length-out-of-bounds'

/** What is wrong with the rules an administrator asks for, all of it at once. */
export function findRulesProblems(rules: PasswordRules): readonly PasswordRulesProblem[] {
  const problems: PasswordRulesProblem[] = []
  if (!isWithin(rules.minimumLength, acceptedLengthSettings)) problems.push('minimum-length-out-of-bounds')
  if (!isWithin(rules.historyLength, acceptedHistorySettings)) problems.push('history-length-out-of-bounds')
  return problems
}

const isWithin = (value: number, bounds: { readonly least: number; readonly most: number }): boolean =>
  Number.isInteger(value) && value >= bounds.least && value <= bounds.most

const isSendable = (text: string): boolean => !text.includes('\0') && !/\p{Surrogate}/u.test(text)
