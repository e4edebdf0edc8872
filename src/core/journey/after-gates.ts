// Where proofs lead: to the next gate, to the end, or, by rules that changed meanwhile, out.
import { type IneligibleReason, judgeEligibility, reasonCodes } from '../policy/eligibility.ts'
import { gatesFor, usableMethods } from '../policy/gates.ts'
import type { JourneyFacts, Step } from './decision.ts'
import type { Journey, Stage } from './journey.ts'

export interface Moved extends Pick<Step, 'effects' | 'facts'> {
  readonly stage: Stage
  readonly closes: boolean
}

/**
 * Where a journey with these proofs stands by the rules as they are now, which may have changed since it began.
 * After a proof we speak plainly: who may not go on is told so.
 */
export function afterGates(journey: Journey, facts: JourneyFacts): Moved {
  const { account, policy, catalogue, now } = facts
  if (account === null || journey.subject.kind !== 'account' || journey.subject.account !== account.id)
    return { stage: { at: 'expired' }, closes: true, effects: [], facts: [{ kind: 'journey-expired' }] }
  const verdict = judgeEligibility({
    policy,
    account,
    catalogue,
    purpose: journey.purpose,
    throttled: false,
    directory: 'reachable',
    now,
  })
  if (!verdict.eligible) return notEligible(journey, verdict.reason)
  const usable = usableMethods(policy, account, catalogue, now)
  const held = journey.proofs.filter((proof) => usable.some((each) => each.id === proof.method))
  if (held.length < journey.proofs.length) return notEligible(journey, 'not-registered')
  if (held.length < gatesFor(policy, account, catalogue, facts.underAttack, now)) {
    return { stage: { at: 'choosing', gate: 2 }, closes: false, effects: [], facts: [] }
  }
  if (journey.purpose === 'reset')
    return { stage: { at: 'new-password', rejections: 0 }, closes: false, effects: [], facts: [] }
  return {
    stage: { at: 'unlocking', since: now, asked: true },
    closes: false,
    effects: [{ kind: 'unlock', account }],
    facts: [],
  }
}

const notEligible = ({ purpose }: Journey, reason: IneligibleReason): Moved => ({
  stage: { at: 'not-eligible', reason },
  closes: true,
  effects: [],
  facts: [{ kind: 'not-eligible', reason, code: reasonCodes[reason], purpose }],
})
