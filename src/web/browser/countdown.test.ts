import { describe, expect, it } from 'vitest'
import { clockIn, secondsLeft } from './countdown.ts'

describe('a countdown', () => {
  it('rounds up, so that nothing is offered too early', () => {
    expect(secondsLeft(30_000, 0)).toBe(30)
    expect(secondsLeft(30_000, 29_999)).toBe(1)
    expect(secondsLeft(30_000, 30_000)).toBe(0)
  })

  it('stays over, however late the clock is looked at', () => {
    expect(secondsLeft(30_000, 90_000)).toBe(0)
  })

  it('rewrites the time in a sentence and nothing else', () => {
    expect(clockIn('Next try in 1:30.', 89)).toBe('Next try in 1:29.')
    expect(clockIn('Nächster Versuch in 0:10', 9)).toBe('Nächster Versuch in 0:09')
    expect(clockIn('You can ask for a new code in 30 seconds.', 29)).toBe('You can ask for a new code in 30 seconds.')
  })
})
