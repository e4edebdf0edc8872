// Something new is to be registered, or something imported to be confirmed: may it be, and what has to be shown first?
import type { MethodId } from '../people/identifiers.ts'
import { begin } from './challenge-errand.ts'
import {
  type RegistrationDecision,
  type RegistrationEvent,
  type RegistrationFacts,
  refuse,
  stayPut,
} from './decision.ts'
import type { Errand, SessionState } from './session.ts'
import { confirmableMethods, kindsToRegister, mostMethods, type Standing, standingOf } from './standing.ts'

type Adding = Pick<Extract<Errand, { doing: 'add' }>, 'pending' | 'replaces' | 'confirms'>

export function offerMethod(
  state: SessionState,
  event: Extract<RegistrationEvent, { type: 'method-offered' }>,
  facts: RegistrationFacts,
): RegistrationDecision {
  const { pending, replaces } = event
  const errand = { doing: 'add', pending, replaces, confirms: false } as const
  return (
    refusalOf(standingOf(state, facts), errand, state, facts) ?? begin(state, errand, pending, event.challenge, facts)
  )
}

export function confirmImported(
  state: SessionState,
  event: Extract<RegistrationEvent, { type: 'confirmation-chosen' }>,
  facts: RegistrationFacts,
): RegistrationDecision {
  const method = confirmableMethods(state, facts).find(({ id }) => id === event.method)
  if (method === undefined) return stayPut
  const { id, kind, sealed, masked, address } = method
  const errand = {
    doing: 'add',
    pending: { id, kind, sealed, masked, address },
    replaces: null,
    confirms: true,
  } as const
  return (
    refusalOf(standingOf(state, facts), errand, state, facts) ?? begin(state, errand, method, event.challenge, facts)
  )
}

/** Asked when it is offered and once more when it is proven. Null: it may be. */
export function refusalOf(
  standing: Standing,
  adding: Adding,
  state: SessionState,
  facts: RegistrationFacts,
): RegistrationDecision | null {
  return (
    refusalOfStanding(standing, adding.confirms ? adding.pending.id : null) ?? refusalOfMethod(adding, state, facts)
  )
}

/** `confirming`: the one method that may be confirmed before anything else. */
export function refusalOfStanding(standing: Standing, confirming: MethodId | null): RegistrationDecision | null {
  switch (standing.kind) {
    case 'open':
      return null
    case 'prove':
      return refuse('prove-first')
    case 'password':
      return refuse('password-first')
    case 'confirm-known':
      return standing.method === confirming ? null : refuse('confirm-known-first')
    case 'enrolment-code':
      return refuse('enrolment-code-first')
    case 'closed':
      return refuse('enrolment-closed')
  }
}

function refusalOfMethod(
  { pending, replaces, confirms }: Adding,
  state: SessionState,
  facts: RegistrationFacts,
): RegistrationDecision | null {
  const { methods } = facts.account
  if (!kindsToRegister(state, facts).includes(pending.kind)) return refuse('kind-not-allowed')
  if (confirms) return methods.some(({ id }) => id === pending.id) ? null : stayPut
  if (replaces !== null && !methods.some(({ id, kind }) => id === replaces && kind === pending.kind)) return stayPut
  if (replaces === null && methods.length >= mostMethods) return refuse('too-many-methods')
  // One address can't stand for two methods: it would pass for two and be one.
  const taken =
    pending.address !== null && methods.some((each) => each.address === pending.address && each.provenAt !== null)
  return taken ? refuse('already-registered') : null
}
