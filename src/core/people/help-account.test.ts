import { describe, expect, it } from 'vitest'
import type { HelpingAct } from '../audit/facts.ts'
import { actingAs, actPermission, actsFor, helpRefusal } from './help-account.ts'
import { accountId } from './identifiers.ts'
import { roles } from './roles.ts'

const [me, them] = [accountId('me'), accountId('them')]
const acts = Object.keys(actPermission) as HelpingAct[]
const may = (by: Parameters<typeof actingAs>[0], whose: Parameters<typeof helpRefusal>[2]) =>
  actsFor(actingAs(by, me), whose, acts)

describe('helping an account', () => {
  it('is what each role may do for members, as written', () => {
    expect(Object.fromEntries(roles.map((role) => [role, may(role, { account: them, role: null })]))).toEqual({
      'global-administrator': acts,
      'authentication-policy-administrator': [],
      'user-administrator': acts,
      'help-desk-administrator': ['clear-waits', 'require-registration', 'end-sessions', 'invite', 'one-time-password'],
      'reports-reader': [],
    })
  })

  it('of an administrator is a global administrator’s alone; of a reader of reports it is anybody’s', () => {
    for (const role of roles.filter((each) => each !== 'reports-reader')) {
      const whose = { account: them, role }
      expect(may('user-administrator', whose)).toEqual([])
      expect(may('help-desk-administrator', whose)).toEqual([])
      expect(may('global-administrator', whose)).toEqual(acts)
    }
    expect(may('help-desk-administrator', { account: them, role: 'reports-reader' })).toContain('clear-waits')
  })

  it('of oneself lifts none of one’s own limits, whatever the role', () => {
    const mine = { account: me, role: 'global-administrator' } as const
    expect(may('global-administrator', mine)).toEqual(['require-registration', 'end-sessions', 'invite'])
    expect(helpRefusal('clear-waits', actingAs('global-administrator', me), mine)).toBe('oneself')
  })

  it('from the host knows no account of its own', () => {
    const host = actingAs('global-administrator', null)
    expect(actsFor(host, { account: me, role: 'global-administrator' }, acts)).toEqual(acts)
  })
})
