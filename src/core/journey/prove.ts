// Answering a challenge. Whatever is switched, resent or late carries nothing over.
import type { RegisteredMethod } from '../people/account.ts'
import type { ChallengeId } from '../people/identifiers.ts'
import type { Proof } from '../policy/gates.ts'
import { closeJourney, countFailure, countSuccess, markProven } from '../throttle/counters.ts'
import { comparisonStanding, waitAfter } from '../throttle/standing.ts'
import { later } from '../time.ts'
import { afterGates } from './after-gates.ts'
import { methodsForJourney } from './choose.ts'
import { type Decision, type Effect, type JourneyFacts, type Step, stay, step } from './decision.ts'
import type { JourneyEvent } from './events.ts'
import { absoluteEnd, type IssuedChallenge, type Journey, type Stage } from './journey.ts'

type Challenged = Extract<Stage, { at: 'challenged' }>

/** Reserves a try, then asks for the comparison. Refused without counting while this journey's own wait runs. */
export function attempted(journey: Journey, id: ChallengeId, facts: JourneyFacts): Decision {
  const { stage } = journey
  if (stage.at !== 'challenged' || stage.challenge.id !== id) return stay
  if (journey.waitUntil !== null && facts.now < journey.waitUntil) return stay
  const { challenge } = stage
  if (!(facts.now < challenge.expiresAt)) return step(journey, facts, { remark: 'code-expired' })
  // Not issued yet: the name is still being looked for. Nothing is compared, nothing is counted, for any name.
  if (challenge.issued === null) return step(journey, facts, { remark: 'code-wrong' })
  if (challenge.issued.triesLeft === 0) return step(journey, facts, { remark: 'code-spent' })
  const reserved: IssuedChallenge = { ...challenge.issued, triesLeft: challenge.issued.triesLeft - 1 }
  return step(
    journey,
    facts,
    { stage: { ...stage, challenge: { ...challenge, issued: reserved } } },
    {
      effects: [
        {
          kind: 'judge',
          challenge: id,
          method: challenge.kind,
          issued: reserved,
          against: comparable(journey, stage, facts),
        },
      ],
    },
  )
}

/** Evidence counts for the challenge it belongs to, while that is the one being asked, and for nothing else. */
export function answered(
  journey: Journey,
  event: Extract<JourneyEvent, { type: 'evidence' }>,
  facts: JourneyFacts,
): Decision {
  const { stage } = journey
  if (stage.at !== 'challenged' || stage.challenge.id !== event.challenge || stage.challenge.issued === null)
    return stay
  if (!(facts.now < stage.challenge.expiresAt)) return step(journey, facts, { remark: 'code-expired' })
  const registered = comparable(journey, stage, facts)
  const method = facts.catalogue.get(stage.challenge.kind)
  if (registered === null || method === undefined || method.weigh(event.measured, registered, facts.now) === 'wrong') {
    return failed(journey, stage, stage.challenge.issued, facts)
  }
  const proof: Proof = {
    gate: stage.gate,
    method: registered.id,
    kind: registered.kind,
    class: method.class,
    address: registered.address,
    challenge: stage.challenge.id,
    at: facts.now,
  }
  const spent: readonly Effect[] =
    event.measured.kind === 'matches' && event.measured.step !== undefined
      ? [{ kind: 'spend-step', method: registered.id, step: event.measured.step }]
      : []
  return passed(journey, proof, spent, facts)
}

/** The method an answer is compared with: none for nobody, for a method that is gone, or while comparisons are spent. */
function comparable(journey: Journey, stage: Challenged, facts: JourneyFacts): RegisteredMethod | null {
  const { kind, issued: challenge } = stage.challenge
  if (!comparisonStanding(facts.counters, kind, facts.allowance, facts.policy.limits, facts.now).open) return null
  // An address that was changed since is another one: the code went to the old.
  const same = (each: RegisteredMethod) => each.id === challenge?.method && each.address === challenge.address
  return methodsForJourney(journey, facts).find(same) ?? null
}

function failed(journey: Journey, stage: Challenged, challenge: IssuedChallenge, facts: JourneyFacts): Step {
  const { kind } = stage.challenge
  const { limits } = facts.policy
  const counted = comparisonStanding(facts.counters, kind, facts.allowance, limits, facts.now).open
  const failures = journey.failures + 1
  const spent = failures >= limits.failures[1].count
  const until = later(facts.now, spent ? limits.longWait : waitAfter(failures, limits))
  // A wait that ends after the journey does leaves nothing to wait for on this page.
  const blocked = spent || (until > facts.now && until >= absoluteEnd(journey, facts.policy.times))
  const counters = counted ? countFailure(facts.counters, kind, facts.allowance, facts.now) : facts.counters
  return step(
    journey,
    facts,
    {
      failures,
      waitUntil: until > facts.now ? until : null,
      remark: challenge.triesLeft === 0 ? 'code-spent' : 'code-wrong',
      stage: blocked ? { at: 'blocked', until } : stage,
    },
    {
      counters: blocked ? closeJourney(counters, journey.id) : counters,
      effects: [{ kind: 'tally-failure' }],
      facts: [
        { kind: 'proof-failed', method: kind, gate: stage.gate, compared: counted },
        ...(blocked ? [{ kind: 'journey-blocked' } as const] : []),
      ],
    },
  )
}

function passed(journey: Journey, proof: Proof, spent: readonly Effect[], facts: JourneyFacts): Step {
  const counters = markProven(countSuccess(facts.counters, proof.kind), journey.id)
  const next: Journey = { ...journey, proofs: [...journey.proofs, proof], failures: 0, waitUntil: null }
  const moved = afterGates(next, facts)
  return step(
    journey,
    facts,
    { ...next, stage: moved.stage },
    {
      counters: moved.closes ? closeJourney(counters, journey.id) : counters,
      effects: [...spent, { kind: 'renew-cookie' }, ...moved.effects],
      facts: [{ kind: 'proof-passed', method: proof.kind, gate: proof.gate }, ...moved.facts],
    },
  )
}
