// Who is covered: enabled, registered, capable, and what stands in the way of the others. By the predicates that decide, asked
// once of each group of accounts that decide alike.

import type { MethodKind } from '../../core/people/identifiers.ts'
import { isEnabled } from '../../core/policy/eligibility.ts'
import { isTrusted, usableMethods } from '../../core/policy/gates.ts'
import { type Because, byReason, obstacle } from '../../core/policy/impact.ts'
import { emptySession } from '../../core/registration/session.ts'
import { gatesNeeded, gatesPassed } from '../../core/registration/standing.ts'
import type { Instant } from '../../core/time.ts'
import type { AdministrationRoom } from '../administer/administration-room.ts'

export interface Coverage {
  readonly accounts: number
  readonly enabled: number
  readonly registered: number
  readonly capable: number
  /** Enabled, and one proof short. */
  readonly needOneMore: number
  /** Enabled, with nothing set up. */
  readonly nothingSetUp: number
  readonly countedAt: Instant
  readonly byMethod: readonly { readonly kind: MethodKind; readonly accounts: number; readonly usable: number }[]
  /** Of those who can't reset now. */
  readonly byReason: readonly Because[]
}

export async function countCoverage(room: AdministrationRoom): Promise<Coverage> {
  const { policy, now } = await room.journeys.load({ handle: { by: 'none' }, browser: null, network: null })
  const groups = policy.scope.kind === 'groups' ? [...policy.scope.include, ...policy.scope.exclude] : []
  const everybody = await room.counts.alike(groups)
  const { catalogue } = room
  const judged = everybody.map(({ account, accounts }) => {
    const facts = { now, policy, catalogue, account }
    const has = gatesPassed(emptySession, facts)
    const needs = gatesNeeded(emptySession, facts)
    const usable = usableMethods(policy, account, catalogue, now).map(({ kind }) => kind)
    const registered = account.methods.filter((each) => isTrusted(each, policy)).map(({ kind }) => kind)
    return {
      accounts,
      enabled: isEnabled(policy, account),
      isRegistered: has >= needs,
      short: needs - has,
      has,
      reason: obstacle(policy, account, { catalogue, now }),
      usable: new Set(usable),
      registered: new Set(registered),
    }
  })
  const sum = (fits: (each: (typeof judged)[number]) => boolean): number =>
    judged.reduce((all, each) => all + (fits(each) ? each.accounts : 0), 0)
  return {
    accounts: sum(() => true),
    enabled: sum(({ enabled }) => enabled),
    registered: sum(({ isRegistered }) => isRegistered),
    capable: sum(({ enabled, isRegistered }) => enabled && isRegistered),
    needOneMore: sum(({ enabled, short, has }) => enabled && short === 1 && has > 0),
    nothingSetUp: sum(({ enabled, has }) => enabled && has === 0),
    countedAt: now,
    byMethod: [...catalogue.keys()].map((kind) => ({
      kind,
      accounts: sum(({ registered }) => registered.has(kind)),
      usable: sum(({ usable }) => usable.has(kind)),
    })),
    byReason: byReason(judged.flatMap(({ reason, accounts }) => (reason === null ? [] : [{ reason, accounts }]))),
  }
}
