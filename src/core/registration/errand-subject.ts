// What an errand is about: a method that is registered, one that is only imported, or one that isn't any yet.
import type { RegisteredMethod } from '../people/account.ts'
import { usableMethods } from '../policy/gates.ts'
import type { Instant } from '../time.ts'
import type { Errand, PendingMethod } from './session.ts'
import type { StandingFacts } from './standing.ts'

/** The method that an errand is about, as it is now. */
export function subjectOf(errand: Errand, facts: StandingFacts): RegisteredMethod | null {
  if (errand.doing === 'prove') {
    const usable = usableMethods(facts.policy, facts.account, facts.catalogue, facts.now)
    return usable.find(({ id }) => id === errand.challenge.issued?.method) ?? null
  }
  if (!errand.confirms) return asRegistered(errand.pending, facts.now)
  return facts.account.methods.find(({ id, provenAt }) => id === errand.pending.id && provenAt === null) ?? null
}

/** How it will be on record, if it is proven now. */
export const asRegistered = (pending: PendingMethod, now: Instant): RegisteredMethod => ({
  ...pending,
  source: 'self',
  provenAt: now,
  heldUntil: null,
  lastStep: null,
  name: null,
  addedAt: now,
  shared: false,
})
