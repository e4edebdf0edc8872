import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountId, methodKind } from '../people/identifiers.ts'
import { isAdministrator, roles } from '../people/roles.ts'
import { initialNotifications, type NotificationPolicy } from '../policy/notifications.ts'
import type { AuditFact, AuditKind } from './facts.ts'
import { noticesOf } from './notices.ts'

const email = methodKind('email')
const agent = accountId('7d3f3c1e-0000-4000-8000-000000000009')
const helped = (act: 'clear-waits' | 'invite' | 'one-time-password') =>
  ({ kind: 'account-helped', act, by: agent, why: 'asked for' }) as const

/** Of each kind there is, every face that makes another notice. */
const facts: Readonly<Record<AuditKind, readonly AuditFact[]>> = {
  'journey-started': [{ kind: 'journey-started' }],
  'journey-resolved': [{ kind: 'journey-resolved', subject: 'account', refusal: null }],
  'reason-chosen': [{ kind: 'reason-chosen', purpose: 'reset', refusal: null }],
  'not-eligible': [{ kind: 'not-eligible', reason: 'frozen', code: null, purpose: 'reset' }],
  'challenge-issued': [{ kind: 'challenge-issued', method: email, gate: 1, sent: true }],
  'proof-passed': [{ kind: 'proof-passed', method: email, gate: 1 }],
  'proof-failed': [{ kind: 'proof-failed', method: email, gate: 1, compared: true }],
  'journey-blocked': [{ kind: 'journey-blocked' }],
  'journey-expired': [{ kind: 'journey-expired' }],
  'journey-cancelled': [{ kind: 'journey-cancelled' }],
  'help-asked': [{ kind: 'help-asked' }],
  'password-write-intended': [{ kind: 'password-write-intended' }],
  'password-refused': [{ kind: 'password-refused', because: 'history' }],
  'password-write-unavailable': [{ kind: 'password-write-unavailable' }],
  'password-write-indeterminate': [{ kind: 'password-write-indeterminate' }],
  'password-write-settled': [
    { kind: 'password-write-settled', found: 'changed' },
    { kind: 'password-write-settled', found: 'unchanged' },
  ],
  'password-reset': [{ kind: 'password-reset', methods: [email] }],
  'account-unlocked': [{ kind: 'account-unlocked', methods: [email] }],
  'unlock-unavailable': [{ kind: 'unlock-unavailable' }],
  'password-changed': [{ kind: 'password-changed', forced: false }],
  'signed-in': [{ kind: 'signed-in' }],
  'sign-in-failed': [{ kind: 'sign-in-failed', because: 'password' }],
  'account-locked-out': [{ kind: 'account-locked-out', seconds: 60 }],
  'signed-out': [{ kind: 'signed-out' }],
  'sessions-ended': [{ kind: 'sessions-ended' }],
  'account-frozen': [{ kind: 'account-frozen' }],
  'session-proof-passed': [{ kind: 'session-proof-passed', method: email }],
  'session-proof-failed': [{ kind: 'session-proof-failed', method: email, compared: true }],
  'session-challenge-issued': [{ kind: 'session-challenge-issued', method: email, sent: true }],
  'method-added': [{ kind: 'method-added', method: email, held: 0, byPasswordAlone: true }],
  'method-confirmed': [{ kind: 'method-confirmed', method: email, held: 0 }],
  'method-replaced': [{ kind: 'method-replaced', method: email, held: 0 }],
  'method-removed': [{ kind: 'method-removed', method: email, belowGates: false }],
  'method-renamed': [{ kind: 'method-renamed', method: email }],
  'default-method-chosen': [{ kind: 'default-method-chosen', method: email }],
  'methods-confirmed': [{ kind: 'methods-confirmed' }],
  'registration-skipped': [{ kind: 'registration-skipped', skips: 1 }],
  'method-shared': [{ kind: 'method-shared', method: email, accounts: 4 }],
  'enrolment-code-made': [{ kind: 'enrolment-code-made' }],
  'enrolment-code-used': [{ kind: 'enrolment-code-used' }],
  'enrolment-code-refused': [{ kind: 'enrolment-code-refused' }],
  'method-changes-undone': [{ kind: 'method-changes-undone' }],
  'set-up-link-made': [
    { kind: 'set-up-link-made', role: null, breakGlass: false },
    { kind: 'set-up-link-made', role: null, breakGlass: true },
  ],
  'set-up-started': [{ kind: 'set-up-started' }],
  'set-up-password-set': [{ kind: 'set-up-password-set' }],
  'set-up-completed': [{ kind: 'set-up-completed', role: null, methods: [email] }],
  'role-changed': [{ kind: 'role-changed', from: null, to: 'global-administrator' }],
  'freeze-lifted': [{ kind: 'freeze-lifted' }],
  'session-ended': [{ kind: 'session-ended' }],
  'accounts-imported': [{ kind: 'accounts-imported', created: 1, updated: 0, added: 0 }],
  invited: [{ kind: 'invited' }],
  'attack-mode-entered': [{ kind: 'attack-mode-entered' }],
  'edition-set': [{ kind: 'edition-set', edition: 'premium' }],
  'policy-saved': [{ kind: 'policy-saved', version: 2, changes: ['gates'], note: null }],
  'account-helped': [helped('clear-waits'), helped('invite'), helped('one-time-password')],
  'caller-check-sent': [{ kind: 'caller-check-sent', method: email, by: agent }],
  'caller-check-answered': [{ kind: 'caller-check-answered', method: email, right: true, by: agent }],
  'account-erased': [{ kind: 'account-erased', by: agent }],
  'api-token-made': [{ kind: 'api-token-made', permissions: [], days: 1 }],
  'api-token-ended': [{ kind: 'api-token-ended' }],
  'picture-kept': [{ kind: 'picture-kept', picture: 'hash' }],
  'audit-exported': [{ kind: 'audit-exported', format: 'csv', what: 'journeys' }],
}

