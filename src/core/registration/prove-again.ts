// Step-up: showing again, now, who one is. By a registered method; by the password only where there is no such method.
import { begin } from './challenge-errand.ts'
import {
  type RegistrationDecision,
  type RegistrationEvent,
  type RegistrationFacts,
  stayPut,
  stepTo,
} from './decision.ts'
import { addProof, passwordProof, type SessionState } from './session.ts'
import { methodsToProve } from './standing.ts'

export function chooseProof(
  state: SessionState,
  event: Extract<RegistrationEvent, { type: 'prove-chosen' }>,
  facts: RegistrationFacts,
): RegistrationDecision {
  const method = methodsToProve(facts).find(({ id }) => id === event.method)
  return method === undefined ? stayPut : begin(state, { doing: 'prove' }, method, event.challenge, facts)
}

export const provePassword = (state: SessionState, facts: RegistrationFacts): RegistrationDecision =>
  stepTo(
    state,
    facts,
    { proofs: addProof(state.proofs, passwordProof(facts.now)) },
    { effects: [{ kind: 'renew-session' }] },
  )

/** Its tries are counted with those of the password: an enrolment code has 120 bits, and nobody guesses one. */
export const typeEnrolmentCode = (
  state: SessionState,
  right: boolean,
  facts: RegistrationFacts,
): RegistrationDecision =>
  right
    ? stepTo(
        state,
        facts,
        { enrolmentCode: true },
        { effects: [{ kind: 'renew-session' }], facts: [{ kind: 'enrolment-code-used' }] },
      )
    : stepTo(
        state,
        facts,
        { remark: 'enrolment-code-wrong' },
        { effects: [{ kind: 'tally-failure' }], facts: [{ kind: 'enrolment-code-refused' }] },
      )
