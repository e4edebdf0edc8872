import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue, entry, policy, registered, sales, start, tim } from '../../../tests/model/cast.ts'
import { authenticatorApp } from '../methods/authenticator-app/authenticator-app.ts'
import { email } from '../methods/email/email.ts'
import type { AccountFacts } from '../people/account.ts'
import { groupId } from '../people/identifiers.ts'
import { type Alike, judgeImpact, obstacle } from './impact.ts'
import type { Policy } from './policy.ts'

const circumstances = { catalogue, now: start }
const nobody: Policy = { ...policy, scope: { kind: 'none' } }

const alike = (account: AccountFacts, accounts: number, key = 'a', underWay = 0): Alike => ({
  key,
  account,
  accounts,
  underWay,
  members: [account.id],
})

describe('the impact of a policy', () => {
  it('that is the same as before is none', () => {
    const impact = judgeImpact(policy, policy, [alike(tim, 3)], circumstances)
    expect(impact).toMatchObject({ accounts: 3, ableNow: 3, ableAfter: 3, gains: 0, loses: 0, asked: 0, underWay: 0 })
  })

  it('names by which rule accounts gain and lose, and counts journeys under way of those who lose', () => {
    const gained = judgeImpact(nobody, policy, [alike(tim, 5, 'five')], circumstances)
    expect(gained).toMatchObject({ ableNow: 0, ableAfter: 5, gains: 5, loses: 0 })
    expect(gained.gainsBecause).toEqual([{ reason: 'out-of-scope', accounts: 5 }])
    expect(gained.gaining).toEqual([{ members: [tim.id], reason: 'out-of-scope' }])
    const lost = judgeImpact(policy, nobody, [alike(tim, 5, 'five', 2)], circumstances)
    expect(lost).toMatchObject({ ableNow: 5, ableAfter: 0, gains: 0, loses: 5, underWay: 2 })
    expect(lost.losesBecause).toEqual([{ reason: 'out-of-scope', accounts: 5 }])
  })

  it('counts those who come into scope without enough methods as asked, not as able', () => {
    const bare = { ...tim, methods: [] }
    const impact = judgeImpact(nobody, policy, [alike(bare, 7)], circumstances)
    expect(impact).toMatchObject({ ableAfter: 0, gains: 0, asked: 7 })
  })

  it('of any change is what judging each account by itself gives', () => {
    fc.assert(
      fc.property(somePolicy, somePolicy, fc.array(someAccount, { maxLength: 30 }), (before, after, accounts) => {
        const groups = new Map<string, Alike>()
        for (const account of accounts) {
          const key = JSON.stringify(account)
          const known = groups.get(key)
          groups.set(key, alike(account, (known?.accounts ?? 0) + 1, key))
        }
        const impact = judgeImpact(before, after, [...groups.values()], circumstances)
        const able = (by: Policy) => accounts.filter((each) => obstacle(by, each, circumstances) === null)
        const gains = able(after).filter((each) => !able(before).includes(each))
        const loses = able(before).filter((each) => !able(after).includes(each))
        expect(impact).toMatchObject({
          accounts: accounts.length,
          ableNow: able(before).length,
          ableAfter: able(after).length,
          gains: gains.length,
          loses: loses.length,
        })
        const sum = (list: typeof impact.gainsBecause) => list.reduce((all, each) => all + each.accounts, 0)
        expect([sum(impact.gainsBecause), sum(impact.losesBecause)]).toEqual([gains.length, loses.length])
      }),
    )
  })
})

const someMethods = fc.subarray([
  registered('mail', email, 'address'),
  registered('app', authenticatorApp),
  { ...registered('imported', email, 'other'), source: 'imported', provenAt: null } as const,
  { ...registered('held', authenticatorApp), heldUntil: (start + 1) as typeof start },
])

const someAccount: fc.Arbitrary<AccountFacts> = fc
  .record({
    groups: fc.subarray([sales, groupId('staff')]),
    role: fc.constantFrom(null, 'global-administrator', 'reports-reader'),
    source: fc.constantFrom('cloud-only', 'synchronized'),
    disabled: fc.boolean(),
    methods: someMethods,
    frozenAt: fc.constantFrom(null, start),
  })
  .map(({ methods, frozenAt, ...rest }) => ({ ...tim, methods, frozenAt, entry: entry(rest) }))

const somePolicy: fc.Arbitrary<Policy> = fc
  .record({
    on: fc.boolean(),
    gates: fc.constantFrom(1, 2),
    trustImported: fc.boolean(),
    scope: fc.oneof(
      fc.constant({ kind: 'none' } as const),
      fc.constant({ kind: 'all' } as const),
      fc.constant({ kind: 'groups', include: [sales], exclude: [groupId('staff')] } as const),
    ),
    methods: fc.subarray([email.kind, authenticatorApp.kind]),
  })
  .map((change) => ({ ...policy, ...change }))
