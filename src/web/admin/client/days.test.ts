import { describe, expect, it } from 'vitest'
import { periodOf, startOfDay } from './days.ts'

describe('a day of the organisation', () => {
  it.each([
    ['2026-05-14', 'UTC', '2026-05-14T00:00:00.000Z'],
    ['2026-05-14', 'Europe/London', '2026-05-13T23:00:00.000Z'],
    ['2026-01-14', 'America/New_York', '2026-01-14T05:00:00.000Z'],
    ['2026-05-14', 'Asia/Kathmandu', '2026-05-13T18:15:00.000Z'],
    ['2026-05-14', 'Pacific/Kiritimati', '2026-05-13T10:00:00.000Z'],
    // The clocks change on these days, after midnight.
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
  ])('%s in %s begins at %s', (day, timeZone, at) => {
    expect(startOfDay(day, timeZone)).toBe(at)
  })

  it('is none where nothing was chosen, or nonsense', () => {
    expect(startOfDay('', 'UTC')).toBe(null)
    expect(startOfDay('someday', 'UTC')).toBe(null)
  })
})

describe('a period', () => {
  it('has its last day in it, and is open where no day was chosen', () => {
    expect(periodOf({ from: '2026-05-14', until: '2026-05-14' }, 'UTC')).toEqual({
      from: '2026-05-14T00:00:00.000Z',
      to: '2026-05-15T00:00:00.000Z',
    })
    expect(periodOf({ from: '', until: undefined }, 'UTC')).toEqual({})
    expect(periodOf({ until: '2026-10-25' }, 'Europe/Berlin')).toEqual({ to: '2026-10-25T23:00:00.000Z' })
  })
})
