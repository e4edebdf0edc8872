import { expect, it } from 'vitest'
import { outcomeOf } from '../core/audit/journey-outcome.ts'
import { accountId } from '../core/people/identifiers.ts'
import { days, instantFrom } from '../core/time.ts'
import { demoHistory } from './history.ts'

const now = instantFrom(Date.UTC(2026, 10, 27, 1, 42))
const history = demoHistory(now, (name) => accountId(name))

it('is two weeks of the past, with every end a journey can come to but those of a directory outside', () => {
  expect(history.every(({ at }) => at < now && at > now - days(15))).toBe(true)
  const outcomes = history.map(({ journey }) => {
    const kinds = history.filter((each) => each.journey === journey).map(({ fact }) => fact.kind)
    return outcomeOf({ kinds, refused: false, foundChanged: false, over: true })
  })
  expect(new Set(outcomes)).toEqual(new Set(['got-back', 'unlocked', 'gave-up', 'blocked', 'not-eligible']))
})

it('is the same at every start, so that a second seeding finds the first, and nobody known is nobody', () => {
  const later = demoHistory(instantFrom(now + days(1)), () => null)
  const told = ({ id, reference, fact }: (typeof history)[number]) => ({ id, reference, fact })
  expect(later.map(told)).toEqual(history.map(told))
  expect(new Set(history.map(({ id }) => id)).size).toBe(history.length)
  const strangers = history.filter(({ fact }) => fact.kind === 'journey-resolved' && fact.subject === 'nobody')
  expect(strangers.length).toBeGreaterThan(0)
  for (const { journey } of strangers) {
    expect(history.filter((each) => each.journey === journey && each.account !== null)).toEqual([])
  }
})
