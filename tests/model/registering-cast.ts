// Who the tests of registration are about: Noor, who has nothing yet, Tim, who has both, and the session they sit in.
import { email } from '../../src/core/methods/email/email.ts'
import type { AccountFacts, RegisteredMethod } from '../../src/core/people/account.ts'
import { challengeId, lookupHash, methodId, sealedText } from '../../src/core/people/identifiers.ts'
import type { Role } from '../../src/core/people/roles.ts'
import { initialRegistration, type RegistrationPolicy } from '../../src/core/policy/policy.ts'
import { decideRegistration } from '../../src/core/registration/decide.ts'
import {
  type RegistrationDecision,
  type RegistrationEvent,
  type RegistrationFacts,
  withChanges,
} from '../../src/core/registration/decision.ts'
import {
  emptySession,
  passwordProof,
  type SessionKind,
  type SessionState,
} from '../../src/core/registration/session.ts'
import { emptyCounters } from '../../src/core/throttle/counters.ts'
import { type Instant, later } from '../../src/core/time.ts'
import { catalogue, entry, person, policy, start } from './cast.ts'

export const noor = person('noor', [])
export const freshlySignedIn: SessionState = { ...emptySession, proofs: [passwordProof(start)] }

export const withRole = (account: AccountFacts, role: Role): AccountFacts => ({
  ...account,
  entry: entry({ ...account.entry, role }),
})

export const imported = (method: RegisteredMethod): RegisteredMethod => ({
  ...method,
  source: 'imported',
  provenAt: null,
})

export function facts(account: AccountFacts, more: Partial<RegistrationFacts> = {}): RegistrationFacts {
  return {
    now: start,
    policy,
    catalogue,
    account,
    kind: 'full',
    counters: emptyCounters,
    allowance: 'known',
    sharedWith: 0,
    ...more,
  }
}

export const withRegistration = (registration: Partial<RegistrationPolicy>) => ({
  policy: { ...policy, registration: { ...initialRegistration, ...registration } },
})

export const offered = (name: string, more: Partial<Extract<RegistrationEvent, { type: 'method-offered' }>> = {}) =>
  ({
    type: 'method-offered',
    pending: {
      id: methodId(name),
      kind: email.kind,
      sealed: sealedText(`sealed-${name}`),
      masked: null,
      address: lookupHash(`${name}@home.example`),
    },
    replaces: null,
    challenge: challengeId(`challenge-${name}`),
    ...more,
  }) as const

/** A session and its account, moved from event to event as the use case would; what was refused is remembered. */
export class Sitting {
  state: SessionState
  kind: SessionKind
  account: AccountFacts
  now: Instant = start
  last: RegistrationDecision = { kind: 'stay' }
  private more: Partial<RegistrationFacts>

  constructor(account: AccountFacts, more: Partial<RegistrationFacts> & { readonly state?: SessionState } = {}) {
    const { state = freshlySignedIn, ...rest } = more
    this.account = account
    this.state = state
    this.kind = rest.kind ?? 'full'
    this.more = rest
  }

  facts(): RegistrationFacts {
    return facts(this.account, { ...this.more, kind: this.kind, now: this.now })
  }

  after(span: number): this {
    this.now = later(this.now, span)
    return this
  }

  take(event: RegistrationEvent): RegistrationDecision {
    const decision = decideRegistration(this.state, event, this.facts())
    this.last = decision
    if (decision.kind !== 'step') return decision
    const { skips, confirmed, defaultMethod, role } = decision.account
    this.state = decision.session.state
    this.kind = decision.session.kind
    this.more = { ...this.more, counters: decision.counters }
    this.account = {
      ...this.account,
      entry: role === undefined ? this.account.entry : entry({ ...this.account.entry, role }),
      methods: withChanges(this.account.methods, decision.changes, this.now),
      registration: {
        confirmedAt: confirmed ? this.now : this.account.registration.confirmedAt,
        skips: skips ?? this.account.registration.skips,
        defaultMethod: defaultMethod === undefined ? this.account.registration.defaultMethod : defaultMethod,
      },
    }
    return decision
  }

  /** The challenge of the errand is issued and answered. */
  answers(step?: number): RegistrationDecision {
    const { errand } = this.state
    if (errand === null) throw new Error('there is no errand')
    const target = errand.doing === 'add' ? errand.pending : this.proving
    const { id } = errand.challenge
    if (errand.challenge.issued === null) {
      const issued = { method: target.id, address: target.address, answer: null, triesLeft: 5 }
      this.take({ type: 'challenge-issued', challenge: id, issued, sent: true })
    }
    this.take({ type: 'attempt', challenge: id })
    const measured = step === undefined ? ({ kind: 'matches' } as const) : ({ kind: 'matches', step } as const)
    return this.take({ type: 'evidence', challenge: id, measured })
  }

  /** The challenge is issued, and nobody answers. */
  answersNothing(): void {
    const { errand } = this.state
    if (errand === null) throw new Error('there is no errand')
    const { id } = errand.challenge
    const { id: method, address } = errand.doing === 'add' ? errand.pending : this.proving
    this.take({
      type: 'challenge-issued',
      challenge: id,
      issued: { method, address, answer: null, triesLeft: 5 },
      sent: true,
    })
  }

  private proving: Pick<RegisteredMethod, 'id' | 'address'> = { id: methodId('none'), address: null }

  /** A step-up by a method that is registered. */
  proves(method: RegisteredMethod, step?: number): RegistrationDecision {
    this.proving = method
    this.take({ type: 'prove-chosen', method: method.id, challenge: challengeId(`prove-${method.id}-${this.now}`) })
    return this.answers(step)
  }

  /** Offers and proves an address. */
  adds(name: string, more: Parameters<typeof offered>[1] = {}): RegistrationDecision {
    const offer = this.take(offered(name, more))
    return offer.kind === 'step' ? this.answers() : offer
  }

  get methods(): readonly string[] {
    return this.account.methods.map(({ id }) => id)
  }

  held(name: string): Instant | null {
    return this.account.methods.find(({ id }) => id === name)?.heldUntil ?? null
  }
}
