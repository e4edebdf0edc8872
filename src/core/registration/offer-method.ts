// Something new is to be registered, or something imported to be confirmed: may it be, on what terms, and what has to be shown first?
import type { MethodId } from '../people/identifiers.ts'
import { begin } from './challenge-errand.ts'
import {
  type RegistrationDecision,
  type RegistrationEvent,
  type RegistrationFacts,
  type RegistrationRefusal,
  refuse,
  stayPut,
} from './decision.ts'
import { type Errand, type SessionState, stepUpLifetime } from './session.ts'
import {
  confirmableMethods,
  isForAdministrator,
  isRegistered,
  kindsToRegister,
  methodsToProve,
  mostMethods,
  type Standing,
  standingOf,
  type Terms,
} from './standing.ts'

type Adding = Pick<Extract<Errand, { doing: 'add' }>, 'pending' | 'replaces' | 'confirms'>

export function offerMethod(
  state: SessionState,
  { pending, replaces, challenge }: Extract<RegistrationEvent, { type: 'method-offered' }>,
  facts: RegistrationFacts,
): RegistrationDecision {
  const errand = { doing: 'add', pending, replaces, confirms: false } as const
  const terms = termsOfAdding(errand, state, facts)
  return 'kind' in terms ? terms : begin(state, errand, pending, challenge, facts)
}

export function confirmImported(
  state: SessionState,
  event: Extract<RegistrationEvent, { type: 'confirmation-chosen' }>,
  facts: RegistrationFacts,
): RegistrationDecision {
  const method = confirmableMethods(state, facts).find(({ id }) => id === event.method)
  if (method === undefined) return stayPut
  const { id, kind, sealed, masked, address } = method
  const pending = { id, kind, sealed, masked, address }
  const errand = { doing: 'add', pending, replaces: null, confirms: true } as const
  const terms = termsOfAdding(errand, state, facts)
  return 'kind' in terms ? terms : begin(state, errand, method, event.challenge, facts)
}

/** Asked when it is offered, and once more when it is proven: `lifetime` is longer then. */
export function termsOfAdding(
  adding: Adding,
  state: SessionState,
  facts: RegistrationFacts,
  lifetime: number = stepUpLifetime,
): Terms | RegistrationDecision {
  const terms = termsOf(standingOf(state, facts, lifetime), adding.confirms ? adding.pending.id : null)
  if (typeof terms === 'string') return refuse(terms)
  return refusalOfMethod(adding, terms, state, facts) ?? terms
}

/** `confirming`: the one method that may be confirmed before anything else. */
export function termsOf(standing: Standing, confirming: MethodId | null): Terms | RegistrationRefusal {
  switch (standing.kind) {
    case 'open':
      return { hold: standing.hold, first: standing.first }
    case 'prove':
      return 'prove-first'
    case 'password':
      return 'password-first'
    case 'confirm-known':
      return standing.method === confirming ? { hold: standing.hold, first: standing.first } : 'confirm-known-first'
    case 'enrolment-code':
      return 'enrolment-code-first'
    case 'closed':
      return 'enrolment-closed'
  }
}

function refusalOfMethod(
  { pending, replaces, confirms }: Adding,
  { hold }: Terms,
  state: SessionState,
  facts: RegistrationFacts,
): RegistrationDecision | null {
  if (!kindsToRegister(state, facts).includes(pending.kind)) return refuse('kind-not-allowed')
  // What goes at the end of a set-up is in nobody's way, and is nobody's to take away before.
  const { methods } = facts.account
  const own = state.setUp === null ? methods : methods.filter(({ id }) => state.enrolled.includes(id))
  if (confirms) return methods.some(({ id }) => id === pending.id) ? null : stayPut
  if (replaces !== null && !own.some(({ id, kind }) => id === replaces && kind === pending.kind)) return stayPut
  if (replaces === null && own.length >= mostMethods) return refuse('too-many-methods')
  if (pending.address !== null && isRegistered(pending.address, own)) return refuse('already-registered')
  // An administrator brings a proof at each sign-in: with everything on hold nobody would get in.
  const leavesNone = hold > 0 && methodsToProve(facts).every(({ id }) => id === replaces)
  return leavesNone && isForAdministrator(state, facts) ? refuse('administrators-need-two') : null
}
