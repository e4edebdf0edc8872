// What the tests of registration stand on: sessions in every state, methods that are pending or imported, and a way to play events
// one after another as the product's interpreter does.
import type { Method } from '../../src/core/methods/method.ts'
import type { AccountFacts, RegisteredMethod } from '../../src/core/people/account.ts'
import { challengeId, lookupHash, methodId, sealedText } from '../../src/core/people/identifiers.ts'
import { decideRegistration } from '../../src/core/registration/decide.ts'
import {
  type RegistrationDecision,
  type RegistrationEvent,
  type RegistrationFacts,
  type RegistrationStep,
  withChanges,
} from '../../src/core/registration/decision.ts'
import {
  emptySession,
  type PendingMethod,
  passwordProof,
  type SessionProof,
  type SessionState,
} from '../../src/core/registration/session.ts'
import { emptyCounters } from '../../src/core/throttle/counters.ts'
import { catalogue, limits, policy, start } from './cast.ts'

/** Just signed in, with the password and nothing else. */
export const signedIn = (more: Partial<SessionState> = {}): SessionState => ({
  ...emptySession,
  proofs: [passwordProof(start)],
  ...more,
})

export const settingUp: SessionState = signedIn({ setUp: { role: 'global-administrator', passwordSet: true } })

export const provenBy = ({ id, kind, address }: RegisteredMethod, at = start): SessionProof => ({
  method: id,
  class: catalogue.get(kind)?.class ?? 'knowledge',
  address,
  at,
})

export const pending = (id: string, method: Pick<Method, 'kind'>, address: string | null = null): PendingMethod => ({
  id: methodId(id),
  kind: method.kind,
  sealed: sealedText(`sealed-${id}`),
  masked: null,
  address: address === null ? null : lookupHash(address),
})

/** On file, and shown by nobody. */
export const imported = (method: RegisteredMethod): RegisteredMethod => ({
  ...method,
  source: 'imported',
  provenAt: null,
})

export const sessionFacts = (account: AccountFacts, more: Partial<RegistrationFacts> = {}): RegistrationFacts => ({
  now: start,
  policy,
  catalogue,
  account,
  kind: 'full',
  counters: emptyCounters,
  allowance: 'strangers',
  sharedWith: 0,
  ...more,
})

export const stepOf = (decision: RegistrationDecision): RegistrationStep => {
  if (decision.kind !== 'step') throw new Error(`no step: ${JSON.stringify(decision)}`)
  return decision
}

export const offer = (
  method: PendingMethod,
  replaces: RegisteredMethod | null = null,
  challenge = 'a challenge',
): RegistrationEvent => ({
  type: 'method-offered',
  pending: method,
  replaces: replaces?.id ?? null,
  challenge: challengeId(challenge),
})
export const confirm = ({ id }: RegisteredMethod): RegistrationEvent => ({
  type: 'confirmation-chosen',
  method: id,
  challenge: challengeId('a challenge'),
})
export const proveBy = ({ id }: RegisteredMethod, challenge = 'a challenge'): RegistrationEvent => ({
  type: 'prove-chosen',
  method: id,
  challenge: challengeId(challenge),
})
export const right = (step?: number, challenge = 'a challenge'): RegistrationEvent => ({
  type: 'evidence',
  challenge: challengeId(challenge),
  measured: { kind: 'matches', ...(step === undefined ? {} : { step }) },
})
export const wrong: RegistrationEvent = {
  type: 'evidence',
  challenge: challengeId('a challenge'),
  measured: { kind: 'differs' },
}
export const attempt: RegistrationEvent = { type: 'attempt', challenge: challengeId('a challenge') }

export interface Played {
  readonly state: SessionState
  readonly facts: RegistrationFacts
  readonly last: RegistrationStep
}

/** Each event has to be a step. What is issued is issued, and what changes is changed before the next one. */
export function play(state: SessionState, facts: RegistrationFacts, ...events: readonly RegistrationEvent[]): Played {
  let at = { state, facts }
  let last: RegistrationStep | null = null
  const todo = [...events]
  for (let event = todo.shift(); event !== undefined; event = todo.shift()) {
    const step = stepOf(decideRegistration(at.state, event, at.facts))
    const { kind, state: next } = step.session
    const methods = withChanges(at.facts.account.methods, step.changes, at.facts.now)
    at = {
      state: next,
      facts: { ...at.facts, kind, counters: step.counters, account: { ...at.facts.account, methods } },
    }
    for (const effect of step.effects) if (effect.kind === 'issue-challenge') todo.unshift(issuing(effect))
    if (event.type !== 'challenge-issued') last = step
  }
  if (last === null) throw new Error('nothing was played')
  return { ...at, last }
}

const issuing = ({
  challenge,
  to,
  send,
}: Extract<RegistrationStep['effects'][number], { kind: 'issue-challenge' }>): RegistrationEvent => ({
  type: 'challenge-issued',
  challenge,
  issued: { method: to.id, address: to.address, answer: null, triesLeft: limits.triesPerChallenge },
  sent: send,
})

export const at = (facts: RegistrationFacts, span: number): RegistrationFacts => ({
  ...facts,
  now: (facts.now + span) as RegistrationFacts['now'],
})
