// The sessions of the model: they are kept with versions as journeys are, share the counters of the account with them, and what
// they change of an account is changed with the step, or not at all. What was added or removed can be taken back.
import { authenticatorApp } from '../../src/core/methods/authenticator-app/authenticator-app.ts'
import { email } from '../../src/core/methods/email/email.ts'
import type { AccountFacts, RegisteredMethod } from '../../src/core/people/account.ts'
import { lookupHash } from '../../src/core/people/identifiers.ts'
import type { Role } from '../../src/core/people/roles.ts'
import { decideRegistration } from '../../src/core/registration/decide.ts'
import type {
  RegistrationEffect,
  RegistrationEvent,
  RegistrationFacts,
  RegistrationStep,
} from '../../src/core/registration/decision.ts'
import { kindAfter } from '../../src/core/registration/interrupt.ts'
import { emptySession, passwordProof } from '../../src/core/registration/session.ts'
import type { Allowance } from '../../src/core/throttle/allowance.ts'
import type { Counters } from '../../src/core/throttle/counters.ts'
import type { Instant } from '../../src/core/time.ts'
import { catalogue, limits } from './cast.ts'
import { type Brought, type Installation, measure, type Prepared } from './installation.ts'
import type { Entry } from './reference.ts'
import type { SessionEntry, SessionReference } from './session-reference.ts'
import { changed, entriesOf } from './sitting-entries.ts'

export interface Sit {
  readonly id: string
  readonly name: string
  readonly allowance: Allowance
  session: RegistrationStep['session']
  version: number
  over: boolean
  /** The first challenge of what it is about. */
  errand: string
  /** Every challenge id this session ever had, newest last: what its tabs may still show. */
  readonly challenges: string[]
}

/** What a step will have done once it is on record. */
interface Draft {
  readonly entries: (Entry | SessionEntry)[]
  readonly slow: (() => void)[]
  readonly spent: { readonly method: string; readonly step: number }[]
  readonly done: RegistrationStep[]
  session: RegistrationStep['session']
  counters: Counters
  errand: string
}

export class Sittings {
  readonly all: Sit[] = []
  private readonly world: Installation
  private readonly model: SessionReference
  /** What was taken away, for as long as it can be brought back. */
  private readonly aside: { readonly account: string; readonly method: RegisteredMethod; readonly at: number }[] = []

  constructor(world: Installation, model: SessionReference) {
    this.world = world
    this.model = model
  }

  /** Signed in with the password, or come by a set-up link. */
  sitDown(name: string, allowance: Allowance, setUp: Role | 'member' | null): void {
    const account = this.world.accounts.get(name)
    if (account === undefined || account.entry.disabled || account.frozenAt !== null) return
    const id = `session-${this.all.length}`
    const { now, policy } = this.world
    const role = setUp === 'member' ? null : setUp
    const state =
      setUp === null
        ? { ...emptySession, proofs: [passwordProof(now)] }
        : { ...emptySession, setUp: { role, passwordSet: false } }
    const kind = setUp === null ? kindAfter('password', state, { now, policy, catalogue, account }) : 'set-up'
    this.all.push({
      id,
      name,
      allowance,
      session: { kind, state },
      version: 1,
      over: false,
      errand: '',
      challenges: [],
    })
    this.model.record({ kind: 'sat-down', walk: id, account: name, setUp })
    if (setUp === null) this.model.record({ kind: 'typed', walk: id, what: 'password', now })
  }

  endAll(name: string, but?: Sit): void {
    for (const sit of this.all) if (sit.name === name && sit !== but) sit.over = true
  }

  newChallenge(sit: Sit): string {
    const id = this.world.make('challenge')
    sit.challenges.push(id)
    return id
  }

  take(sit: Sit, event: RegistrationEvent, brought: Brought = {}): void {
    this.world.request(() => this.prepare(sit, event, brought))
  }

  prepare(sit: Sit, event: RegistrationEvent, brought: Brought = {}): Prepared {
    const { version } = sit
    const account = this.world.accounts.get(sit.name)
    if (sit.over || account === undefined || account.entry.disabled) return () => true
    const counters = this.world.countersOf(account.id)
    const draft = this.decide(sit, event, brought, account, counters.value)
    return () => {
      if (sit.over || draft === null || draft.done.length === 0) return true
      if (sit.version !== version || this.world.countersOf(account.id).version !== counters.version) return false
      this.commit(sit, draft)
      return true
    }
  }

  /** Null where something was refused: then nothing is written at all. */
  private decide(
    sit: Sit,
    first: RegistrationEvent,
    brought: Brought,
    account: AccountFacts,
    counters: Counters,
  ): Draft | null {
    const { now, policy } = this.world
    const given = { now, policy, catalogue, account, allowance: sit.allowance, sharedWith: 0 }
    const draft: Draft = {
      entries: [],
      slow: [],
      spent: [],
      done: [],
      session: sit.session,
      counters,
      errand: sit.errand,
    }
    const events = [first]
    for (let event = events.shift(); event !== undefined; event = events.shift()) {
      const facts: RegistrationFacts = { ...given, kind: draft.session.kind, counters: draft.counters }
      if (event.type === 'evidence' && brought.slowly !== true)
        draft.entries.push(this.brought(sit, event.challenge, brought))
      const decision = decideRegistration(draft.session.state, event, facts)
      if (decision.kind === 'refuse') return null
      if (decision.kind === 'stay') continue
      if ('challenge' in event && begins.includes(event.type)) draft.errand = event.challenge
      draft.entries.push(...entriesOf(sit, event, decision, facts))
      draft.done.push(decision)
      draft.session = decision.session
      draft.counters = decision.counters
      for (const effect of decision.effects) {
        const next = this.perform(effect, sit, facts, brought, draft)
        if (next !== null) events.push(next)
      }
    }
    return draft
  }

