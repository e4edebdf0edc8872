// May this account reset or unlock now? The rules in their fixed order; the first that says no is the reason.
import type { MethodCatalogue } from '../methods/method.ts'
import type { AccountFacts } from '../people/account.ts'
import { isAdministrator } from '../people/roles.ts'
import { type Instant, instantFrom } from '../time.ts'
import { isEntitled } from './editions.ts'
import { passableGates, usableMethods } from './gates.ts'
import type { Policy, Scope } from './policy.ts'

/** Why not. The audit records each with its code; what people read is in `wording`. */
export type IneligibleReason =
  | 'throttled'
  | 'organisation-off'
  | 'edition'
  | 'administrators-off'
  | 'writeback-off'
  | 'unlock-off'
  | 'out-of-scope'
  | 'not-registered'
  | 'directory-unreachable'
  | 'directory-misconfigured'
  | 'disabled'
  | 'locked-by-administrator'
  | 'frozen'

/** The codes under which the reference product's administrators know the reasons. */
export const reasonCodes: Readonly<Record<IneligibleReason, string | null>> = {
  throttled: null,
  'organisation-off': 'SSPR_0009',
  'writeback-off': 'SSPR_0010',
  'unlock-off': 'SSPR_0010',
  'administrators-off': 'SSPR_0011',
  edition: 'SSPR_0012',
  'out-of-scope': 'SSPR_0013',
  'not-registered': 'SSPR_0014',
  'directory-misconfigured': 'SSPR_0029',
  'directory-unreachable': 'SSPR_0030',
  disabled: null,
  'locked-by-administrator': null,
  frozen: null,
}

export type Eligibility = { readonly eligible: true } | { readonly eligible: false; readonly reason: IneligibleReason }

export interface EligibilityQuestion {
  readonly policy: Policy
  readonly account: AccountFacts
  readonly catalogue: MethodCatalogue
  readonly purpose: 'reset' | 'unlock'
  readonly throttled: boolean
  readonly directory: 'reachable' | 'unreachable' | 'misconfigured'
  readonly now: Instant
}

/** Each step of the decision by its name, for the audit, the portal's "why" and `policy simulate`. */
export const eligibilityRules: readonly (readonly [IneligibleReason, (question: EligibilityQuestion) => boolean])[] = [
  ['throttled', (q) => !q.throttled],
  ['frozen', (q) => q.account.frozenAt === null],
  ['disabled', (q) => !q.account.entry.disabled],
  ['locked-by-administrator', (q) => !q.account.entry.lockedByAdministrator],
  ['organisation-off', (q) => q.policy.on],
  ['edition', (q) => entitled(q, true)],
  ['administrators-off', (q) => !administrator(q) || q.policy.administrators.on],
  ['writeback-off', (q) => entitled(q, writeback(q))],
  ['unlock-off', (q) => q.purpose === 'reset' || directoryPolicy(q)?.unlock === true],
  ['out-of-scope', (q) => administrator(q) || isInScope(q.policy.scope, q.account.entry.groups)],
  [
    'not-registered',
    (q) => passableGates(usableMethods(q.policy, q.account, q.catalogue, q.now), q.catalogue) >= gates(q),
  ],
  ['directory-misconfigured', (q) => q.directory !== 'misconfigured'],
  ['directory-unreachable', (q) => q.directory !== 'unreachable'],
]

export function judgeEligibility(question: EligibilityQuestion): Eligibility {
  const broken = eligibilityRules.find(([, holds]) => !holds(question))
  return broken ? { eligible: false, reason: broken[0] } : { eligible: true }
}

/** In scope, whatever is registered: the reference product's "enabled". What the portal counts and the interrupt asks. */
export function isEnabled(policy: Policy, account: AccountFacts): boolean {
  const question = { policy, account, purpose: 'reset', throttled: false, directory: 'reachable' } as const
  const asked = enablingRules.map((reason) => eligibilityRules.find(([name]) => name === reason)?.[1])
  return asked.every((holds) => holds?.({ ...question, catalogue: new Map(), now: instantFrom(0) }) === true)
}

/** The rules that ask nothing of what is registered and nothing of the moment. */
const enablingRules: readonly IneligibleReason[] = [
  'disabled',
  'organisation-off',
  'edition',
  'administrators-off',
  'writeback-off',
  'out-of-scope',
]

/** Exclude wins over include. */
export function isInScope(scope: Scope, groups: readonly string[]): boolean {
  switch (scope.kind) {
    case 'none':
      return false
    case 'all':
      return true
    case 'groups':
      return scope.include.some((each) => groups.includes(each)) && !scope.exclude.some((each) => groups.includes(each))
  }
}

const administrator = (q: EligibilityQuestion): boolean => isAdministrator(q.account.entry.role)
const gates = (q: EligibilityQuestion): number => (administrator(q) ? 2 : q.policy.gates)
const directoryPolicy = (q: EligibilityQuestion) => q.policy.directories[q.account.entry.directory]
const writeback = (q: EligibilityQuestion): boolean => directoryPolicy(q)?.writeback === true

const entitled = (q: EligibilityQuestion, withWriteback: boolean): boolean =>
  isEntitled(q.policy.edition, q.purpose, {
    source: q.account.entry.source,
    administrator: administrator(q),
    writeback: withWriteback,
  })