const somePolicy: fc.Arbitrary<NotificationPolicy> = fc.record({
  people: fc.record({ reset: fc.boolean(), unlock: fc.boolean(), change: fc.boolean() }),
  administrators: fc.record({
    passwords: fc.constantFrom('global-administrators', 'all-administrators', 'nobody'),
    policySaved: fc.boolean(),
    mailboxes: fc.constantFrom([], ['soc@acme.example']),
  }),
})
const someRole = fc.constantFrom(null, ...roles)
const someFact = fc.constantFrom(...Object.values(facts).flat())

const told = (fact: AuditFact, notifications: NotificationPolicy, role: Parameters<typeof noticesOf>[1]['role']) => {
  const notices = noticesOf(fact, { notifications, role })
  return {
    account: notices.flatMap((each) => (each.to === 'account' ? [each.wording] : [])),
    administrators: notices.flatMap((each) => (each.to === 'account' ? [] : [`${each.to}: ${each.wording}`])),
  }
}

/** What a person always hears, by the fact; a reset, an unlock and a change are their own test. */
const always: Readonly<Record<string, string>> = {
  'password-write-settled changed': 'notice-settled-changed',
  'password-write-settled unchanged': 'notice-settled-unchanged',
  'account-frozen': 'notice-frozen',
  'method-added': 'notice-method-added',
  'method-confirmed': 'notice-method-confirmed',
  'method-replaced': 'notice-method-replaced',
  'method-removed': 'notice-method-removed',
  'set-up-password-set': 'notice-set-up-password',
  'set-up-completed': 'notice-set-up',
  'account-helped clear-waits': 'notice-helped',
  'account-helped one-time-password': 'notice-helped',
}
const nameOf = (fact: AuditFact): string =>
  [fact.kind, ...('act' in fact ? [fact.act] : []), ...('found' in fact ? [fact.found] : [])].join(' ')

const switches = {
  'password-reset': ['reset', 'notice-reset'],
  'account-unlocked': ['unlock', 'notice-unlocked'],
  'password-changed': ['change', 'notice-changed'],
} as const
const isSwitched = (kind: AuditKind): kind is keyof typeof switches => Object.hasOwn(switches, kind)

describe('whatever the policy, the role and the fact', () => {
  it('the account is told of a reset, an unlock and a change as its own switch says, and of everything else always', () => {
    fc.assert(
      fc.property(someFact, somePolicy, someRole, (fact, policy, role) => {
        const { account } = told(fact, policy, role)
        if (isSwitched(fact.kind)) {
          const [name, wording] = switches[fact.kind]
          expect(account).toEqual(policy.people[name] ? [wording] : [])
        } else {
          expect(account).toEqual([always[nameOf(fact)]].filter((each) => each !== undefined))
        }
      }),
      { numRuns: 3_000 },
    )
  })

  it('colleagues are told of what happened to an administrator’s password, those whom the policy names, and of no member', () => {
    const taken = [
      'password-reset',
      'account-unlocked',
      'password-changed',
      'password-write-settled changed',
      'set-up-password-set',
      'account-helped one-time-password',
    ]
    fc.assert(
      fc.property(someFact, somePolicy, someRole, (fact, policy, role) => {
        const to = policy.administrators.passwords
        const hears = isAdministrator(role) && to !== 'nobody' && taken.includes(nameOf(fact))
        const colleagues = told(fact, policy, role).administrators.filter((each) => each.endsWith('administrator'))
        expect(colleagues).toEqual(hears ? [`${to}: notice-administrator`] : [])
      }),
      { numRuns: 3_000 },
    )
  })

  it('global administrators are told of broken glass, shared methods and an attack always, of the policy if it says so', () => {
    fc.assert(
      fc.property(someFact, somePolicy, someRole, (fact, policy, role) => {
        const others = told(fact, policy, role).administrators.filter((each) => !each.endsWith('administrator'))
        const wording =
          fact.kind === 'method-shared'
            ? 'notice-shared'
            : fact.kind === 'attack-mode-entered'
              ? 'notice-attack'
              : fact.kind === 'set-up-link-made' && fact.breakGlass
                ? 'notice-break-glass'
                : fact.kind === 'policy-saved' && policy.administrators.policySaved
                  ? 'notice-policy-saved'
                  : null
        expect(others).toEqual(wording === null ? [] : [`global-administrators: ${wording}`])
      }),
      { numRuns: 3_000 },
    )
  })
})

it('what can be disowned carries the link, and nothing else does', () => {
  const withLink = Object.values(facts)
    .flat()
    .flatMap((fact) => noticesOf(fact, { notifications: initialNotifications, role: 'global-administrator' }))
    .flatMap((notice) => (notice.to === 'account' && notice.notMe ? [notice.wording] : []))
  expect(withLink.sort()).toEqual(
    [
      'notice-reset',
      'notice-unlocked',
      'notice-changed',
      'notice-settled-changed',
      'notice-method-added',
      'notice-method-confirmed',
      'notice-method-replaced',
      'notice-method-removed',
      'notice-set-up-password',
      'notice-set-up',
    ].sort(),
  )
})
