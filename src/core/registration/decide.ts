// decideRegistration(state, event, facts): the one place where methods are registered, confirmed, held and removed, and where
// a session's proofs are made. Pure; the same arguments give the same decision.
import { forgetOld } from '../throttle/counters.ts'
import { answered, attempted } from './answer-errand.ts'
import { issued, resend } from './challenge-errand.ts'
import { chooseDefault, confirmAll, removeMethod, renameMethod, skip } from './change-methods.ts'
import {
  type RegistrationDecision,
  type RegistrationEvent,
  type RegistrationFacts,
  stayPut,
  stepTo,
} from './decision.ts'
import { confirmImported, offerMethod } from './offer-method.ts'
import { chooseProof, provePassword, typeEnrolmentCode } from './prove-again.ts'
import type { SessionKind, SessionState } from './session.ts'

export function decideRegistration(
  state: SessionState,
  event: RegistrationEvent,
  facts: RegistrationFacts,
): RegistrationDecision {
  if (facts.account.frozenAt !== null || !opens(facts.kind, state, event)) return stayPut
  const decision = decideEvent(state, event, facts)
  return decision.kind === 'step' ? { ...decision, counters: forgetOld(decision.counters, facts.now) } : decision
}

function decideEvent(state: SessionState, event: RegistrationEvent, facts: RegistrationFacts): RegistrationDecision {
  switch (event.type) {
    case 'prove-chosen':
      return chooseProof(state, event, facts)
    case 'password-proven':
      return provePassword(state, facts)
    case 'enrolment-code-typed':
      return typeEnrolmentCode(state, event.right, facts)
    case 'method-offered':
      return offerMethod(state, event, facts)
    case 'confirmation-chosen':
      return confirmImported(state, event, facts)
    case 'challenge-issued':
      return issued(state, event, facts)
    case 'resend-asked':
      return resend(state, event, facts)
    case 'attempt':
      return attempted(state, event.challenge, facts)
    case 'evidence':
      return answered(state, event, facts)
    case 'errand-left':
      return state.errand === null ? stayPut : stepTo(state, facts, { errand: null })
    case 'removal-asked':
      return removeMethod(state, event, facts)
    case 'renamed':
      return renameMethod(state, event, facts)
    case 'default-chosen':
      return chooseDefault(state, event.method, facts)
    case 'all-confirmed':
      return confirmAll(state, facts)
    case 'skipped':
      return skip(state, facts)
    case 'set-up-password-set':
      return state.setUp === null || state.setUp.passwordSet
        ? stayPut
        : stepTo(state, facts, { setUp: { ...state.setUp, passwordSet: true } })
  }
}

/** A session that is not full opens its own page and nothing beside it. */
function opens(kind: SessionKind, { setUp }: SessionState, event: RegistrationEvent): boolean {
  switch (kind) {
    case 'must-change':
      return false
    case 'second-proof':
      return event.type === 'prove-chosen' || errandEvents.includes(event.type)
    case 'set-up':
      // First the password, then methods, and nothing of what was there before until the end.
      return setUp?.passwordSet === true
        ? addingEvents.includes(event.type) || errandEvents.includes(event.type)
        : event.type === 'set-up-password-set'
    case 'interrupted':
    case 'full':
      return true
  }
}

type EventType = RegistrationEvent['type']
const errandEvents: readonly EventType[] = ['challenge-issued', 'resend-asked', 'attempt', 'evidence', 'errand-left']
const addingEvents: readonly EventType[] = ['method-offered', 'confirmation-chosen']
