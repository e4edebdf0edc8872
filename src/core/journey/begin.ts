// The first step: a name was typed, nothing was looked up, and every name gets the same answer.
import type { JourneyId, Reference } from '../people/identifiers.ts'
import type { Policy } from '../policy/policy.ts'
import type { Instant } from '../time.ts'
import type { Journey } from './journey.ts'

/** The reason is asked of every name when any directory of the organisation can unlock, else of none. */
export const asksReason = (policy: Policy): boolean => Object.values(policy.directories).some((each) => each.unlock)

export const beginJourney = (id: JourneyId, reference: Reference, policy: Policy, now: Instant): Journey => ({
  id,
  reference,
  purpose: 'reset',
  subject: { kind: 'unresolved' },
  stage: asksReason(policy) ? { at: 'reason' } : { at: 'choosing', gate: 1 },
  proofs: [],
  failures: 0,
  waitUntil: null,
  sends: 0,
  sentAt: null,
  remark: null,
  startedAt: now,
  touchedAt: now,
})
