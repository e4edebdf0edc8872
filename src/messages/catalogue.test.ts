import { describe, expect, it } from 'vitest'
import { personalFacts } from '../core/audit/notices.ts'
import { judgePassword } from '../core/passwords/rules.ts'
import { activitySentences } from '../core/wording/activity-sentences.ts'
import { reasonSentences, remarkSentences } from '../core/wording/journey-sentences.ts'
import { ruleProblem, ruleSentence } from '../core/wording/password-sentences.ts'
import { problemSentences } from '../core/wording/problem-sentences.ts'
import type { SentenceValues } from '../core/wording/wording.ts'
import { loadCatalogue, pseudoLocale } from './catalogue.ts'

const catalogue = loadCatalogue()

describe('saying a sentence', () => {
  it('says it in the language asked for, with plurals by that language', () => {
    expect(catalogue.say('en', 'errors.title', { count: 1 })).toBe('Please put one thing right')
    expect(catalogue.say('de', 'errors.title', { count: 3 })).toBe('Bitte korrigieren Sie 3 Punkte')
  })

  it('takes values for text and never for markup or message syntax', () => {
    expect(catalogue.say('en', 'home.title', { name: '{0} <b>#</b>' })).toBe('Hello, {0} <b>#</b>')
  })

  it('answers an unknown locale in English', () => {
    expect(catalogue.say('xx', 'sign-in.title')).toBe('Sign in')
  })

  it('throws for an id that no language knows, and for a value that is missing', () => {
    expect(() => catalogue.say('en', 'no.such-sentence')).toThrow('no.such-sentence')
    expect(() => catalogue.say('en', 'home.title')).toThrow('name')
  })

  it('says the sentences of a method that was brought from elsewhere', () => {
    const more = loadCatalogue({ en: { 'method.vouching.title': 'Ask {name}' } })
    expect(more.say('en', 'method.vouching.title', { name: 'Nora' })).toBe('Ask Nora')
    expect(more.say('de', 'method.vouching.title', { name: 'Nora' })).toBe('Ask Nora')
    expect(more.locales).toEqual(['en', 'de'])
  })

  it('offers each language under its own name', () => {
    expect(catalogue.languages).toEqual([
      { code: 'en', name: 'English' },
      { code: 'de', name: 'Deutsch' },
    ])
  })
})

describe('what core hands on', () => {
  const sayAll = (ids: readonly string[], values: SentenceValues) =>
    catalogue.locales.flatMap((locale) => ids.map((id) => catalogue.say(locale, id, values)))

  it('can be said: a remark with its limit, a reason with the reference, an activity and a problem alone', () => {
    const reasons = Object.values(reasonSentences).flatMap(({ what, next }) => [what, next])
    expect(sayAll(Object.values(remarkSentences), { limit: 15 })).not.toContain('')
    expect(sayAll(reasons, { reference: 'RK-7F3K-92QD' })).not.toContain('')
    expect(
      sayAll(
        Object.values(activitySentences).map(({ id }) => id),
        {},
      ),
    ).not.toContain('')
    expect(sayAll(Object.values(problemSentences), { digits: 7, needed: 8 })).not.toContain('')
  })

  it('has an activity sentence for each fact that a person is shown', () => {
    expect(Object.keys(activitySentences).sort()).toEqual([...personalFacts].sort())
  })

  it('can be said: each rule of a password, and each that is broken', () => {
    const rules = { minimumLength: 15, historyLength: 5, organisationWords: [] }
    const context = { personalWords: ['Tim'], organisationWords: ['Acme'] }
    const judged = ['', 'tim', '\0', 'x'.repeat(300)].flatMap((text) => judgePassword(text, rules, context).rules)
    expect(new Set(judged.map(({ id }) => id)).size).toBe(6)
    for (const rule of judged) {
      for (const { id, values } of [ruleSentence(rule), ruleProblem(rule)])
        expect(catalogue.say('de', id, values)).not.toBe('')
    }
  })
})

describe('the pseudo-locale', () => {
  const lead = { id: 'reset-start.lead', values: { proofs: 2 } }

  it('is set from right to left; languages that are read from the left are not', () => {
    expect(catalogue.direction(pseudoLocale)).toBe('rtl')
    expect(catalogue.direction('de')).toBe('ltr')
  })

  it('is at least 40 % longer than English', () => {
    const english = catalogue.say('en', lead.id, lead.values)
    expect(catalogue.say(pseudoLocale, lead.id, lead.values).length).toBeGreaterThanOrEqual(english.length * 1.4)
  })

  it('leaves arguments as they are, inside plurals too', () => {
    expect(catalogue.say(pseudoLocale, 'home.title', { name: 'Tim' })).toContain('Tim')
    expect(catalogue.say(pseudoLocale, 'errors.title', { count: 4 })).toContain('4')
    expect(catalogue.say(pseudoLocale, 'errors.title', { count: 4 })).not.toContain('things')
  })

  it('is not among the languages that are offered', () => {
    expect(catalogue.locales).not.toContain(pseudoLocale)
  })
})

describe('choosing a language', () => {
  it.each([
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['en-GB,en;q=0.9,de;q=0.8', 'en'],
    ['fr-FR, de;q=0.5, en;q=0.4', 'de'],
    ['en;q=0.2, DE;q=0.7', 'de'],
    ['de;q=0, en', 'en'],
    ['*', 'en'],
    ['fr', 'en'],
    ['', 'en'],
    [undefined, 'en'],
    [';;;,,q=1,de;q=abc', 'en'],
  ])('a browser that asks for %j is answered in %s', (header, locale) => {
    expect(catalogue.chooseLocale(header)).toBe(locale)
  })

  it('prefers what the person chose, also the pseudo-locale, which no browser can ask for', () => {
    expect(catalogue.chooseLocale('de', 'en')).toBe('en')
    expect(catalogue.chooseLocale('de', pseudoLocale)).toBe(pseudoLocale)
    expect(catalogue.chooseLocale(pseudoLocale)).toBe('en')
  })

  it('ignores a choice that is no language of ours', () => {
    expect(catalogue.chooseLocale('de', '../../etc/passwd')).toBe('de')
    expect(catalogue.chooseLocale('de', 'constructor')).toBe('de')
  })
})
