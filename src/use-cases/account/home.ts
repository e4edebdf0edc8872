// A person's own page: who am I, how would I get back in, what happened lately.
import { personalFacts } from '../../core/audit/notices.ts'
import { gatesFor, passableGates, usableMethods } from '../../core/policy/gates.ts'
import type { Instant } from '../../core/time.ts'
import type { RecentFact } from '../../ports/sessions.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import type { SignedInPerson } from './session.ts'

export interface Home {
  readonly recent: readonly RecentFact[]
  readonly waysBack: { readonly ready: number; readonly needed: number }
  /** When the last of those that are on hold begins to count; null where none is. */
  readonly heldUntil: Instant | null
}

const mostShown = 10

export async function lookAtHome({ account, loaded }: SignedInPerson, room: OrganisationRoom): Promise<Home> {
  const { policy, now } = loaded
  const holds = account.methods.flatMap(({ heldUntil }) => (heldUntil !== null && heldUntil > now ? [heldUntil] : []))
  return {
    recent: await room.sessions.recentFacts(account.id, personalFacts, mostShown),
    waysBack: {
      ready: passableGates(usableMethods(policy, account, room.catalogue, now), room.catalogue),
      needed: gatesFor(policy, account, room.catalogue, false, now),
    },
    heldUntil: holds.reduce<Instant | null>((last, each) => (last === null || each > last ? each : last), null),
  }
}
