// Who could get back in before a change of policy and who could after it: the predicate that a reset asks, asked twice of every
// account. Accounts that nothing tells apart are judged once, with their number.
import type { MethodCatalogue } from '../methods/method.ts'
import type { AccountFacts } from '../people/account.ts'
import type { AccountId } from '../people/identifiers.ts'
import { interruptFor } from '../registration/interrupt.ts'
import { emptySession } from '../registration/session.ts'
import type { Instant } from '../time.ts'
import { type IneligibleReason, judgeEligibility } from './eligibility.ts'
import type { Policy } from './policy.ts'

/** Accounts that decide alike: one that stands for them, by a key of its group, and how many they are. */
export interface Alike {
  readonly key: string
  readonly account: AccountFacts
  readonly accounts: number
  /** Journeys of theirs that are under way. */
  readonly underWay: number
  /** Some of them, the same ones each time: all if there are no more than 50. */
  readonly members: readonly AccountId[]
}

export interface Because {
  readonly reason: IneligibleReason
  readonly accounts: number
}

export interface PolicyImpact {
  readonly accounts: number
  readonly ableNow: number
  readonly ableAfter: number
  readonly gains: number
  readonly loses: number
  /** By what stood in the way before, most accounts first. */
  readonly gainsBecause: readonly Because[]
  /** By what would stand in the way. */
  readonly losesBecause: readonly Because[]
  /** Asked to register at their next sign-in, and not now. */
  readonly asked: number
  /** Journeys under way of accounts that lose: they are decided by the policy they meet. */
  readonly underWay: number
  /** For whoever wants to see names. */
  readonly gaining: readonly AffectedGroup[]
  readonly losing: readonly AffectedGroup[]
}

export interface AffectedGroup extends Pick<Alike, 'members'> {
  readonly reason: IneligibleReason
}

export interface Circumstances {
  readonly catalogue: MethodCatalogue
  readonly now: Instant
}

export function judgeImpact(
  before: Policy,
  after: Policy,
  everybody: readonly Alike[],
  circumstances: Circumstances,
): PolicyImpact {
  const judged = everybody.map((each) => ({
    ...each,
    was: obstacle(before, each.account, circumstances),
    becomes: obstacle(after, each.account, circumstances),
  }))
  const gaining = judged.flatMap((each) =>
    each.was !== null && each.becomes === null ? [{ ...each, reason: each.was }] : [],
  )
  const losing = judged.flatMap((each) =>
    each.was === null && each.becomes !== null ? [{ ...each, reason: each.becomes }] : [],
  )
  const asked = everybody.filter(
    ({ account }) => !isAsked(before, account, circumstances) && isAsked(after, account, circumstances),
  )
  return {
    accounts: count(everybody),
    ableNow: count(judged.filter(({ was }) => was === null)),
    ableAfter: count(judged.filter(({ becomes }) => becomes === null)),
    gains: count(gaining),
    loses: count(losing),
    gainsBecause: byReason(gaining),
    losesBecause: byReason(losing),
    asked: count(asked),
    underWay: losing.reduce((sum, { underWay }) => sum + underWay, 0),
    gaining: gaining.map(affected),
    losing: losing.map(affected),
  }
}

const affected = ({ members, reason }: AffectedGroup): AffectedGroup => ({ members, reason })

/** Null: could reset now, whatever the moment holds against it. */
export function obstacle(
  policy: Policy,
  account: AccountFacts,
  { catalogue, now }: Circumstances,
): IneligibleReason | null {
  const question = {
    policy,
    account,
    catalogue,
    now,
    purpose: 'reset',
    throttled: false,
    directory: 'reachable',
  } as const
  const eligibility = judgeEligibility(question)
  return eligibility.eligible ? null : eligibility.reason
}

const isAsked = (policy: Policy, account: AccountFacts, { catalogue, now }: Circumstances): boolean =>
  interruptFor(emptySession, { policy, account, catalogue, now })?.kind === 'register'

const count = (groups: readonly Pick<Alike, 'accounts'>[]): number =>
  groups.reduce((sum, { accounts }) => sum + accounts, 0)

export function byReason(groups: readonly Because[]): readonly Because[] {
  const counts = new Map<IneligibleReason, number>()
  for (const { reason, accounts } of groups) counts.set(reason, (counts.get(reason) ?? 0) + accounts)
  return [...counts].map(([reason, accounts]) => ({ reason, accounts })).sort((a, b) => b.accounts - a.accounts)
}
