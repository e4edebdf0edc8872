// What must be true, much simpler than the product: which challenge can be answered in each journey, what was proven by it,
// and from that alone whether a password may be written. It knows nothing of stages, events or how the core decides.
import type { AccountFacts, RegisteredMethod } from '../../src/core/people/account.ts'
import type { Policy } from '../../src/core/policy/policy.ts'
import { days, hours, minutes, seconds } from '../../src/core/time.ts'
import { catalogue } from './cast.ts'

/** The rules and the time of a step. */
export interface Moment {
  readonly policy: Policy
  readonly now: number
}

/** Everything the world tells the model, in the order in which it came to be on record. `walk` is a journey or a session. */
export type Entry =
  | {
      readonly kind: 'issued'
      readonly walk: string
      /** What its messages are counted by: the journey, or the one thing that a session is about. */
      readonly errand: string
      readonly challenge: string
      readonly to: Addressed | null
      /** To register what it goes to. */
      readonly adding: boolean
      readonly chosenAt: number
      /** A message went out for it. */
      readonly mailed: boolean
      readonly now: number
    }
  /** The person left this challenge: another way, another one, start over. */
  | { readonly kind: 'left'; readonly walk: string }
  | { readonly kind: 'compared'; readonly challenge: string }
  /** Somebody brought evidence; `genuine` says whether it is what the challenge asked for, told by whoever made the secret. */
  | {
      readonly kind: 'evidence'
      readonly walk: string
      readonly challenge: string
      readonly genuine: boolean
      /** What was typed; null for what came another way. */
      readonly code: string | null
      readonly now: number
    }
  /** The product says that a proof was given. */
  | ({
      readonly kind: 'proof'
      readonly walk: string
      readonly allowance: string
      readonly account: AccountFacts | null
    } & Moment)
  | { readonly kind: 'failure'; readonly subject: string; readonly allowance: string; readonly now: number }
  /** The product asks a directory to set a password or unlock. */
  | ({
      readonly kind: 'write'
      readonly walk: string
      readonly account: AccountFacts
      readonly underAttack: boolean
    } & Moment)
  | { readonly kind: 'ended'; readonly walk: string }

export interface Addressed {
  readonly account: string
  readonly method: string
  readonly class: string
  readonly address: string | null
}

/** At most so many failed comparisons of one account: in a quarter of an hour, a day, thirty days. */
export type MostFailures = readonly [number, number, number]

interface Live extends Addressed {
  readonly challenge: string
  readonly dies: number
}

export class Reference {
  /** Which account each journey's name belongs to; null for a name nobody has. */
  readonly names = new Map<string, string | null>()
  readonly begun = new Map<string, number>()
  writes = 0
  /** From when on what was registered in a session may be used. What is not listed was there before. */
  protected readonly usableFrom = new Map<string, number>()
  private readonly live = new Map<string, Live>()
  private readonly genuine = new Map<string, Live & { readonly code: string | null }>()
  private readonly proofs = new Map<string, Live[]>()
  private readonly comparisons = new Map<string, number>()
  private readonly failures = new Map<string, number[]>()
  private readonly usedCodes = new Set<string>()
  private readonly mails = new Map<string, number[]>()
  private readonly over = new Set<string>()
  private readonly mostFailures: MostFailures

  constructor(mostFailures: MostFailures) {
    this.mostFailures = mostFailures
  }

  record(entry: Entry): void {
    switch (entry.kind) {
      case 'issued': {
        this.demand(!this.over.has(entry.walk), 'what has ended issues nothing')
        this.live.delete(entry.walk)
        if (entry.to === null) return
        this.demand(
          entry.to.account === this.names.get(entry.walk),
          'a challenge goes to the account of the name alone',
        )
        // An app takes longer to be set up than a code to be read.
        const lives = minutes(entry.adding && entry.to.class === 'secret' ? 15 : 10)
        this.live.set(entry.walk, { ...entry.to, challenge: entry.challenge, dies: entry.chosenAt + lives })
        if (entry.mailed) this.acceptMail(entry.errand, entry.to.address ?? '', entry.chosenAt, entry.now)
        return
      }
      case 'left':
        this.live.delete(entry.walk)
        return
      case 'compared': {
        const tries = (this.comparisons.get(entry.challenge) ?? 0) + 1
        this.comparisons.set(entry.challenge, tries)
        this.demand(tries <= 5, 'five tries a challenge')
        return
      }
      case 'evidence': {
        const live = this.live.get(entry.walk)
        if (entry.genuine && live?.challenge === entry.challenge && entry.now < live.dies)
          this.genuine.set(entry.walk, { ...live, code: entry.code })
        else this.genuine.delete(entry.walk)
        return
      }
      case 'proof': {
        this.demand(entry.now < (this.begun.get(entry.walk) ?? 0) + minutes(30), 'nothing is proven after half an hour')
        const proven = this.takeProof(entry)
        this.proofs.set(entry.walk, [...(this.proofs.get(entry.walk) ?? []), proven])
        return
      }
      case 'failure': {
        const key = `${entry.subject} ${entry.allowance}`
        this.failures.set(key, [...(this.failures.get(key) ?? []), entry.now])
        this.demand(this.withinLimits(key, entry.now, 0), 'comparisons stay within the limits of the account')
        return
      }
      case 'write':
        this.acceptWrite(entry)
        return
      case 'ended':
        this.over.add(entry.walk)
        this.live.delete(entry.walk)
        return
    }
  }