  private perform(
    effect: RegistrationEffect,
    sit: Sit,
    { account }: RegistrationFacts,
    brought: Brought,
    draft: Draft,
  ): RegistrationEvent | null {
    switch (effect.kind) {
      case 'issue-challenge': {
        const { challenge, method: kind, to } = effect
        const answer = kind === authenticatorApp.kind ? null : lookupHash(`code of ${challenge}`)
        this.world.secrets.set(challenge, { holder: sit, account: account.id, method: to.id, code: answer ?? 'app' })
        const itsClass = catalogue.get(kind)?.class ?? 'none'
        draft.entries.push({
          kind: 'issued',
          walk: sit.id,
          errand: draft.errand,
          challenge,
          to: { account: account.id, method: to.id, class: itsClass, address: to.address },
          adding: draft.session.state.errand?.doing === 'add',
          chosenAt: this.world.madeAt(challenge),
          mailed: effect.send && kind === email.kind,
          now: this.world.now,
        })
        const issued = { method: to.id, address: to.address, answer, triesLeft: limits.triesPerChallenge }
        return { type: 'challenge-issued', challenge, issued, sent: effect.send }
      }
      case 'judge': {
        if (effect.against !== null) draft.entries.push({ kind: 'compared', challenge: effect.challenge })
        const measured = measure(brought.typed, effect, this.world.now)
        const evidence = { type: 'evidence', challenge: effect.challenge, measured } as const
        if (brought.slowly !== true) return evidence
        const genuine = this.world.isGenuine(sit, effect.challenge, brought)
        const { typed = '' } = brought
        draft.slow.push(() => this.take(sit, evidence, { typed, genuine }))
        return null
      }
      case 'spend-step':
        draft.spent.push(effect)
        return null
      case 'renew-session':
      case 'end-other-sessions':
      case 'tally-failure':
        return null
    }
  }

  private commit(sit: Sit, { entries, slow, spent, done, session, counters, errand }: Draft): void {
    sit.session = session
    sit.errand = errand
    sit.version += 1
    this.world.keepCounters(sit.name, counters)
    for (const entry of entries) this.model.record(entry)
    for (const step of done) {
      this.change(sit.name, step)
      if (step.effects.some(({ kind }) => kind === 'end-other-sessions')) this.endAll(sit.name, sit)
    }
    for (const { method, step } of spent) this.world.rememberStep(method, step)
    this.world.late.push(...slow)
  }

  private change(name: string, { changes, account: rest }: RegistrationStep): void {
    const { now } = this.world
    for (const change of changes) {
      this.world.edit(name, (account) => {
        const [gone] = account.methods.filter(({ id }) => change.kind === 'remove' && id === change.method)
        if (gone !== undefined) this.aside.push({ account: name, method: gone, at: now })
        return { ...account, methods: changed(account.methods, change, now) }
      })
    }
    this.world.edit(name, (account) => ({
      ...account,
      entry: rest.role === undefined ? account.entry : { ...account.entry, role: rest.role },
      registration: {
        confirmedAt: rest.confirmed === true ? now : account.registration.confirmedAt,
        skips: rest.skips ?? account.registration.skips,
        defaultMethod: rest.defaultMethod === undefined ? account.registration.defaultMethod : rest.defaultMethod,
      },
    }))
  }

  /** "This was not me": every session ends, the account is frozen, and its methods are what they were then. */
  undo(name: string, since: Instant): void {
    this.endAll(name)
    const back = this.aside.filter(
      ({ account, method, at }) => account === name && at >= since && method.addedAt < since,
    )
    this.world.edit(name, (account) => ({
      ...account,
      frozenAt: this.world.now,
      methods: [
        ...account.methods
          .filter(({ addedAt }) => addedAt < since)
          .map((each) =>
            each.source === 'imported' && each.provenAt !== null && each.provenAt >= since
              ? { ...each, provenAt: null }
              : each,
          ),
        ...back.map(({ method }) => method).filter(({ id }) => !account.methods.some((each) => each.id === id)),
      ],
    }))
  }

  private brought(sit: Sit, challenge: string, brought: Brought): Extract<Entry, { kind: 'evidence' }> {
    const genuine = this.world.isGenuine(sit, challenge, brought)
    return { kind: 'evidence', walk: sit.id, challenge, genuine, code: brought.typed ?? null, now: this.world.now }
  }
}

const begins: readonly RegistrationEvent['type'][] = ['prove-chosen', 'method-offered', 'confirmation-chosen']
