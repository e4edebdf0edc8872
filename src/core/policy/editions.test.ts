import { describe, expect, it } from 'vitest'
import type { Source } from '../people/account.ts'
import { type Edition, isEntitled, type Operation } from './editions.ts'

// The whole table, as sold: rows are (source, administrator, writeback, operation), columns are the editions.
const yes = { free: true, basic: true, premium: true }
const paid = { free: false, basic: true, premium: true }
const premium = { free: false, basic: false, premium: true }
const never = { free: false, basic: false, premium: false }

type Row = readonly [Source, administrator: boolean, writeback: boolean, Operation, Readonly<Record<Edition, boolean>>]

const table: readonly Row[] = [
  ['cloud-only', true, false, 'reset', yes],
  ['cloud-only', true, false, 'unlock', yes],
  ['cloud-only', true, false, 'change', yes],
  ['cloud-only', true, true, 'reset', yes],
  ['cloud-only', true, true, 'unlock', yes],
  ['cloud-only', true, true, 'change', yes],
  ['cloud-only', false, false, 'reset', paid],
  ['cloud-only', false, false, 'unlock', paid],
  ['cloud-only', false, false, 'change', yes],
  ['cloud-only', false, true, 'reset', paid],
  ['cloud-only', false, true, 'unlock', paid],
  ['cloud-only', false, true, 'change', yes],
  ...(['synchronized', 'federated'] as const).flatMap((source) =>
    [true, false].flatMap((administrator) =>
      (['reset', 'unlock', 'change'] as const).flatMap((operation): Row[] => [
        [source, administrator, true, operation, premium],
        [source, administrator, false, operation, never],
      ]),
    ),
  ),
]

describe('entitlement', () => {
  it('has a row for every account and operation', () => {
    expect(new Set(table.map((row) => row.slice(0, 4).join())).size).toBe(3 * 2 * 2 * 3)
    expect(table).toHaveLength(36)
  })

  it.each(table)(
    'of %s, administrator %s, writeback %s to %s',
    (source, administrator, writeback, operation, expected) => {
      for (const edition of ['free', 'basic', 'premium'] as const)
        expect(isEntitled(edition, operation, { source, administrator, writeback })).toBe(expected[edition])
    },
  )
})