  /** The right evidence that a proof rests on: for the live challenge, of a method that can be used now, with a code not used yet. */
  protected takeProof({ walk, allowance, account, policy, now }: Extract<Entry, { kind: 'proof' }>): Live {
    const proven = this.takeEvidence(walk)
    this.demand(
      account !== null && this.usable(account, policy, now).some(({ id }) => id === proven.method),
      'a proof is given by a method that is the account’s own, proven and not on hold',
    )
    this.demand(this.withinLimits(`${proven.account} ${allowance}`, now, 1), 'no proof while comparisons are spent')
    return proven
  }

  protected takeEvidence(walk: string): Live {
    const proven = this.genuine.get(walk)
    if (proven === undefined)
      throw new Error('broken: a proof comes from right evidence for the live challenge of its walk')
    this.demand(!this.over.has(walk), 'what has ended proves nothing')
    this.demand(proven.code === null || !this.usedCodes.has(proven.code), 'each code proves once')
    if (proven.code !== null) this.usedCodes.add(proven.code)
    this.genuine.delete(walk)
    this.live.delete(walk)
    return proven
  }

  private acceptMail(errand: string, address: string, asked: number, now: number): void {
    const ofErrand = this.mails.get(errand) ?? []
    const toAddress = this.mails.get(address) ?? []
    this.mails.set(errand, [...ofErrand, asked])
    this.mails.set(address, [...toAddress, now])
    // From when it was asked for: that it was sent later may not show.
    this.demand(
      ofErrand.every((at) => asked - at >= seconds(30)),
      'half a minute between messages at least',
    )
    this.demand(ofErrand.length < 4, 'four messages a journey')
    const lately = (span: number) => toAddress.filter((at) => at > now - span && at <= now).length
    this.demand(lately(hours(1)) < 5 && lately(days(1)) < 10, 'an address is not flooded')
  }

  private acceptWrite({ walk, account, policy, underAttack, now }: Extract<Entry, { kind: 'write' }>): void {
    this.writes += 1
    this.demand(!this.over.has(walk), 'an ended journey writes nothing')
    this.demand(now < (this.begun.get(walk) ?? 0) + minutes(30), 'nothing is written after half an hour')
    this.demand(this.names.get(walk) === account.id, 'only the account of the name is written')
    const administers = account.entry.role !== null
    const usable = this.usable(account, policy, now)
    const proofs = (this.proofs.get(walk) ?? []).filter(
      (proof) => proof.account === account.id && usable.some((each) => each.id === proof.method),
    )
    const classes = new Set(proofs.map((each) => each.class))
    const needed = administers || policy.gates === 2 || (underAttack && new Set(usable.map(classOf)).size > 1) ? 2 : 1
    this.demand(classes.size >= needed, `${needed} proofs of different classes by methods the account still has`)
    const mayGoOn =
      !account.entry.disabled && account.frozenAt === null && policy.on && (administers || policy.scope.kind === 'all')
    this.demand(mayGoOn, 'an account that may not go on is not written')
  }

  /** Allowed, proven or trusted, and on hold neither by what is on record nor by when it was registered. */
  protected usable(account: AccountFacts, policy: Policy, now: number): readonly RegisteredMethod[] {
    const allowed = account.entry.role === null ? policy.methods : policy.administrators.methods
    return account.methods.filter(
      ({ id, kind, provenAt, source, heldUntil }) =>
        allowed.includes(kind) &&
        (provenAt !== null || (policy.trustImported && source === 'imported')) &&
        (heldUntil ?? 0) <= now &&
        (this.usableFrom.get(id) ?? (isPending(id) ? Number.POSITIVE_INFINITY : 0)) <= now,
    )
  }

  private withinLimits(key: string, now: number, room: 0 | 1): boolean {
    const failures = this.failures.get(key) ?? []
    const spans: readonly (readonly [number, number])[] = [
      [this.mostFailures[0], minutes(15)],
      [this.mostFailures[1], days(1)],
      [this.mostFailures[2], days(30)],
    ]
    return spans.every(([most, span]) => failures.filter((at) => at > now - span && at <= now).length + room <= most)
  }

  protected demand(holds: boolean, rule: string): void {
    if (!holds) throw new Error(`broken: ${rule}`)
  }
}

export const classOf = ({ kind }: Pick<RegisteredMethod, 'kind'>): string => catalogue.get(kind)?.class ?? 'none'

/** Offered in a session: nothing of it counts before it was proven there. */
const isPending = (id: string): boolean => id.startsWith('pending')
