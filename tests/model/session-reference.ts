// What must be true of sessions, as simply as it can be said: what was shown in each, and from that alone whether methods may be
// changed, how long a new one has to wait, and who gets a role. It knows nothing of standings, errands or how the core decides.
import type { AccountFacts, RegisteredMethod } from '../../src/core/people/account.ts'
import type { Role } from '../../src/core/people/roles.ts'
import type { Policy } from '../../src/core/policy/policy.ts'
import { hours, minutes } from '../../src/core/time.ts'
import { catalogue } from './cast.ts'
import { classOf, type Entry, type Moment, Reference } from './reference.ts'

interface InSession extends Moment {
  readonly walk: string
  /** As it was before the step. */
  readonly account: AccountFacts
}

export type SessionEntry =
  | {
      readonly kind: 'sat-down'
      readonly walk: string
      readonly account: string
      readonly setUp: Role | 'member' | null
    }
  /** Typed right: the password, the enrolment code, the first password of a set-up. */
  | {
      readonly kind: 'typed'
      readonly walk: string
      readonly what: 'password' | 'code' | 'first'
      readonly now: number
    }
  | ({ readonly kind: 'step-up'; readonly allowance: string } & InSession)
  /** A method is to be registered, or one that was imported to be confirmed. */
  | ({ readonly kind: 'begun'; readonly method: string; readonly replaces: string | null } & InSession)
  /** It counts from now on, or from the end of its hold. `removed`: what went with it. */
  | ({ readonly kind: 'kept'; readonly method: string; readonly removed: readonly string[] } & InSession)
  | ({ readonly kind: 'removed'; readonly method: string } & InSession)
  /** A name or the default. */
  | ({ readonly kind: 'touched' } & InSession)
  | { readonly kind: 'skipped'; readonly account: string; readonly most: number | null }
  /** Everything is open to the session from now on. `account`: after the step. */
  | ({ readonly kind: 'opened'; readonly role: Role | null } & InSession)

interface Sitting {
  readonly account: string
  /** Where a link leads; null once it has led there. */
  setUp: Role | 'member' | null
  readonly passwords: number[]
  readonly proofs: {
    readonly method: string
    readonly class: string
    readonly address: string | null
    readonly at: number
  }[]
  code: boolean
  firstPassword: boolean
  /** What was registered here. */
  readonly kept: Set<string>
  begun: { readonly method: string; readonly replaces: string | null } | null
}

export class SessionReference extends Reference {
  /** How often each of them came to be. */
  readonly reached = { kept: 0, held: 0, setUps: 0, removed: 0 }
  private readonly sittings = new Map<string, Sitting>()
  /** Accounts of which an owner removed the last method. */
  private readonly emptied = new Set<string>()
  private readonly skips = new Map<string, number>()

  override record(entry: Entry | SessionEntry): void {
    switch (entry.kind) {
      case 'sat-down': {
        this.names.set(entry.walk, entry.account)
        const nothing = { passwords: [], proofs: [], code: false, firstPassword: false, kept: new Set<string>() }
        this.sittings.set(entry.walk, { account: entry.account, setUp: entry.setUp, begun: null, ...nothing })
        return
      }
      case 'typed': {
        const sitting = this.of(entry.walk)
        if (entry.what === 'password') sitting.passwords.push(entry.now)
        if (entry.what === 'code') sitting.code = true
        if (entry.what === 'first') sitting.firstPassword = true
        return
      }
      case 'step-up':
        this.demand(entry.account.frozenAt === null, 'nothing is proven in a frozen account')
        this.show(entry, this.takeProof({ ...entry, kind: 'proof' }))
        return
      case 'begun':
        this.demand(this.mayChange(entry, entry.method, minutes(5)), 'nothing is begun without a fresh proof')
        this.of(entry.walk).begun = { method: entry.method, replaces: entry.replaces }
        return
      case 'kept':
        this.acceptKept(entry)
        return
      case 'removed':
        this.acceptRemoved(entry)
        return
      case 'touched':
        this.demand(this.mayChange(entry, null, minutes(5)), 'nothing is renamed or preferred without a fresh proof')
        return
      case 'skipped': {
        const skips = (this.skips.get(entry.account) ?? 0) + 1
        this.skips.set(entry.account, skips)
        this.demand(entry.most === null || skips <= entry.most, 'nobody skips more often than the policy allows')
        return
      }
      case 'opened':
        this.acceptOpened(entry)
        return
      case 'issued':
      case 'left':
      case 'compared':
      case 'evidence':
      case 'proof':
      case 'failure':
      case 'write':
      case 'ended':
        super.record(entry)
        return
    }
  }

  private acceptKept(entry: Extract<SessionEntry, { kind: 'kept' }>): void {
    const { account, method, now, removed } = entry
    const sitting = this.of(entry.walk)
    const proven = this.takeEvidence(entry.walk)
    this.demand(proven.method === method && sitting.begun?.method === method, 'only what brought its own code is kept')
    this.demand(this.mayChange(entry, method, minutes(15)), 'nothing is kept long after the proof that began it')
    const ends = sitting.setUp !== null && removed.some((id) => id !== sitting.begun?.replaces)
    this.demand(ends || removed.every((id) => id === sitting.begun?.replaces), 'only what is replaced goes')
    const waits = this.mustWait(entry, method)
    this.usableFrom.set(method, waits ? now + hours(24) : 0)
    this.reached.kept += 1
    if (waits) this.reached.held += 1
    sitting.kept.add(method)
    sitting.begun = null
    this.show(entry, proven)
    this.skips.set(account.id, 0)
    const stays = this.usable(account, entry.policy, now).some(({ id }) => !removed.includes(id))
    this.demand(
      account.entry.role === null || ends || stays || !waits,
      'an administrator keeps a method that can be used now',
    )
  }

