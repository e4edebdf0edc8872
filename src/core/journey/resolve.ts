// Who it is. Asked after the response, so that no page tells by its pace whether a name exists.

import type { Refusal } from '../audit/facts.ts'
import { judgeEligibility, reasonCodes } from '../policy/eligibility.ts'
import { issueFor } from './choose.ts'
import { type Decision, type Effect, type JourneyFacts, stay, step } from './decision.ts'
import type { JourneyEvent } from './events.ts'
import type { Journey, Purpose, Subject } from './journey.ts'
import { allowanceStarts } from './starts.ts'

export function resolved(
  journey: Journey,
  event: Extract<JourneyEvent, { type: 'resolved' }>,
  facts: JourneyFacts,
): Decision {
  if (journey.subject.kind !== 'unresolved') return stay
  const { counters, throttled } = allowanceStarts(journey.id, facts)
  const { subject, effects, refusal } = judgeSubject(journey.purpose, event.directory, throttled, facts)
  const next = { ...journey, subject }
  return step(
    journey,
    facts,
    { subject, remark: journey.remark },
    {
      counters,
      effects: [...effects, ...issueFor(next, facts)],
      facts: [{ kind: 'journey-resolved', subject: subject.kind === 'account' ? 'account' : 'nobody', refusal }],
    },
  )
}

/** Resetting and unlocking may be allowed apart; who may not do what they chose goes on as `nobody`. */
export function chooseReason(journey: Journey, purpose: Purpose, facts: JourneyFacts): Decision {
  if (journey.stage.at !== 'reason') return stay
  const rest =
    journey.subject.kind === 'account' ? judgeSubject(purpose, 'reachable', false, facts) : unchanged(journey)
  return step(
    journey,
    facts,
    { purpose, subject: rest.subject, stage: { at: 'choosing', gate: 1 } },
    { effects: rest.effects, facts: [{ kind: 'reason-chosen', purpose, refusal: rest.refusal }] },
  )
}

interface Judged {
  readonly subject: Subject
  readonly effects: readonly Effect[]
  readonly refusal: Refusal | null
}

const unchanged = (journey: Journey): Judged => ({ subject: journey.subject, effects: [], refusal: null })

function judgeSubject(
  purpose: Purpose,
  directory: 'reachable' | 'unreachable' | 'misconfigured',
  throttled: boolean,
  { account, policy, catalogue, now }: JourneyFacts,
): Judged {
  if (account === null) return { subject: { kind: 'nobody', account: null }, effects: [], refusal: null }
  const verdict = judgeEligibility({ policy, account, catalogue, purpose, throttled, directory, now })
  if (verdict.eligible) return { subject: { kind: 'account', account: account.id }, effects: [], refusal: null }
  const { reason } = verdict
  return {
    subject: { kind: 'nobody', account: account.id },
    // Disabled accounts get no mail: whoever was sent away is not told that somebody tries their name.
    effects: account.entry.disabled ? [] : [{ kind: 'tell-why-not', account, reason }],
    refusal: { reason, code: reasonCodes[reason] },
  }
}
