// What saving a policy would change, and for whom: counted with the predicate that a reset asks, and nothing is written.

import type { GroupId } from '../../core/people/identifiers.ts'
import { type PolicyChange, policyChanges } from '../../core/policy/changes.ts'
import type { IneligibleReason } from '../../core/policy/eligibility.ts'
import { type AffectedGroup, judgeImpact, type PolicyImpact } from '../../core/policy/impact.ts'
import { type PolicyProblem, type PolicyWarning, policyWarnings } from '../../core/policy/judge-policy.ts'
import type { Policy, Scope } from '../../core/policy/policy.ts'
import type { Affected, NamedAccount } from '../../ports/policies.ts'
import type { AdministrationRoom } from '../administer/administration-room.ts'
import { type Administrator, type Refusal, refusalOf } from '../administer/administrator.ts'
import { problemsOf } from './problems-of.ts'

export interface Preview {
  readonly version: number
  readonly impact: PolicyImpact
  /** The first by name; null for whoever may not see names. */
  readonly gaining: readonly AffectedAccount[] | null
  readonly losing: readonly AffectedAccount[] | null
  /** `accounts`: how many can get back in only because of it; null where that isn't a number of accounts. */
  readonly warnings: readonly { readonly id: PolicyWarning; readonly accounts: number | null }[]
  readonly changes: readonly PolicyChange[]
}

export type AffectedAccount = Omit<NamedAccount, 'key'> & { readonly reason: IneligibleReason }

const mostNames = 50

export async function previewPolicy(
  change: (base: Policy) => Policy,
  by: Administrator,
  room: AdministrationRoom,
): Promise<
  Preview | { readonly kind: 'problems'; readonly problems: readonly PolicyProblem[] } | { readonly kind: Refusal }
> {
  const refusal = refusalOf(by, 'policy.read')
  if (refusal !== null) return { kind: refusal }
  const { policy: before, now } = await room.journeys.load({ handle: { by: 'none' }, browser: null, network: null })
  const after = { ...change(before), version: before.version, edition: before.edition, limits: before.limits }
  const problems = await problemsOf(after, room)
  if (problems.length > 0) return { kind: 'problems', problems }
  const groups = [...new Set([...groupsOf(before.scope), ...groupsOf(after.scope)])]
  const everybody = await room.counts.alike(groups)
  const circumstances = { catalogue: room.catalogue, now }
  const impact = judgeImpact(before, after, everybody, circumstances)
  const byTrust = () => judgeImpact({ ...after, trustImported: false }, after, everybody, circumstances).gains
  const names = by.permissions.has('policy.impact-names') ? await namesOf(impact, groups, room) : null
  return {
    version: before.version,
    impact,
    gaining: names?.gaining ?? null,
    losing: names?.losing ?? null,
    warnings: policyWarnings(after).map((id) => ({ id, accounts: id === 'trust-imported' ? byTrust() : null })),
    changes: policyChanges(before, after),
  }
}

async function namesOf(
  { gaining, losing }: PolicyImpact,
  groups: readonly GroupId[],
  room: AdministrationRoom,
): Promise<Affected<AffectedAccount>> {
  const keys = { gaining: gaining.map(({ key }) => key), losing: losing.map(({ key }) => key) }
  const named = await room.counts.named(keys, groups, mostNames)
  return { gaining: withReasons(named.gaining, gaining), losing: withReasons(named.losing, losing) }
}

function withReasons(named: readonly NamedAccount[], affected: readonly AffectedGroup[]): readonly AffectedAccount[] {
  const reasons = new Map(affected.map(({ key, reason }) => [key, reason]))
  return named.flatMap(({ key, ...account }) => {
    const reason = reasons.get(key)
    return reason === undefined ? [] : [{ ...account, reason }]
  })
}

const groupsOf = (scope: Scope): readonly GroupId[] =>
  scope.kind === 'groups' ? [...scope.include, ...scope.exclude] : []