  private acceptRemoved(entry: Extract<SessionEntry, { kind: 'removed' }>): void {
    const { account, method } = entry
    this.demand(this.mayChange(entry, null, minutes(5)), 'nothing is removed without a fresh proof')
    this.demand(this.of(entry.walk).setUp === null, 'a set-up removes nothing before its end')
    const left = account.methods.filter(({ id }) => id !== method)
    const classes = (methods: readonly RegisteredMethod[]) =>
      new Set(counting(methods, entry.policy, true).map(classOf)).size
    this.demand(
      account.entry.role === null || classes(left) >= Math.min(2, classes(account.methods)),
      'an administrator never falls below two',
    )
    if (!left.some(isProven)) this.emptied.add(account.id)
    this.reached.removed += 1
  }

  private acceptOpened({ walk, account, role, policy }: Extract<SessionEntry, { kind: 'opened' }>): void {
    const sitting = this.of(walk)
    if (sitting.setUp === null) {
      this.demand(role === null, 'no role comes of anything but a set-up')
      this.demand(account.entry.role === null || sitting.proofs.length > 0, 'an administrator brings a second proof')
      return
    }
    this.reached.setUps += 1
    const granted = sitting.setUp === 'member' ? null : sitting.setUp
    this.demand(role === null || role === granted, 'a set-up grants its own role')
    this.demand(sitting.firstPassword, 'a set-up has its password first')
    this.demand(
      account.methods.every(({ id }) => sitting.kept.has(id)),
      'nothing that was there before outlives a set-up',
    )
    const administers = granted !== null || account.entry.role !== null
    const needed = administers || policy.gates === 2 ? 2 : 1
    const classes = new Set(counting(account.methods, policy, administers).map(classOf))
    this.demand(classes.size >= needed, `a set-up ends with ${needed} methods of different classes`)
    sitting.setUp = null
  }

  /** `confirming`: the method that is to be registered or confirmed; null for everything else. */
  private mayChange({ walk, account, policy, now }: InSession, confirming: string | null, span: number): boolean {
    if (account.frozenAt !== null) return false
    const sitting = this.of(walk)
    if (sitting.setUp !== null) return sitting.firstPassword
    const lately = (at: number) => at > now - span && at <= now
    const able = this.able(account, { policy, now })
    if (account.methods.some(isProven) && able.length > 0)
      return sitting.proofs.some(({ method, at }) => lately(at) && able.some(({ id }) => id === method))
    if (account.entry.role !== null || !sitting.passwords.some(lately)) return false
    const onFile = account.methods.filter(
      (each) =>
        !isProven(each) &&
        catalogue.get(each.kind)?.registers === 'address' &&
        policy.methods.includes(each.kind) &&
        !account.methods.some((other) => isProven(other) && other.address === each.address),
    )
    if (sitting.code) return true
    if (policy.registration.firstEnrolment === 'enrolment-code') return false
    if (onFile.length > 0) return onFile.some(({ id }) => id === confirming)
    return policy.registration.firstEnrolment === 'password'
  }

  /** Unless two proofs of different classes were shown, or it belongs to the first enrolment of an account that had nothing. */
  private mustWait({ walk, account, policy, now }: InSession, method: string): boolean {
    const sitting = this.of(walk)
    if (sitting.setUp !== null || this.usable(account, policy, now).some(({ id }) => id === method)) return false
    const able = this.able(account, { policy, now })
    const shown = sitting.proofs.filter(
      (each) => each.at > now - minutes(15) && each.at <= now && able.some(({ id }) => id === each.method),
    )
    if (shown.some((one) => shown.some((two) => one.class !== two.class))) return false
    const own = account.methods.filter(isProven)
    const isFirst = own.every(({ id }) => sitting.kept.has(id)) && !this.emptied.has(account.id)
    // Whoever administers needs two, whatever members need.
    const administers = account.entry.role !== null
    const classes = new Set(counting(account.methods, policy, administers).map(classOf))
    return !(isFirst && classes.size < (administers ? 2 : policy.gates))
  }

  /** What can be proven on a page now. */
  private able(account: AccountFacts, { policy, now }: Moment): readonly RegisteredMethod[] {
    return this.usable(account, policy, now).filter(
      (each) => catalogue.get(each.kind)?.evidence === 'typed' && classOf(each) !== 'knowledge',
    )
  }

  private show({ walk, now }: InSession, proven: { method: string; class: string; address: string | null }): void {
    this.of(walk).proofs.push({ method: proven.method, class: proven.class, address: proven.address, at: now })
  }

  private of(walk: string): Sitting {
    const sitting = this.sittings.get(walk)
    if (sitting === undefined) throw new Error(`nobody sits at ${walk}`)
    return sitting
  }
}

const isProven = ({ provenAt }: RegisteredMethod): boolean => provenAt !== null

/** What is registered and allowed, on hold or not. */
const counting = (
  methods: readonly RegisteredMethod[],
  policy: Policy,
  administers: boolean,
): readonly RegisteredMethod[] =>
  methods.filter(
    (each) => isProven(each) && (administers ? policy.administrators.methods : policy.methods).includes(each.kind),
  )
