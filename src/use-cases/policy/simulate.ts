// Would this person get back in? The decision walked for one account, under the present policy or another one.
import type { Policy } from '../../core/policy/policy.ts'
import { type Walk, walkEligibility } from '../../core/policy/walk.ts'
import { emptyCounters } from '../../core/throttle/counters.ts'
import { startStanding } from '../../core/throttle/standing.ts'
import type { AdministrationRoom } from '../administer/administration-room.ts'
import { type Administrator, type Refusal, refusalOf } from '../administer/administrator.ts'
import { findByName } from '../administer/find-by-name.ts'

export interface Simulation extends Walk {
  readonly username: string
}

export async function simulate(
  order: {
    readonly username: string
    readonly purpose: 'reset' | 'unlock'
    readonly change: (base: Policy) => Policy
  },
  by: Administrator,
  room: AdministrationRoom,
): Promise<Simulation | { readonly kind: 'not-found' | 'unavailable' | Refusal }> {
  const refusal = refusalOf(by, 'policy.read') ?? refusalOf(by, 'people.find')
  if (refusal !== null) return { kind: refusal }
  const named = await findByName(order.username, room)
  if (named === 'unreachable') return { kind: 'unavailable' }
  if (typeof named === 'string') return { kind: 'not-found' }
  const { account, loaded } = named
  const policy = order.change(loaded.policy)
  const counters = loaded.counters?.value ?? emptyCounters
  const walk = walkEligibility({
    policy,
    account,
    catalogue: room.catalogue,
    purpose: order.purpose,
    // As whoever comes with a browser that isn't known.
    throttled: !startStanding(counters, 'strangers', policy.limits, loaded.now).open,
    directory: 'reachable',
    now: loaded.now,
  })
  return { username: account.entry.username, ...walk }
}
