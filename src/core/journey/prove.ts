// The gates: choosing a method, being challenged, answering. Whatever is switched, resent or late carries nothing over.
import type { RegisteredMethod } from '../people/account.ts'
import type { ChallengeId, MethodKind } from '../people/identifiers.ts'
import { judgeEligibility, reasonCodes } from '../policy/eligibility.ts'
import { firstKinds, gatesFor, methodsForGate, type Proof, usableMethods } from '../policy/gates.ts'
import { closeJourney, countFailure, countSend, countSuccess, markProven } from '../throttle/counters.ts'
import { comparisonStanding, mayMail, waitAfter } from '../throttle/standing.ts'
import { type Instant, later } from '../time.ts'
import { type Decision, type Effect, type JourneyFacts, type Step, stay, step } from './decision.ts'
import type { JourneyEvent } from './events.ts'
import type { Challenge, Gate, IssuedChallenge, Journey, Stage } from './journey.ts'

type Challenged = Extract<Stage, { at: 'challenged' }>

/** Before the first proof everyone is offered the same; after it only what the person can use. */
export function offeredKinds(journey: Journey, facts: JourneyFacts): readonly MethodKind[] {
  if (journey.proofs.length === 0) return firstKinds(facts.policy, facts.catalogue)
  const kinds = methodsForJourney(journey, facts).map((each) => each.kind)
  return kinds.filter((kind, index) => kinds.indexOf(kind) === index)
}

export function chooseMethod(
  journey: Journey,
  event: Extract<JourneyEvent, { type: 'method-chosen' }>,
  facts: JourneyFacts,
): Decision {
  if (journey.stage.at !== 'choosing') return stay
  if (!offeredKinds(journey, facts).includes(event.kind)) return stay
  return challengeWith(journey, journey.stage.gate, event.kind, event.challenge, facts)
}

/** The newest code is the only one: the challenge before is gone with its tries. */
export function resend(
  journey: Journey,
  event: Extract<JourneyEvent, { type: 'resend-asked' }>,
  facts: JourneyFacts,
): Decision {
  if (journey.stage.at !== 'challenged') return stay
  return challengeWith(journey, journey.stage.gate, journey.stage.challenge.kind, event.challenge, facts)
}

export const anotherWay = (journey: Journey, facts: JourneyFacts): Decision =>
  journey.stage.at === 'challenged'
    ? step(journey, facts, { stage: { at: 'choosing', gate: journey.stage.gate } })
    : stay

function challengeWith(journey: Journey, gate: Gate, kind: MethodKind, id: ChallengeId, facts: JourneyFacts): Decision {
  const method = facts.catalogue.get(kind)
  if (method === undefined) return stay
  if (method.sends !== null) {
    const refusal = sendRefusal(journey, facts)
    if (refusal !== null) return step(journey, facts, { remark: refusal })
  }
  const challenge: Challenge = {
    id,
    kind,
    since: facts.now,
    expiresAt: later(facts.now, method.lifetime),
    issued: null,
  }
  const next: Journey = {
    ...journey,
    stage: { at: 'challenged', gate, challenge },
    ...(method.sends === null ? {} : { sends: journey.sends + 1, sentAt: facts.now }),
  }
  return step(journey, facts, next, { effects: issueFor(next, facts) })
}

/** When the next message may be asked for: from this journey's own sends alone, so alike for every name. */
export function nextSendAt(journey: Journey, facts: Pick<JourneyFacts, 'policy'>): Instant | null {
  const gap = facts.policy.limits.resendGaps[journey.sends - 1]
  return journey.sentAt === null || gap === undefined ? null : later(journey.sentAt, gap)
}

function sendRefusal(journey: Journey, facts: JourneyFacts): 'send-later' | 'sends-spent' | null {
  if (journey.sends >= facts.policy.limits.resendGaps.length) return 'sends-spent'
  const next = nextSendAt(journey, facts)
  return next !== null && facts.now < next ? 'send-later' : null
}

