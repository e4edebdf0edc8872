// At a gate: what is offered, choosing a method, asking for another message, and the challenge that is issued for it.
import type { RegisteredMethod } from '../people/account.ts'
import type { ChallengeId, MethodKind } from '../people/identifiers.ts'
import { firstKinds, methodsForGate, usableMethods } from '../policy/gates.ts'
import { closeJourney, countSend } from '../throttle/counters.ts'
import { mayMail } from '../throttle/standing.ts'
import { type Instant, later } from '../time.ts'
import { type Decision, type Effect, type JourneyFacts, stay, step } from './decision.ts'
import type { JourneyEvent } from './events.ts'
import { absoluteEnd, type Challenge, type Gate, type Journey } from './journey.ts'

/** Before the first proof everyone is offered the same; after it only what the person can use. */
export function offeredKinds(journey: Journey, facts: JourneyFacts): readonly MethodKind[] {
  if (journey.proofs.length === 0) return firstKinds(facts.policy, facts.catalogue)
  const methods = methodsForJourney(journey, facts)
  const first = methods.find(({ id }) => id === facts.account?.registration.defaultMethod)
  const kinds = [...(first === undefined ? [] : [first.kind]), ...methods.map((each) => each.kind)]
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
  if (journey.challenges >= mostChallenges) return tooMany(journey, facts)
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
    challenges: journey.challenges + 1,
    ...(method.sends === null ? {} : { sends: journey.sends + 1, sentAt: facts.now }),
  }
  return step(journey, facts, next, { effects: issueFor(next, facts) })
}

/** More than any person needs, alike for every name; whoever still wants more begins again when this journey would have ended. */
const mostChallenges = 20

const tooMany = (journey: Journey, facts: JourneyFacts): Decision =>
  step(
    journey,
    facts,
    { stage: { at: 'blocked', until: absoluteEnd(journey, facts.policy.times) } },
    { counters: closeJourney(facts.counters, journey.id), facts: [{ kind: 'journey-blocked' }] },
  )

/** When the next message may be asked for, null for never: from this journey's own sends alone, so alike for every name. */
export function nextSendAt(journey: Journey, facts: Pick<JourneyFacts, 'policy'>): Instant | null {
  const { resendGaps } = facts.policy.limits
  const gap = journey.sends < resendGaps.length ? resendGaps[journey.sends - 1] : undefined
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

/** The person's methods that may pass the gate this journey is at; none for nobody. */
export const methodsForJourney = (journey: Journey, facts: JourneyFacts): readonly RegisteredMethod[] =>
  journey.subject.kind !== 'account' || facts.account?.id !== journey.subject.account
    ? []
    : methodsForGate(
        usableMethods(facts.policy, facts.account, facts.catalogue, facts.now),
        journey.proofs,
        facts.catalogue,
      )
