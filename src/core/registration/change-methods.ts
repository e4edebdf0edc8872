// What a person does with methods they have: remove, rename, prefer, say that all is right, or put the question off.
import type { MethodId } from '../people/identifiers.ts'
import {
  type RegistrationDecision,
  type RegistrationEvent,
  type RegistrationFacts,
  refuse,
  stayPut,
  stepTo,
  withChanges,
} from './decision.ts'
import { interruptFor } from './interrupt.ts'
import { termsOf } from './offer-method.ts'
import type { SessionState } from './session.ts'
import { fallsBelowGates, isClosed, isForAdministrator, standingOf } from './standing.ts'

/** Never below what the gates need without saying so; never there at all for an administrator. */
export function removeMethod(
  state: SessionState,
  event: Extract<RegistrationEvent, { type: 'removal-asked' }>,
  facts: RegistrationFacts,
): RegistrationDecision {
  const method = methodOf(event.method, facts)
  if (method === undefined) return stayPut
  const terms = termsOf(standingOf(state, facts), null)
  if (typeof terms === 'string') return refuse(terms)
  const changes = [{ kind: 'remove', method: method.id }] as const
  const left = {
    ...facts,
    account: { ...facts.account, methods: withChanges(facts.account.methods, changes, facts.now) },
  }
  const belowGates = fallsBelowGates(state, facts, left)
  const emptied = left.account.methods.every(({ provenAt }) => provenAt === null)
  if (belowGates && isForAdministrator(state, facts)) return refuse('administrators-need-two')
  if (belowGates && !event.anyway) return refuse('below-gates')
  return stepTo(
    state,
    facts,
    { remark: 'method-removed', errand: null },
    {
      changes,
      account: {
        ...(facts.account.registration.defaultMethod === method.id ? { defaultMethod: null } : {}),
        // Remembered, so that what is added to the account that is empty now is not taken for its first enrolment.
        ...(emptied ? { confirmed: true } : {}),
      },
      effects: [{ kind: 'renew-session' }],
      facts: [{ kind: 'method-removed', method: method.kind, belowGates }],
    },
  )
}

export function renameMethod(
  state: SessionState,
  event: Extract<RegistrationEvent, { type: 'renamed' }>,
  facts: RegistrationFacts,
): RegistrationDecision {
  const method = methodOf(event.method, facts)
  if (method === undefined) return stayPut
  const terms = termsOf(standingOf(state, facts), null)
  if (typeof terms === 'string') return refuse(terms)
  return stepTo(
    state,
    facts,
    { remark: 'method-renamed' },
    {
      changes: [{ kind: 'rename', method: method.id, name: event.name }],
      facts: [{ kind: 'method-renamed', method: method.kind }],
    },
  )
}

export function chooseDefault(state: SessionState, id: MethodId, facts: RegistrationFacts): RegistrationDecision {
  const method = methodOf(id, facts)
  if (method === undefined || method.provenAt === null) return stayPut
  const terms = termsOf(standingOf(state, facts), null)
  if (typeof terms === 'string') return refuse(terms)
  return stepTo(
    state,
    facts,
    { remark: 'default-chosen' },
    { account: { defaultMethod: id }, facts: [{ kind: 'default-method-chosen', method: method.kind }] },
  )
}

/** "All of this is still right." Changes nothing of it, so the sign-in just made is enough. */
export function confirmAll(state: SessionState, facts: RegistrationFacts): RegistrationDecision {
  if (facts.kind !== 'interrupted') return stayPut
  const interrupt = interruptFor(state, facts)
  if (interrupt === null) return stepTo(state, facts, { errand: null }, { sessionKind: 'full' })
  if (interrupt.kind === 'register') return stayPut
  return stepTo(
    state,
    facts,
    { remark: 'all-confirmed', errand: null },
    { sessionKind: 'full', account: { confirmed: true, skips: 0 }, facts: [{ kind: 'methods-confirmed' }] },
  )
}

/** Put off, as often as the policy lets it be. Where nothing is asked any more, or nothing could be done, nothing is counted. */
export function skip(state: SessionState, facts: RegistrationFacts): RegistrationDecision {
  if (facts.kind !== 'interrupted') return stayPut
  const interrupt = interruptFor(state, facts)
  if (interrupt === null || isClosed(state, facts)) {
    return stepTo(state, facts, { errand: null }, { sessionKind: 'full' })
  }
  if (interrupt.skipsLeft === 0) return refuse('no-skip-left')
  const skips = facts.account.registration.skips + 1
  return stepTo(
    state,
    facts,
    { errand: null },
    { sessionKind: 'full', account: { skips }, facts: [{ kind: 'registration-skipped', skips }] },
  )
}

const methodOf = (id: MethodId, { account }: RegistrationFacts) => account.methods.find((each) => each.id === id)
