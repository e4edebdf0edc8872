import { describe, expect, it } from 'vitest'
import {
  acceptedHistorySettings,
  acceptedLengthSettings,
  findRulesProblems,
  judgePassword,
  listRules,
  normalisePassword,
  type PasswordContext,
  type PasswordRules,
} from './rules.ts'

const rules: PasswordRules = { minimumLength: 15, historyLength: 5, organisationWords: [] }
const nobody: PasswordContext = { personalWords: [], organisationWords: [] }
const states = (password: string, context = nobody, asked = rules) =>
  Object.fromEntries(judgePassword(password, asked, context).rules.map((rule) => [rule.id, rule.state]))

describe('length', () => {
  it('is counted in characters as people see them being typed, not in bytes or halves of characters', () => {
    expect(states('🦊🌵🧩🪁🥨🛶🎷🧭🪴🐙🌂🎲🔭🍋')).toMatchObject({ 'length-minimum': 'unmet' })
    expect(states('🦊🌵🧩🪁🥨🛶🎷🧭🪴🐙🌂🎲🔭🍋🎈')).toMatchObject({ 'length-minimum': 'met' })
  })

  it('is the same whether an accent was typed as one character or as two', () => {
    const composed = 'brûlé-çà-là-öé'
    expect([...composed]).toHaveLength(14)
    expect([...composed.normalize('NFD')].length).toBeGreaterThan(15)
    expect(states(composed.normalize('NFD'))).toMatchObject({ 'length-minimum': 'unmet' })
    expect(judgePassword(composed.normalize('NFD'), rules, nobody)).toEqual(judgePassword(composed, rules, nobody))
  })

  it('counts spaces, at the ends too', () => {
    expect(states(' vK9#tq2LxR7m ')).toMatchObject({ 'length-minimum': 'unmet' })
    expect(states('  vK9#tq2LxR7m ')).toMatchObject({ 'length-minimum': 'met' })
  })

  it('ends at 256; what is longer is refused without being scored', () => {
    const password = 'vK9#tq2LxR7mBzWd'.repeat(16)
    expect(states(password)).not.toHaveProperty('length-maximum')
    expect(states(`${password}é`)).toMatchObject({ 'length-maximum': 'unmet', guessable: 'later' })
    expect(judgePassword(`${password}é`, rules, nobody).rules).toContainEqual(
      expect.objectContaining({ id: 'guessable', values: { needed: 6, actual: 0 } }),
    )
    expect(judgePassword(`${password}é`, rules, nobody).acceptable).toBe(false)
  })

  it('says what is asked for and what is there', () => {
    const [length] = judgePassword('lantern', rules, nobody).rules
    expect(length).toEqual({ id: 'length-minimum', state: 'unmet', values: { minimum: 15, actual: 7 } })
  })
})

describe('a password round-trips', () => {
  it.each([
    '"quoted" \'twice\'',
    '  edges  ',
    'naïve café',
    '🦊 emoji 🧩',
    'tab\tinside',
    '\u202eright to left',
    'ｆｕｌｌ',
  ])('unchanged if it is NFC already: %j', (password) => {
    expect(normalisePassword(password)).toBe(password)
    expect(normalisePassword(password.normalize('NFD'))).toBe(password)
  })

  it('and is refused if it holds what no directory receives as typed', () => {
    expect(states('quiet lantern\0 orbit maple')).toMatchObject({ sendable: 'unmet' })
    expect(states('quiet lantern\ud83e orbit maple')).toMatchObject({ sendable: 'unmet' })
    expect(states('quiet lantern🦊 orbit maple')).not.toHaveProperty('sendable')
  })
})

describe('the list that a person sees', () => {
  const tim: PasswordContext = { personalWords: ['Tim Walker'], organisationWords: ['Acme'] }

  it('has nothing ticked and nothing crossed before anything is typed', () => {
    expect(listRules(rules, tim).map((rule) => [rule.id, rule.state])).toEqual([
      ['length-minimum', 'later'],
      ['personal', 'later'],
      ['guessable', 'later'],
      ['history', 'later'],
    ])
  })

  it('leaves history to whoever holds the hashes, and is acceptable without it', () => {
    const judgement = judgePassword('quiet lantern orbit maple', rules, tim)
    expect(judgement.acceptable).toBe(true)
    expect(judgement.rules.map((rule) => rule.state)).toEqual(['met', 'met', 'met', 'later'])
  })

  it('names no history if none is kept and no names if there are none', () => {
    expect(Object.keys(states('', nobody, { ...rules, historyLength: 0 }))).toEqual(['length-minimum', 'guessable'])
  })

  it('names the organisation and what its administrators added', () => {
    const personal = listRules({ ...rules, organisationWords: ['Gizmo'] }, tim).find((rule) => rule.id === 'personal')
    expect(personal?.values).toEqual({ organisationWords: ['Acme', 'Gizmo'], found: [] })
  })

  it('asks for no kinds of characters', () => {
    expect(judgePassword('quietlanternorbitmaple', rules, tim).acceptable).toBe(true)
    expect(judgePassword('静かな湖畔の森の影から郭公が鳴く', rules, tim).acceptable).toBe(true)
  })

  it('says everything that is wrong at once', () => {
    expect(states('Acme1234', tim)).toMatchObject({ 'length-minimum': 'unmet', personal: 'unmet', guessable: 'unmet' })
  })
})

describe('the rules an administrator asks for', () => {
  it('stay within their bounds', () => {
    expect(findRulesProblems(rules)).toEqual([])
    expect(acceptedLengthSettings).toEqual({ least: 8, most: 64, initial: 15 })
    for (const minimumLength of [acceptedLengthSettings.least, acceptedLengthSettings.most])
      expect(findRulesProblems({ ...rules, minimumLength })).toEqual([])
    for (const historyLength of [acceptedHistorySettings.least, acceptedHistorySettings.most])
      expect(findRulesProblems({ ...rules, historyLength })).toEqual([])
  })

  it('are all reported when they do not', () => {
    expect(findRulesProblems({ ...rules, minimumLength: 7, historyLength: 25 })).toEqual([
      'minimum-length-out-of-bounds',
      'history-length-out-of-bounds',
    ])
    expect(findRulesProblems({ ...rules, minimumLength: 65 })).toHaveLength(1)
    expect(findRulesProblems({ ...rules, minimumLength: 15.5, historyLength: Number.NaN })).toHaveLength(2)
  })
})
