import { describe, expect, it } from 'vitest'
import { catalogue, entry, policy, sales, staff, start, tim, timsMail } from '../../../tests/model/cast.ts'
import { groupId } from '../people/identifiers.ts'
import {
  type EligibilityQuestion,
  eligibilityRules,
  type IneligibleReason,
  isInScope,
  judgeEligibility,
  reasonCodes,
} from './eligibility.ts'

const question: EligibilityQuestion = {
  policy,
  account: tim,
  catalogue,
  purpose: 'unlock',
  throttled: false,
  directory: 'reachable',
  now: start,
}
const synchronized = entry({ source: 'synchronized' })

/** Breaks exactly one rule of a question that is otherwise answered with yes; in the order in which they are asked. */
const breaks: readonly (readonly [IneligibleReason, (q: EligibilityQuestion) => EligibilityQuestion])[] = [
  ['throttled', (q) => ({ ...q, throttled: true })],
  ['frozen', (q) => ({ ...q, account: { ...q.account, frozenAt: start } })],
  ['disabled', (q) => ({ ...q, account: { ...q.account, entry: { ...q.account.entry, disabled: true } } })],
  [
    'locked-by-administrator',
    (q) => ({ ...q, account: { ...q.account, entry: { ...q.account.entry, lockedByAdministrator: true } } }),
  ],
  ['organisation-off', (q) => ({ ...q, policy: { ...q.policy, on: false } })],
  ['edition', (q) => ({ ...q, policy: { ...q.policy, edition: 'basic' } })],
  [
    'administrators-off',
    (q) => ({
      ...q,
      account: { ...q.account, entry: { ...q.account.entry, role: 'user-administrator' } },
      policy: { ...q.policy, administrators: { ...q.policy.administrators, on: false } },
    }),
  ],
  [
    'writeback-off',
    (q) => ({ ...q, policy: { ...q.policy, directories: { [staff]: { writeback: false, unlock: true } } } }),
  ],
  [
    'unlock-off',
    (q) => ({ ...q, policy: { ...q.policy, directories: { [staff]: { writeback: true, unlock: false } } } }),
  ],
  ['out-of-scope', (q) => ({ ...q, policy: { ...q.policy, scope: { kind: 'none' } } })],
  ['not-registered', (q) => ({ ...q, account: { ...q.account, methods: [timsMail] } })],
  ['directory-misconfigured', (q) => ({ ...q, directory: 'misconfigured' })],
  ['directory-unreachable', (q) => ({ ...q, directory: 'unreachable' })],
]

describe('eligibility', () => {
  const member = { ...question, account: { ...tim, entry: synchronized } }

  it('is granted when nothing speaks against it', () => {
    expect(judgeEligibility(question)).toEqual({ eligible: true })
    expect(judgeEligibility(member)).toEqual({ eligible: true })
  })

  it.each(breaks)('is refused as %s when only that speaks against it', (reason, breakIt) => {
    expect(judgeEligibility(breakIt(member))).toEqual({ eligible: false, reason })
  })

  it('asks in one order: of two things that speak against it the earlier one is the reason', () => {
    expect(eligibilityRules.map(([reason]) => reason)).toEqual(breaks.map(([reason]) => reason))
    for (const [n, [first, breakFirst]] of breaks.entries()) {
      for (const [second, breakSecond] of breaks.slice(n + 1)) {
        // An administrator is in no scope; a directory is either unreachable or misconfigured; its two switches are one entry.
        if (first === 'administrators-off' && second === 'out-of-scope') continue
        if (first === 'writeback-off' && second === 'unlock-off') continue
        if (first === 'directory-misconfigured') continue
        expect(judgeEligibility(breakSecond(breakFirst(member))), `${first} and ${second}`).toEqual({
          eligible: false,
          reason: first,
        })
      }
    }
  })

  it('does not ask a reset whether its directory can unlock', () => {
    const off = { ...policy, directories: { [staff]: { writeback: true, unlock: false } } }
    expect(judgeEligibility({ ...question, policy: off, purpose: 'reset' }).eligible).toBe(true)
    expect(judgeEligibility({ ...question, policy: { ...policy, directories: {} }, purpose: 'unlock' })).toEqual({
      eligible: false,
      reason: 'unlock-off',
    })
  })

  it('of administrators does not depend on scope, and of everybody else does', () => {
    const none = { ...policy, scope: { kind: 'none' } } as const
    const withRole = (role: 'global-administrator' | 'reports-reader') =>
      judgeEligibility({ ...question, policy: none, account: { ...tim, entry: entry({ role }) } })
    expect(withRole('global-administrator').eligible).toBe(true)
    expect(withRole('reports-reader')).toEqual({ eligible: false, reason: 'out-of-scope' })
  })

  it('of an administrator asks for two methods where members need one', () => {
    const one = { ...policy, gates: 1 } as const
    const withMail = { ...tim, methods: [timsMail] }
    expect(judgeEligibility({ ...question, policy: one, account: withMail }).eligible).toBe(true)
    const administrator = { ...withMail, entry: entry({ role: 'help-desk-administrator' }) }
    expect(judgeEligibility({ ...question, policy: one, account: administrator })).toEqual({
      eligible: false,
      reason: 'not-registered',
    })
  })

  it('of a federated account needs writeback as a synchronized one does', () => {
    const federated = { ...tim, entry: entry({ source: 'federated' }) }
    const off = { ...policy, directories: { [staff]: { writeback: false, unlock: true } } }
    expect(judgeEligibility({ ...question, account: federated }).eligible).toBe(true)
    expect(judgeEligibility({ ...question, account: federated, policy: off })).toEqual({
      eligible: false,
      reason: 'writeback-off',
    })
    expect(judgeEligibility({ ...question, policy: off }).eligible).toBe(true)
  })

  it('has the codes that administrators of the reference product know', () => {
    const codes = Object.values(reasonCodes).filter((code) => code !== null)
    expect([...new Set(codes)].sort()).toEqual(
      ['0009', '0010', '0011', '0012', '0013', '0014', '0029', '0030'].map((code) => `SSPR_${code}`),
    )
  })
})

describe('scope', () => {
  const groups = [groupId('a'), sales]
  const of = (include: readonly string[], exclude: readonly string[] = []) =>
    isInScope({ kind: 'groups', include: include.map(groupId), exclude: exclude.map(groupId) }, groups)

  it('none is nobody and all is everybody', () => {
    expect(isInScope({ kind: 'none' }, groups)).toBe(false)
    expect(isInScope({ kind: 'all' }, [])).toBe(true)
  })

  it('of groups holds who is in one of them, unless excluded', () => {
    expect(of(['sales'])).toBe(true)
    expect(of(['other', 'a'])).toBe(true)
    expect(of(['other'])).toBe(false)
    expect(of([])).toBe(false)
    expect(of(['sales', 'a'], ['a'])).toBe(false)
    expect(of(['sales'], ['other'])).toBe(true)
  })
})
