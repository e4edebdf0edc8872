import { describe, expect, it } from 'vitest'
import { entry, person, policy, registered, tim, timsApp, timsMail, timsSavedCode } from '../../../tests/model/cast.ts'
import { imported, offer, pending, play, right, sessionFacts, settingUp } from '../../../tests/model/session-cast.ts'
import { stepAt } from '../methods/authenticator-app/authenticator-app.ts'
import type { Role } from '../people/roles.ts'
import { endOfSetUp } from './end-of-set-up.ts'
import type { SessionState } from './session.ts'

const newMail = pending('new-mail', timsMail, 'tim@home.example')
const newApp = pending('new-app', timsApp, 'a secret')
const known = imported(registered('on-file', timsMail, 'tim@work.example'))
const before = person('tim', [timsMail, timsApp, timsSavedCode, known])
const facts = sessionFacts(before, { kind: 'set-up' })
const addApp = [offer(newApp), right(stepAt(facts.now))]
const addMail = [offer(newMail), right()]

const link = (role: Role | null): SessionState => ({ ...settingUp, setUp: { role, passwordSet: true } })
const completed = (role: Role | null, held: Role | null) =>
  endOfSetUp(
    { ...link(role), enrolled: [timsMail.id, timsApp.id] },
    sessionFacts({ ...tim, entry: entry({ role: held }) }, { kind: 'set-up' }),
  )

describe('a set-up', () => {
  it('gives nothing before its end: no role, no session that opens anything, and what was there stays', () => {
    const half = play(settingUp, facts, ...addMail)
    expect(half.last).toMatchObject({
      session: { kind: 'set-up', state: { setUp: settingUp.setUp, enrolled: [newMail.id] } },
      changes: [{ kind: 'add', method: { id: newMail.id, heldUntil: null } }],
      account: { skips: 0 },
      facts: [{ kind: 'method-added', byPasswordAlone: false }],
    })
    expect(half.last.account).toEqual({ skips: 0 })
    expect(half.last.changes).toHaveLength(1)
  })

  it('ends with two methods of different classes: then everything old goes, the role is granted, the session opens', () => {
    const { last, facts: after } = play(settingUp, facts, ...addMail, ...addApp)
    expect(last.session).toMatchObject({ kind: 'full', state: { setUp: null } })
    expect(after.account.methods.map(({ id }) => id)).toEqual([newMail.id, newApp.id])
    expect(last.account).toEqual({ skips: 0, defaultMethod: null, role: 'global-administrator' })
    expect(last.facts.slice(1)).toEqual([
      { kind: 'set-up-completed', role: 'global-administrator', methods: [timsMail.kind, timsApp.kind] },
      { kind: 'role-changed', from: null, to: 'global-administrator' },
    ])
  })

  it('does not end by two of one class, nor by what was there before', () => {
    const other = pending('other-mail', timsMail, 'tim@other.example')
    const two = play(settingUp, facts, ...addMail, offer(other), right())
    expect(two.last.session.kind).toBe('set-up')
    expect(two.last.account.role).toBeUndefined()
  })

  it('does not end before its password was chosen', () => {
    const state = { ...link('global-administrator'), enrolled: [timsMail.id, timsApp.id] }
    const without = { ...state, setUp: { role: 'global-administrator', passwordSet: false } } as const
    expect(endOfSetUp(state, sessionFacts(tim))).not.toBeNull()
    expect(endOfSetUp(without, sessionFacts(tim))).toBeNull()
    expect(endOfSetUp({ ...state, setUp: null }, sessionFacts(tim))).toBeNull()
  })

  it('of a member ends where the policy’s gates can be passed', () => {
    const one = { policy: { ...policy, gates: 1 }, kind: 'set-up' } as const
    const { last } = play(link(null), sessionFacts(before, one), ...addMail)
    expect(last.session.kind).toBe('full')
    expect(last.account).toEqual({ skips: 0, defaultMethod: null })
    const administrator = { ...before, entry: entry({ role: 'user-administrator' }) }
    expect(play(link(null), sessionFacts(administrator, one), ...addMail).last.session.kind).toBe('set-up')
  })
})

describe('the role after a set-up', () => {
  it.each([
    [null, 'global-administrator', 'global-administrator'],
    ['user-administrator', 'global-administrator', 'global-administrator'],
    ['user-administrator', 'help-desk-administrator', 'help-desk-administrator'],
    ['global-administrator', 'global-administrator', undefined],
    ['global-administrator', 'reports-reader', undefined],
    ['global-administrator', null, undefined],
    ['user-administrator', null, undefined],
    [null, null, undefined],
  ] as const)('of %s by a link for %s: %s; never is the last global administrator made less', (held, granted, role) => {
    const end = completed(granted, held)
    expect(end?.account.role).toBe(role)
    expect(end?.facts.some(({ kind }) => kind === 'role-changed')).toBe(role !== undefined)
  })
})
