// A tiny installation in memory: it keeps journeys and counters with versions, carries out effects as the product's
// interpreter does, and tells the reference model what came to be on record. Two tabs and stale submits are real here.
import { beginJourney } from '../../src/core/journey/begin.ts'
import { decide } from '../../src/core/journey/decide.ts'
import type { Effect, JourneyFacts } from '../../src/core/journey/decision.ts'
import type { JourneyEvent } from '../../src/core/journey/events.ts'
import { hasEnded, type Journey } from '../../src/core/journey/journey.ts'
import { authenticatorApp, stepAt } from '../../src/core/methods/authenticator-app/authenticator-app.ts'
import { email } from '../../src/core/methods/email/email.ts'
import type { Measurement } from '../../src/core/methods/method.ts'
import type { AccountFacts } from '../../src/core/people/account.ts'
import { journeyId, lookupHash, reference } from '../../src/core/people/identifiers.ts'
import type { Policy } from '../../src/core/policy/policy.ts'
import type { Allowance } from '../../src/core/throttle/allowance.ts'
import { type Counters, emptyCounters } from '../../src/core/throttle/counters.ts'
import { type Instant, later } from '../../src/core/time.ts'
import { ada, catalogue, start, tim, timsFriend, timsSavedCode } from './cast.ts'
import type { Entry, Reference } from './reference.ts'

export interface Walk {
  readonly name: string
  readonly allowance: Allowance
  journey: Journey
  version: number
  /** Every challenge id this journey ever had, newest last: what its tabs may still show. */
  readonly challenges: string[]
}

/** What comes with an event: a code, evidence measured elsewhere, or a password that a directory takes or doesn't. */
export interface Brought {
  readonly typed?: string
  readonly measured?: Measurement
  readonly genuine?: boolean
  /** The comparison takes its time: its evidence comes as another step. */
  readonly slowly?: boolean
}

interface Secret {
  readonly walk: Walk
  readonly account: string
  readonly method: string
  readonly code: string
}

/** What a step will have done once it is on record. */
interface Draft {
  readonly entries: Entry[]
  /** Evidence that takes its time. */
  readonly slow: (() => void)[]
  readonly spent: { readonly method: string; readonly step: number }[]
}

interface Step extends Draft {
  readonly walk: Walk
  readonly from: number
  readonly countersFrom: number
  readonly key: string | null
  readonly journey: Journey
  readonly counters: Counters
}

export class World {
  now: Instant = start
  policy: Policy
  underAttack = false
  readonly walks: Walk[] = []
  readonly accounts = new Map<string, AccountFacts>([
    [tim.id, { ...tim, methods: [...tim.methods, timsFriend, timsSavedCode] }],
    [ada.id, ada],
  ])
  readonly secrets = new Map<string, Secret>()
  /** Evidence on its way. */
  readonly late: (() => void)[] = []
  private readonly counters = new Map<string, { value: Counters; version: number }>()
  private readonly chosenAt = new Map<string, number>()
  private readonly model: Reference
  private readonly staged: boolean
  private made = 0

  constructor(model: Reference, policy: Policy, staged: boolean) {
    this.model = model
    this.policy = policy
    this.staged = staged
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
    const id = `challenge-${this.made++}`
    walk.challenges.push(id)
    this.chosenAt.set(id, this.now)
    return id
  }

  /** What the person would type for this challenge now, read from the mailbox or the app. */
  rightCode(challenge: string): string | null {
    const secret = this.secrets.get(challenge)
    if (secret === undefined) return null
    return secret.code === 'app' ? `${secret.method} ${stepAt(this.now)}` : secret.code
  }

  /** One request: a step that loses to another is decided again on what is now so. */
  take(walk: Walk, event: JourneyEvent, brought: Brought = {}): void {
    for (let tries = 0; tries < 3; tries += 1) if (this.commit(this.prepare(walk, event, brought))) return
    throw new Error('three steps lost with nobody to lose to')
  }

  /** Two requests at once: both read before either writes. */
  race(first: readonly [Walk, JourneyEvent, Brought?], second: readonly [Walk, JourneyEvent, Brought?]): void {
    const prepared = this.prepare(...first)
    const overtaken = this.prepare(...second)
    this.commit(prepared)
    if (!this.commit(overtaken)) this.take(...second)
  }

