// A tiny installation in memory: it keeps journeys and counters with versions, carries out effects as the product's
// interpreter does, and tells the reference model what came to be on record. Two tabs and stale submits are real here.
import { beginJourney } from '../../src/core/journey/begin.ts'
import { decide } from '../../src/core/journey/decide.ts'
import type { Effect, JourneyFacts } from '../../src/core/journey/decision.ts'
import type { JourneyEvent } from '../../src/core/journey/events.ts'
import { hasEnded, type Journey } from '../../src/core/journey/journey.ts'
import { authenticatorApp } from '../../src/core/methods/authenticator-app/authenticator-app.ts'
import { email } from '../../src/core/methods/email/email.ts'
import type { AccountFacts } from '../../src/core/people/account.ts'
import { journeyId, lookupHash, reference } from '../../src/core/people/identifiers.ts'
import type { Policy } from '../../src/core/policy/policy.ts'
import type { Allowance } from '../../src/core/throttle/allowance.ts'
import type { Counters } from '../../src/core/throttle/counters.ts'
import { catalogue } from './cast.ts'
import { type Brought, Installation, measure, type Prepared } from './installation.ts'
import type { Entry, Moment } from './reference.ts'
import type { SessionReference } from './session-reference.ts'
import { Sittings } from './sittings.ts'

export interface Walk {
  readonly name: string
  readonly allowance: Allowance
  journey: Journey
  version: number
  /** Every challenge id this journey ever had, newest last: what its tabs may still show. */
  readonly challenges: string[]
}

/** What a step will have done once it is on record. */
interface Draft {
  readonly entries: Entry[]
  /** Evidence that takes its time. */
  readonly slow: (() => void)[]
  readonly spent: { readonly method: string; readonly step: number }[]
  /** Whose sessions end with it. */
  readonly ends: string[]
}

interface Step extends Draft {
  readonly walk: Walk
  readonly from: number
  readonly countersFrom: number
  readonly key: string | null
  readonly journey: Journey
  readonly counters: Counters
}

export class World extends Installation {
  underAttack = false
  readonly walks: Walk[] = []
  readonly sittings: Sittings
  private readonly model: SessionReference
  private readonly staged: boolean

  constructor(model: SessionReference, policy: Policy, staged: boolean) {
    super(policy)
    this.model = model
    this.staged = staged
    this.sittings = new Sittings(this, model)
  }

  begin(name: string, allowance: Allowance): Walk {
    const id = journeyId(`journey-${this.walks.length}`)
    const journey = beginJourney(id, reference(id), this.policy, this.underAttack, this.now)
    const walk: Walk = { name, allowance, journey, version: 1, challenges: [] }
    this.walks.push(walk)
    this.model.names.set(id, this.accounts.has(name) ? name : null)
    this.model.begun.set(id, this.now)
    return walk
  }

  newChallenge(walk: Walk): string {
    const id = this.make('challenge')
    walk.challenges.push(id)
    return id
  }

  take(walk: Walk, event: JourneyEvent, brought: Brought = {}): void {
    this.request(() => this.prepare(walk, event, brought))
  }

  prepare(walk: Walk, event: JourneyEvent, brought: Brought = {}): Prepared {
    const step = this.decide(walk, event, brought)
    return () => this.commit(step)
  }

  private decide(walk: Walk, first: JourneyEvent, brought: Brought): Step {
    const { account, key } = this.subjectOf(walk, first)
    const kept = this.countersOf(key)
    const facts: JourneyFacts = {
      now: this.now,
      policy: this.policy,
      catalogue,
      account,
      counters: kept.value,
      allowance: walk.allowance,
      underAttack: this.underAttack,
    }
    const draft: Draft = { entries: [], slow: [], spent: [], ends: [] }
    const { entries } = draft
    const events = [first]
    let { journey } = walk
    let counters = kept.value
    for (let event = events.shift(); event !== undefined; event = events.shift()) {
      if (event.type === 'evidence' && brought.slowly !== true)
        entries.push(this.brought(walk, event.challenge, brought))
      if (event.type === 'another-way' || event.type === 'start-over') entries.push({ kind: 'left', walk: journey.id })
      const before = journey.stage
      const decision = decide(journey, event, { ...facts, counters })
      if (decision.kind === 'stay') continue
      if (hasEnded(before)) throw new Error('broken: an ended journey moved')
      ;({ journey, counters } = decision)
      for (const fact of decision.facts) {
        if (fact.kind === 'proof-passed')
          entries.push({ kind: 'proof', walk: journey.id, allowance: walk.allowance, ...this.moment(), account })
        if (fact.kind === 'proof-failed' && fact.compared && key !== null)
          entries.push({ kind: 'failure', subject: key, allowance: walk.allowance, now: this.now })
      }
      for (const effect of decision.effects) {
        const next = this.perform(effect, walk, facts, brought, draft)
        if (next !== null) events.push(next)
      }
      if (hasEnded(journey.stage)) entries.push({ kind: 'ended', walk: journey.id })
    }
    return { walk, from: walk.version, countersFrom: kept.version, key, journey, counters, ...draft }
  }

