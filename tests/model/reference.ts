// What must be true, much simpler than the product: which challenge can be answered in each journey, what was proven by it,
// and from that alone whether a password may be written. It knows nothing of stages, events or how the core decides.
import type { AccountFacts } from '../../src/core/people/account.ts'
import type { Policy } from '../../src/core/policy/policy.ts'
import { days, hours, minutes, seconds } from '../../src/core/time.ts'
import { catalogue } from './cast.ts'

/** Everything the world tells the model, in the order in which it came to be on record. */
export type Entry =
  | {
      readonly kind: 'issued'
      readonly journey: string
      readonly challenge: string
      readonly to: Addressed | null
      readonly chosenAt: number
      /** A message went out for it. */
      readonly mailed: boolean
      readonly now: number
    }
  /** The person left this challenge: another way, another one, start over. */
  | { readonly kind: 'left'; readonly journey: string }
  | { readonly kind: 'compared'; readonly challenge: string }
  /** Somebody brought evidence; `genuine` says whether it is what the challenge asked for, told by whoever made the secret. */
  | {
      readonly kind: 'evidence'
      readonly journey: string
      readonly challenge: string
      readonly genuine: boolean
      /** What was typed; null for what came another way. */
      readonly code: string | null
      readonly now: number
    }
  /** The product says that a proof was given. */
  | { readonly kind: 'proof'; readonly journey: string; readonly allowance: string; readonly now: number }
  | { readonly kind: 'failure'; readonly subject: string; readonly allowance: string; readonly now: number }
  /** The product asks a directory to set a password or unlock. */
  | {
      readonly kind: 'write'
      readonly journey: string
      readonly account: AccountFacts
      readonly policy: Policy
      readonly underAttack: boolean
      readonly now: number
    }
  | { readonly kind: 'ended'; readonly journey: string }

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
        this.demand(!this.over.has(entry.journey), 'an ended journey issues nothing')
        this.live.delete(entry.journey)
        if (entry.to === null) return
        this.demand(
          entry.to.account === this.names.get(entry.journey),
          'a challenge goes to the account of the name alone',
        )
        this.live.set(entry.journey, { ...entry.to, challenge: entry.challenge, dies: entry.chosenAt + minutes(10) })
        if (entry.mailed) this.acceptMail(entry.journey, entry.to.address ?? '', entry.chosenAt, entry.now)
        return
      }
      case 'left':
        this.live.delete(entry.journey)
        return
      case 'compared': {
        const tries = (this.comparisons.get(entry.challenge) ?? 0) + 1
        this.comparisons.set(entry.challenge, tries)
        this.demand(tries <= 5, 'five tries a challenge')
        return
      }
      case 'evidence': {
        const live = this.live.get(entry.journey)
        if (entry.genuine && live?.challenge === entry.challenge && entry.now < live.dies)
          this.genuine.set(entry.journey, { ...live, code: entry.code })
        else this.genuine.delete(entry.journey)
        return
      }
      case 'proof':
        this.acceptProof(entry)
        return
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
        this.over.add(entry.journey)
        this.live.delete(entry.journey)
        return
    }
  }

  private acceptProof({ journey, allowance, now }: Extract<Entry, { kind: 'proof' }>): void {
    const proven = this.genuine.get(journey)
    this.demand(proven !== undefined, 'a proof comes from right evidence for the live challenge of this journey')
    this.demand(!this.over.has(journey), 'an ended journey proves nothing')
    this.demand(now < (this.begun.get(journey) ?? 0) + minutes(30), 'nothing is proven after half an hour')
    if (proven === undefined) return
    this.demand(proven.code === null || !this.usedCodes.has(proven.code), 'each code proves once')
    if (proven.code !== null) this.usedCodes.add(proven.code)
    this.demand(this.withinLimits(`${proven.account} ${allowance}`, now, 1), 'no proof while comparisons are spent')
    this.proofs.set(journey, [...(this.proofs.get(journey) ?? []), proven])
    this.genuine.delete(journey)
    this.live.delete(journey)
  }

  private acceptMail(journey: string, address: string, asked: number, now: number): void {
    const ofJourney = this.mails.get(journey) ?? []
    const toAddress = this.mails.get(address) ?? []
    this.mails.set(journey, [...ofJourney, asked])
    this.mails.set(address, [...toAddress, now])
    // From when it was asked for: that it was sent later may not show.
    this.demand(
      ofJourney.every((at) => asked - at >= seconds(30)),
      'half a minute between messages at least',
    )
    this.demand(ofJourney.length < 4, 'four messages a journey')
    const lately = (span: number) => toAddress.filter((at) => at > now - span && at <= now).length
    this.demand(lately(hours(1)) < 5 && lately(days(1)) < 10, 'an address is not flooded')
  }

  private acceptWrite({ journey, account, policy, underAttack, now }: Extract<Entry, { kind: 'write' }>): void {
    this.writes += 1
    this.demand(!this.over.has(journey), 'an ended journey writes nothing')
    this.demand(now < (this.begun.get(journey) ?? 0) + minutes(30), 'nothing is written after half an hour')
    this.demand(this.names.get(journey) === account.id, 'only the account of the name is written')
    const administers = account.entry.role !== null
    const allowed = administers ? policy.administrators.methods : policy.methods
    const usable = account.methods.filter(
      (each) => allowed.includes(each.kind) && each.provenAt !== null && (each.heldUntil ?? 0) <= now,
    )
    const proofs = (this.proofs.get(journey) ?? []).filter(
      (proof) => proof.account === account.id && usable.some((each) => each.id === proof.method),
    )
    const classes = new Set(proofs.map((each) => each.class))
    const needed =
      account.entry.role !== null ||
      policy.gates === 2 ||
      (underAttack && new Set(usable.map((each) => catalogue.get(each.kind)?.class)).size > 1)
        ? 2
        : 1
    this.demand(classes.size >= needed, `${needed} proofs of different classes by methods the account still has`)
    const mayGoOn =
      !account.entry.disabled && account.frozenAt === null && policy.on && (administers || policy.scope.kind === 'all')
    this.demand(mayGoOn, 'an account that may not go on is not written')
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

  private demand(holds: boolean, rule: string): void {
    if (!holds) throw new Error(`broken: ${rule}`)
  }
}
