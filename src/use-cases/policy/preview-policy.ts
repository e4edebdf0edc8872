// What saving a policy would change, and for whom: counted with the predicate that a reset asks, and nothing is written.

import type { GroupId } from '../../core/people/identifiers.ts'
import { type PolicyChange, policyChanges } from '../../core/policy/changes.ts'
import type { IneligibleReason } from '../../core/policy/eligibility.ts'
import { type AffectedGroup, judgeImpact, type PolicyImpact } from '../../core/policy/impact.ts'
import { type PolicyProblem, type PolicyWarning, policyWarnings } from '../../core/policy/judge-policy.ts'
import type { Policy, Scope } from '../../core/policy/policy.ts'
import type { NamedAccount } from '../../ports/policies.ts'
import type { AdministrationRoom } from '../administer/administration-room.ts'
import { type Administrator, type Refusal, refusalOf } from '../administer/administrator.ts'
import { problemsOf } from './problems-of.ts'

export interface Preview {
  readonly version: number
  readonly impact: PolicyImpact
  /** All of them or 50, by name; null for whoever may not see names. */
  readonly gaining: readonly AffectedAccount[] | null
  readonly losing: readonly AffectedAccount[] | null
  /** `accounts`: how many can get back in only because of it; null where that isn't a number of accounts. */
  readonly warnings: readonly { readonly id: PolicyWarning; readonly accounts: number | null }[]
  readonly changes: readonly PolicyChange[]
}

export type AffectedAccount = NamedAccount & { readonly reason: IneligibleReason }

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
  const named = (affected: readonly AffectedGroup[]) =>
    by.permissions.has('policy.impact-names') ? namesOf(affected, room) : null
  return {
    version: before.version,
    impact,
    gaining: await named(impact.gaining),
    losing: await named(impact.losing),
    warnings: policyWarnings(after).map((id) => ({ id, accounts: id === 'trust-imported' ? byTrust() : null })),
    changes: policyChanges(before, after),
  }
}

async function namesOf(
  affected: readonly AffectedGroup[],
  room: AdministrationRoom,
): Promise<readonly AffectedAccount[]> {
  const reasons = new Map(affected.flatMap(({ members, reason }) => members.map((account) => [account, reason])))
  return (await room.counts.named([...reasons.keys()], mostNames)).flatMap((named) => {
    const reason = reasons.get(named.account)
    return reason === undefined ? [] : [{ ...named, reason }]
  })
}

const groupsOf = (scope: Scope): readonly GroupId[] =>
  scope.kind === 'groups' ? [...scope.include, ...scope.exclude] : []
