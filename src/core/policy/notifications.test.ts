import { describe, expect, it } from 'vitest'
import { methodKind } from '../people/identifiers.ts'
import { initialNotifications, mailboxProblems } from './notifications.ts'
import { completePolicy, initialPolicy, type Policy } from './policy.ts'

describe('a policy saved before there were notifications', () => {
  const first = initialPolicy([methodKind('email')])

  it('tells people everything and global administrators of each other', () => {
    const { notifications: _, ...older } = first
    expect(completePolicy(older as Policy).notifications).toEqual({
      people: { reset: true, unlock: true, change: true },
      administrators: { passwords: 'global-administrators', policySaved: true, mailboxes: [] },
    })
  })

  it('keeps what one had chosen when a switch is added later', () => {
    const { change: _, ...people } = { ...initialNotifications.people, reset: false }
    const saved = { ...first, notifications: { ...initialNotifications, people } } as Policy
    expect(completePolicy(saved).notifications.people).toEqual({ reset: false, unlock: true, change: true })
  })
})

describe('mailboxes', () => {
  const faults = (...mailboxes: readonly string[]) => mailboxProblems(mailboxes).map(({ fault, what }) => [fault, what])

  it('may be five, each an address and named once', () => {
    expect(faults('soc@acme.example', 'a@b.example', 'c@b.example', 'd@b.example', 'e@b.example')).toEqual([])
    expect(faults(...'abcdef'.split('').map((each) => `${each}@acme.example`))).toEqual([['too-many-mailboxes', null]])
    expect(faults('soc@acme.example', 'SOC@Acme.example')).toEqual([['mailbox-twice', 'SOC@Acme.example']])
  })

  it.each([
    'soc',
    'soc@',
    'Security <soc@acme.example>',
    'soc@acme.example, eve@evil.example',
    'soc@acme.example\nBcc: eve@evil.example',
    '"soc" @acme.example',
    '',
  ])('are plain addresses: not %j', (what) => {
    expect(faults('soc@acme.example', what)).toEqual([['mailbox-no-address', what]])
  })
})
