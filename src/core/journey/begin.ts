// The first step: a name was typed, nothing was looked up, and every name gets the same answer.
import type { JourneyId, Reference } from '../people/identifiers.ts'
import type { Policy } from '../policy/policy.ts'
import { type Instant, later } from '../time.ts'
import type { Journey } from './journey.ts'

/** The reason is asked of every name when any directory of the organisation can unlock, else of none. */
export const asksReason = (policy: Policy): boolean => Object.values(policy.directories).some((each) => each.unlock)

/**
 * While the organisation is under attack everyone waits once before the first answer, alike for every name: the door stays
 * open, and guessing at its pace is not worth an attacker's while.
 */
export const beginJourney = (
  id: JourneyId,
  reference: Reference,
  policy: Policy,
  underAttack: boolean,
  now: Instant,
): Journey => ({
  id,
  reference,
  purpose: 'reset',
  subject: { kind: 'unresolved' },
  stage: asksReason(policy) ? { at: 'reason' } : { at: 'choosing', gate: 1 },
  proofs: [],
  failures: 0,
  waitUntil: underAttack ? later(now, policy.limits.attackWait) : null,
  sends: 0,
  challenges: 0,
  sentAt: null,
  remark: null,
  startedAt: now,
  touchedAt: now,
})
