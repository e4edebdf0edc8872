// What journeys and sessions of the model share: a clock, rules, accounts, counters with versions, mailboxes, and evidence that is
// still on its way.
import type { IssuedChallenge } from '../../src/core/journey/journey.ts'
import { authenticatorApp, stepAt } from '../../src/core/methods/authenticator-app/authenticator-app.ts'
import type { Measurement } from '../../src/core/methods/method.ts'
import type { AccountFacts, RegisteredMethod } from '../../src/core/people/account.ts'
import type { MethodKind } from '../../src/core/people/identifiers.ts'
import type { Policy } from '../../src/core/policy/policy.ts'
import { type Counters, emptyCounters } from '../../src/core/throttle/counters.ts'
import { type Instant, later } from '../../src/core/time.ts'
import { ada, ivan, noor, start, tim, timsFriend, timsSavedCode } from './cast.ts'

/** What comes with an event: a code, evidence measured elsewhere, or a password that a directory takes or doesn't. */
export interface Brought {
  readonly typed?: string
  readonly measured?: Measurement
  readonly genuine?: boolean
  /** The comparison takes its time: its evidence comes as another step. */
  readonly slowly?: boolean
}

interface Secret {
  /** The journey or session that it was made for. */
  readonly holder: object
  readonly account: string
  readonly method: string
  readonly code: string
}

/** A request that has read; called, it writes all of its step or, if it lost to another, nothing. */
export type Prepared = () => boolean

export class Installation {
  now: Instant = start
  policy: Policy
  readonly accounts = new Map<string, AccountFacts>([
    [tim.id, { ...tim, methods: [...tim.methods, timsFriend, timsSavedCode] }],
    [ada.id, ada],
    [noor.id, noor],
    [ivan.id, ivan],
  ])
  readonly secrets = new Map<string, Secret>()
  /** Evidence on its way. */
  readonly late: (() => void)[] = []
  private readonly counters = new Map<string, { value: Counters; version: number }>()
  private readonly chosenAt = new Map<string, number>()
  private made = 0

  constructor(policy: Policy) {
    this.policy = policy
  }

  pass(span: number): void {
    this.now = later(this.now, span)
  }

  /** A name for a challenge or a method, with the time at which it was asked for. */
  make(what: 'challenge' | 'pending'): string {
    const id = `${what}-${this.made++}`
    this.chosenAt.set(id, this.now)
    return id
  }

  madeAt(id: string): number {
    return this.chosenAt.get(id) ?? 0
  }

  /** What the person would type for this challenge now, read from the mailbox or the app. */
  rightCode(challenge: string): string | null {
    const secret = this.secrets.get(challenge)
    if (secret === undefined) return null
    return secret.code === 'app' ? `${secret.method} ${stepAt(this.now)}` : secret.code
  }

  /** Whether the evidence is what this very challenge asked for, by whoever made its secret. */
  isGenuine(holder: object, challenge: string, { typed, genuine }: Brought): boolean {
    const own = this.secrets.get(challenge)?.holder === holder
    return own && (genuine ?? (typed !== undefined && typed === this.rightCode(challenge)))
  }

  countersOf(key: string | null): { readonly value: Counters; readonly version: number } {
    return (key === null ? undefined : this.counters.get(key)) ?? { value: emptyCounters, version: 0 }
  }

  keepCounters(key: string, value: Counters): void {
    this.counters.set(key, { value, version: this.countersOf(key).version + 1 })
  }

  edit(id: string, edited: (account: AccountFacts) => AccountFacts): void {
    const account = this.accounts.get(id)
    if (account !== undefined) this.accounts.set(id, edited(account))
  }

  rememberStep(method: string, lastStep: number): void {
    for (const id of this.accounts.keys())
      this.edit(id, (account) => ({
        ...account,
        methods: account.methods.map((each): RegisteredMethod => (each.id === method ? { ...each, lastStep } : each)),
      }))
  }

  /** One request: what loses to another is decided again on what is now so. */
  request(prepare: () => Prepared): void {
    for (let tries = 0; tries < 3; tries += 1) if (prepare()()) return
    throw new Error('three steps lost with nobody to lose to')
  }

  /** Two requests at once: both read before either writes. */
  race(first: () => Prepared, second: () => Prepared): void {
    const writes = first()
    const overtaken = second()
    writes()
    if (!overtaken()) this.request(second)
  }
}

/** As the adapters do: a hash compared, or the steps of an app's code tried. */
export function measure(
  typed: string | undefined,
  { method, issued, against }: { method: MethodKind; issued: IssuedChallenge; against: object | string | null },
  now: Instant,
): Measurement {
  if (typed === undefined || against === null) return { kind: 'unusable' }
  if (method !== authenticatorApp.kind) return { kind: typed === issued.answer ? 'matches' : 'differs' }
  const step = [-2, -1, 0, 1, 2]
    .map((drift) => stepAt(now) + drift)
    .find((each) => typed === `${issued.method} ${each}`)
  return step === undefined ? { kind: 'differs' } : { kind: 'matches', step }
}