  private perform(
    effect: Effect,
    walk: Walk,
    facts: JourneyFacts,
    brought: Brought,
    { entries, slow, spent, ends }: Draft,
  ): JourneyEvent | null {
    const journey = walk.journey.id
    switch (effect.kind) {
      case 'issue-challenge': {
        const { to, challenge } = effect
        const account = facts.account?.id
        const answer = to === null || to.kind === authenticatorApp.kind ? null : lookupHash(`code of ${challenge}`)
        if (to !== null && account !== undefined)
          this.secrets.set(challenge, { holder: walk, account, method: to.id, code: answer ?? 'app' })
        const itsClass = catalogue.get(effect.method)?.class ?? 'none'
        const addressed =
          to === null || account === undefined ? null : { account, method: to.id, class: itsClass, address: to.address }
        const mailed = effect.send && to?.kind === email.kind
        const chosenAt = this.madeAt(challenge)
        const asked = { walk: journey, errand: journey, challenge, adding: false, chosenAt, mailed }
        entries.push({ kind: 'issued', ...asked, to: addressed, now: this.now })
        const issued = { method: to?.id ?? null, address: to?.address ?? null, answer, triesLeft: 5 }
        return { type: 'challenge-issued', challenge, issued, sent: effect.send }
      }
      case 'judge': {
        if (effect.against !== null) entries.push({ kind: 'compared', challenge: effect.challenge })
        const measured = brought.measured ?? measure(brought.typed, effect, this.now)
        const evidence = { type: 'evidence', challenge: effect.challenge, measured } as const
        if (brought.slowly !== true) return evidence
        const { slowly: _, ...rest } = { ...brought, genuine: this.brought(walk, effect.challenge, brought).genuine }
        slow.push(() => this.take(walk, evidence, rest))
        return null
      }
      case 'write-password':
      case 'unlock': {
        const { underAttack } = facts
        entries.push({ kind: 'write', walk: journey, underAttack, ...this.moment(), account: effect.account })
        if (!this.staged) return null
        return effect.kind === 'unlock'
          ? { type: 'unlock-written', outcome: 'unlocked' }
          : { type: 'password-written', outcome: { kind: 'set' } }
      }
      case 'spend-step':
        spent.push(effect)
        return null
      case 'end-sessions':
        ends.push(effect.account.id)
        return null
      case 'resolve':
      case 'renew-cookie':
      case 'remember-browser':
      case 'tell-why-not':
      case 'tally-failure':
        return null
    }
  }

  /** The compare-and-swap: all of a step, or nothing of it. */
  private commit(step: Step): boolean {
    if (step.walk.version !== step.from || this.countersOf(step.key).version !== step.countersFrom) return false
    step.walk.journey = step.journey
    step.walk.version += 1
    if (step.key !== null) this.keepCounters(step.key, step.counters)
    for (const entry of step.entries) this.model.record(entry)
    for (const { method, step: spent } of step.spent) this.rememberStep(method, spent)
    for (const account of step.ends) this.sittings.endAll(account)
    this.late.push(...step.slow)
    return true
  }

  private brought(walk: Walk, challenge: string, brought: Brought): Extract<Entry, { kind: 'evidence' }> {
    const genuine = this.isGenuine(walk, challenge, brought)
    return { kind: 'evidence', walk: walk.journey.id, challenge, genuine, code: brought.typed ?? null, now: this.now }
  }

  private moment(): Moment {
    return { policy: this.policy, now: this.now }
  }

  private subjectOf(walk: Walk, event: JourneyEvent): { account: AccountFacts | null; key: string | null } {
    const { subject } = walk.journey
    if (subject.kind === 'unresolved' && event.type !== 'resolved') return { account: null, key: null }
    const id = subject.kind === 'unresolved' ? (this.accounts.has(walk.name) ? walk.name : null) : subject.account
    return { account: (id === null ? undefined : this.accounts.get(id)) ?? null, key: id ?? `name ${walk.name}` }
  }
}