  private prepare(walk: Walk, first: JourneyEvent, brought: Brought = {}): Step {
    const { account, key } = this.subjectOf(walk, first)
    const kept = (key === null ? undefined : this.counters.get(key)) ?? { value: emptyCounters, version: 0 }
    const facts: JourneyFacts = {
      now: this.now,
      policy: this.policy,
      catalogue,
      account,
      counters: kept.value,
      allowance: walk.allowance,
      underAttack: this.underAttack,
    }
    const draft: Draft = { entries: [], slow: [], spent: [] }
    const { entries } = draft
    const events = [first]
    let { journey } = walk
    let counters = kept.value
    for (let event = events.shift(); event !== undefined; event = events.shift()) {
      if (event.type === 'evidence' && brought.slowly !== true)
        entries.push(this.brought(walk, event.challenge, brought))
      if (event.type === 'another-way' || event.type === 'start-over')
        entries.push({ kind: 'left', journey: journey.id })
      const before = journey.stage
      const decision = decide(journey, event, { ...facts, counters })
      if (decision.kind === 'stay') continue
      if (hasEnded(before)) throw new Error('broken: an ended journey moved')
      ;({ journey, counters } = decision)
      for (const fact of decision.facts) {
        if (fact.kind === 'proof-passed')
          entries.push({ kind: 'proof', journey: journey.id, allowance: walk.allowance, now: this.now })
        if (fact.kind === 'proof-failed' && fact.compared && key !== null)
          entries.push({ kind: 'failure', subject: key, allowance: walk.allowance, now: this.now })
      }
      for (const effect of decision.effects) {
        const next = this.perform(effect, walk, facts, brought, draft)
        if (next !== null) events.push(next)
      }
      if (hasEnded(journey.stage)) entries.push({ kind: 'ended', journey: journey.id })
    }
    return { walk, from: walk.version, countersFrom: kept.version, key, journey, counters, ...draft }
  }

  private perform(
    effect: Effect,
    walk: Walk,
    facts: JourneyFacts,
    brought: Brought,
    { entries, slow, spent }: Draft,
  ): JourneyEvent | null {
    const journey = walk.journey.id
    switch (effect.kind) {
      case 'issue-challenge': {
        const { to, challenge } = effect
        const account = facts.account?.id
        const answer = to === null || to.kind === authenticatorApp.kind ? null : lookupHash(`code of ${challenge}`)
        if (to !== null && account !== undefined)
          this.secrets.set(challenge, { walk, account, method: to.id, code: answer ?? 'app' })
        const itsClass = catalogue.get(effect.method)?.class ?? 'none'
        const addressed =
          to === null || account === undefined ? null : { account, method: to.id, class: itsClass, address: to.address }
        const mailed = effect.send && to?.kind === email.kind
        const chosenAt = this.chosenAt.get(challenge) ?? 0
        entries.push({ kind: 'issued', journey, challenge, to: addressed, chosenAt, mailed, now: this.now })
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
        const { policy, underAttack, now } = facts
        entries.push({ kind: 'write', journey, account: effect.account, policy, underAttack, now })
        if (!this.staged) return null
        return effect.kind === 'unlock'
          ? { type: 'unlock-written', outcome: 'unlocked' }
          : { type: 'password-written', outcome: { kind: 'set' } }
      }
      case 'spend-step':
        spent.push(effect)
        return null
      case 'resolve':
      case 'renew-cookie':
      case 'end-sessions':
      case 'remember-browser':
      case 'tell-why-not':
      case 'tally-failure':
        return null
    }
  }

  /** The compare-and-swap: all of a step, or nothing of it. */
  private commit(step: Step): boolean {
    const version = (step.key === null ? undefined : this.counters.get(step.key)?.version) ?? 0
    if (step.walk.version !== step.from || version !== step.countersFrom) return false
    step.walk.journey = step.journey
    step.walk.version += 1
    if (step.key !== null) this.counters.set(step.key, { value: step.counters, version: version + 1 })
    for (const entry of step.entries) this.model.record(entry)
    for (const { method, step: spent } of step.spent) this.rememberStep(method, spent)
    this.late.push(...step.slow)
    return true
  }

  /** Whether the evidence is what this very challenge asked for, by whoever made its secret. */
  private brought(walk: Walk, challenge: string, { typed, genuine }: Brought): Extract<Entry, { kind: 'evidence' }> {
    const own = this.secrets.get(challenge)?.walk === walk
    const right = genuine ?? (typed !== undefined && typed === this.rightCode(challenge))
    const code = typed ?? null
    return { kind: 'evidence', journey: walk.journey.id, challenge, genuine: own && right, code, now: this.now }
  }

  private subjectOf(walk: Walk, event: JourneyEvent): { account: AccountFacts | null; key: string | null } {
    const { subject } = walk.journey
    if (subject.kind === 'unresolved' && event.type !== 'resolved') return { account: null, key: null }
    const id = subject.kind === 'unresolved' ? (this.accounts.has(walk.name) ? walk.name : null) : subject.account
    return { account: (id === null ? undefined : this.accounts.get(id)) ?? null, key: id ?? `name ${walk.name}` }
  }

  private rememberStep(method: string, lastStep: number): void {
    for (const [id, account] of this.accounts) {
      const methods = account.methods.map((each) => (each.id === method ? { ...each, lastStep } : each))
      this.accounts.set(id, { ...account, methods })
    }
  }

  pass(span: number): void {
    this.now = later(this.now, span)
  }
}

/** As the adapters do: a hash compared, or the steps of an app's code tried. */
function measure(
  typed: string | undefined,
  { issued, against }: Extract<Effect, { kind: 'judge' }>,
  now: Instant,
): Measurement {
  if (typed === undefined || against === null) return { kind: 'unusable' }
  if (against.kind !== authenticatorApp.kind) return { kind: typed === issued.answer ? 'matches' : 'differs' }
  const step = [-2, -1, 0, 1, 2].map((drift) => stepAt(now) + drift).find((each) => typed === `${against.id} ${each}`)
  return step === undefined ? { kind: 'differs' } : { kind: 'matches', step }
}