/** The effect that issues the chosen challenge, once it is known for whom (which may be nobody). */
export function issueFor(journey: Journey, facts: JourneyFacts): readonly Effect[] {
  const { stage, subject } = journey
  if (stage.at !== 'challenged' || stage.challenge.issued !== null || subject.kind === 'unresolved') return []
  const to = methodsForJourney(journey, facts).find((each) => each.kind === stage.challenge.kind) ?? null
  const capped = to?.address != null && !mayMail(facts.counters, to.address, true, facts.policy.limits, facts.now)
  return [
    {
      kind: 'issue-challenge',
      challenge: stage.challenge.id,
      method: stage.challenge.kind,
      to,
      send: to !== null && !capped,
    },
  ]
}

export function issued(
  journey: Journey,
  event: Extract<JourneyEvent, { type: 'challenge-issued' }>,
  facts: JourneyFacts,
): Decision {
  const { stage } = journey
  if (stage.at !== 'challenged' || stage.challenge.id !== event.challenge || stage.challenge.issued !== null)
    return stay
  const { address } = event.issued
  const challenge = { ...stage.challenge, issued: event.issued }
  return step(
    journey,
    facts,
    { stage: { ...stage, challenge }, remark: journey.remark },
    {
      counters:
        event.sent && address !== null
          ? countSend(facts.counters, { address, at: facts.now, asked: true })
          : facts.counters,
      facts: [{ kind: 'challenge-issued', method: challenge.kind, gate: stage.gate, sent: event.sent }],
    },
  )
}

/** Reserves a try, then asks for the comparison. Refused without counting while this journey's own wait runs. */
export function attempted(journey: Journey, id: ChallengeId, facts: JourneyFacts): Decision {
  const { stage } = journey
  if (stage.at !== 'challenged' || stage.challenge.id !== id) return stay
  if (journey.waitUntil !== null && facts.now < journey.waitUntil) return stay
  const { challenge } = stage
  if (facts.now >= challenge.expiresAt) return step(journey, facts, { remark: 'code-expired' })
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
  if (facts.now >= stage.challenge.expiresAt) return step(journey, facts, { remark: 'code-expired' })
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
  return methodsForJourney(journey, facts).find((each) => each.id === challenge?.method && each.kind === kind) ?? null
}

export const methodsForJourney = (journey: Journey, facts: JourneyFacts): readonly RegisteredMethod[] =>
  journey.subject.kind !== 'account' || facts.account?.id !== journey.subject.account
    ? []
    : methodsForGate(
        usableMethods(facts.policy, facts.account, facts.catalogue, facts.now),
        journey.proofs,
        facts.catalogue,
      )

function failed(journey: Journey, stage: Challenged, challenge: IssuedChallenge, facts: JourneyFacts): Step {
  const { kind } = stage.challenge
  const { limits } = facts.policy
  const counted = comparisonStanding(facts.counters, kind, facts.allowance, limits, facts.now).open
  const failures = journey.failures + 1
  const blocked = failures >= limits.failures[1].count
  const counters = counted ? countFailure(facts.counters, kind, facts.allowance, facts.now) : facts.counters
  const wait = waitAfter(failures, limits)
  return step(
    journey,
    facts,
    {
      failures,
      waitUntil: wait > 0 ? later(facts.now, wait) : null,
      remark: challenge.triesLeft === 0 ? 'code-spent' : 'code-wrong',
      stage: blocked ? { at: 'blocked', until: later(facts.now, limits.longWait) } : stage,
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
  if (account === null)
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
  if (!verdict.eligible) {
    const { reason } = verdict
    return {
      stage: { at: 'not-eligible', reason },
      closes: true,
      effects: [],
      facts: [{ kind: 'not-eligible', reason, code: reasonCodes[reason], purpose: journey.purpose }],
    }
  }
  const usable = usableMethods(policy, account, catalogue, now)
  const held = journey.proofs.filter((proof) => usable.some((each) => each.id === proof.method))
  if (held.length < journey.proofs.length) {
    return {
      stage: { at: 'not-eligible', reason: 'not-registered' },
      closes: true,
      effects: [],
      facts: [
        {
          kind: 'not-eligible',
          reason: 'not-registered',
          code: reasonCodes['not-registered'],
          purpose: journey.purpose,
        },
      ],
    }
  }
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
