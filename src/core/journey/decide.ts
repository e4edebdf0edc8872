// decide(journey, event, facts): the one place where a journey moves. Pure; the same arguments give the same decision.
import { closeJourney, forgetOld } from '../throttle/counters.ts'
import { anotherWay, chooseMethod, issued, resend } from './choose.ts'
import { type Decision, type JourneyFacts, type Step, stay, step } from './decision.ts'
import type { JourneyEvent } from './events.ts'
import { afterPasswordWrite, afterUnlock, askAgain, judgedPassword, lookedAgain } from './finish.ts'
import { deadline, hasEnded, type Journey } from './journey.ts'
import { answered, attempted } from './prove.ts'
import { chooseReason, resolved } from './resolve.ts'

export function decide(journey: Journey, event: JourneyEvent, facts: JourneyFacts): Decision {
  if (hasEnded(journey.stage)) return stay
  const decision = lapse(journey, facts) ?? decideEvent(journey, event, facts)
  return decision.kind === 'stay' ? stay : { ...decision, counters: forgetOld(decision.counters, facts.now) }
}

function decideEvent(journey: Journey, event: JourneyEvent, facts: JourneyFacts): Decision {
  switch (event.type) {
    case 'resolved':
      return resolved(journey, event, facts)
    case 'reason-chosen':
      return chooseReason(journey, event.purpose, facts)
    case 'method-chosen':
      return chooseMethod(journey, event, facts)
    case 'resend-asked':
      return resend(journey, event, facts)
    case 'challenge-issued':
      return issued(journey, event, facts)
    case 'attempt':
      return attempted(journey, event.challenge, facts)
    case 'evidence':
      return answered(journey, event, facts)
    case 'another-way':
      return anotherWay(journey, facts)
    case 'password-judged':
      return judgedPassword(journey, event.refused, facts)
    case 'password-written':
      return afterPasswordWrite(journey, event.outcome, facts)
    case 'unlock-asked':
      return askAgain(journey, facts)
    case 'unlock-written':
      return afterUnlock(journey, event.outcome, facts)
    case 'looked-again':
      return lookedAgain(journey, event.found, facts)
    case 'more-time':
      return isWorking(journey) ? stay : step(journey, facts, { remark: journey.remark })
    case 'help-asked':
      return isWorking(journey) ? stay : leave(journey, facts, { at: 'contacted-admin' }, 'help-asked')
    case 'start-over':
      return isWorking(journey) ? stay : leave(journey, facts, { at: 'cancelled' }, 'journey-cancelled')
  }
}

/** While a directory is being asked, the outcome is awaited: nothing else moves the journey and no time ends it. */
const isWorking = (journey: Journey): boolean =>
  journey.stage.at === 'writing' ||
  journey.stage.at === 'indeterminate' ||
  (journey.stage.at === 'unlocking' && journey.stage.asked)

/** Its time ran out, or a newer journey took its place. The page says so even before a step records it. */
export function hasLapsed(journey: Journey, facts: Pick<JourneyFacts, 'now' | 'policy' | 'counters'>): boolean {
  if (hasEnded(journey.stage) || isWorking(journey)) return false
  const closed =
    journey.subject.kind !== 'unresolved' && !facts.counters.open.some((each) => each.journey === journey.id)
  // Not "is later": a time that can't be read must end a journey, not keep it.
  return closed || !(facts.now < deadline(journey, facts.policy.times))
}

function lapse(journey: Journey, facts: JourneyFacts): Step | null {
  if (!hasLapsed(journey, facts)) return null
  return leave(journey, facts, { at: 'expired' }, 'journey-expired')
}

const leave = (
  journey: Journey,
  facts: JourneyFacts,
  stage: { readonly at: 'contacted-admin' | 'cancelled' | 'expired' },
  fact: 'help-asked' | 'journey-cancelled' | 'journey-expired',
): Step =>
  step(journey, facts, { stage }, { counters: closeJourney(facts.counters, journey.id), facts: [{ kind: fact }] })
