import { expect, it } from 'vitest'
import { minutes } from '../time.ts'
import { defaultLimits, type Limits, limitProblems } from './limits.ts'

const paths = (limits: Partial<Limits>) => limitProblems({ ...defaultLimits, ...limits }).map((each) => each.path)
const [quarter, day, month] = defaultLimits.failures
const [hour, today] = defaultLimits.starts

it('the defaults pass no bound', () => {
  expect(paths({})).toEqual([])
})

it.each<[string, Partial<Limits>, Partial<Limits>]>([
  ['triesPerChallenge', { triesPerChallenge: 10 }, { triesPerChallenge: 11 }],
  [
    'failures.0.count',
    { failures: [{ ...quarter, count: 10 }, day, month] },
    { failures: [{ ...quarter, count: 11 }, day, month] },
  ],
  [
    'failures.1.count',
    { failures: [quarter, { ...day, count: 20 }, month] },
    { failures: [quarter, { ...day, count: 21 }, month] },
  ],
  [
    'failures.2.count',
    { failures: [quarter, day, { ...month, count: 60 }] },
    { failures: [quarter, day, { ...month, count: 61 }] },
  ],
  ['failures.0.span', {}, { failures: [{ ...quarter, span: quarter.span - 1 }, day, month] }],
  ['failures.1.span', {}, { failures: [quarter, { ...day, span: 1 }, month] }],
  ['failures.2.span', {}, { failures: [quarter, day, { ...month, span: Number.NaN }] }],
  ['streakForStrangers', { streakForStrangers: 100 }, { streakForStrangers: 101 }],
  ['streakForAll', { streakForAll: 100 }, { streakForAll: 101 }],
  ['openJourneys', { openJourneys: 10 }, { openJourneys: 11 }],
  ['starts.0.count', { starts: [{ ...hour, count: 10 }, today] }, { starts: [{ ...hour, count: 11 }, today] }],
  ['starts.1.count', { starts: [hour, { ...today, count: 20 }] }, { starts: [hour, { ...today, count: 21 }] }],
  ['starts.0.span', {}, { starts: [{ ...hour, span: minutes(59) }, today] }],
  ['starts.1.span', {}, { starts: [hour, { ...today, span: 0 }] }],
])('%s ends at its hard bound', (path, atBound, beyond) => {
  expect(paths(atBound)).toEqual([])
  expect(paths(beyond)).toEqual([path])
})

it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%d is no count', (count) => {
  expect(paths({ triesPerChallenge: count })).toEqual(['triesPerChallenge'])
})

it('every problem is reported, with its value and the bound', () => {
  expect(limitProblems({ ...defaultLimits, openJourneys: 11, streakForAll: 500 })).toEqual([
    { path: 'streakForAll', value: 500, bound: 100 },
    { path: 'openJourneys', value: 11, bound: 10 },
  ])
})
