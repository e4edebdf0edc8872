// Sign-ins and the sessions they open, and what signed-in people do to their accounts. The same two verbs as journeys: one
// read, one write.
import type { AuditFact } from '../core/audit/facts.ts'
import type { AccountId, LookupHash, SealedText, TokenHash } from '../core/people/identifiers.ts'
import type { Role } from '../core/people/roles.ts'
import type { Policy } from '../core/policy/policy.ts'
import type { AccountChange, MethodChange } from '../core/registration/decision.ts'
import type { SessionKind, SessionState } from '../core/registration/session.ts'
import type { NetworkKeys, Tally } from '../core/throttle/networks.ts'
import type { Instant } from '../core/time.ts'
import type { AccountWrite, Buckets, Candidate, LoadedAccount, LoadedCounters, StepWrite } from './journeys.ts'

export interface Session {
  readonly hash: TokenHash
  /** What its owner ends it by; a UUID that opens nothing. */
  readonly id: string
  readonly kind: SessionKind
  readonly state: SessionState
  /** Of the row; a step from it loses if the row moved since. */
  readonly version: number
  /** Where the person was sent from: an address of an application that was on the list then. */
  readonly returnTo: string | null
  readonly startedAt: Instant
  readonly seenAt: Instant
}

/** One of a person's live sessions, as its owner sees it. */
export interface ListedSession extends Pick<Session, 'id' | 'startedAt' | 'seenAt'> {
  /** The device and place it began from; sealed as (tenant, account, 'origin'). Null for one that began before this was kept. */
  readonly origin: SealedText | null
  readonly current: boolean
}

/** Milliseconds. NIST SP 800-63B-4 §2.2.3 allows 1 h idle and 24 h in all. */
export interface SessionTimes {
  readonly idle: number
  readonly absolute: number
}

/** What a token on its own may do, once. Each purpose is a name space of its own: a token of one is none of another. */
export type TokenPurpose = 'set-up' | 'enrolment-code' | 'caller-check' | 'caller-proven'

export type SessionHandle =
  | { readonly by: 'session'; readonly hash: TokenHash }
  /** A sign-in: the candidate that a name was found to be, or its bucket. */
  | { readonly by: 'name'; readonly candidate: Candidate | null; readonly buckets: Buckets }
  /** Somebody's account, by whoever may act on it. */
  | { readonly by: 'account'; readonly account: AccountId }
  | { readonly by: 'not-me'; readonly hash: TokenHash }
  /** A link that was made for one account: unused, and not too old. */
  | { readonly by: 'token'; readonly purpose: TokenPurpose; readonly hash: TokenHash }

export interface LoadedSession {
  readonly now: Instant
  readonly policy: Policy
  /** Live ones only: of this epoch, inside both limits, and younger than the account's last "end all". */
  readonly session: Session | null
  /** How many more of the account are live. */
  readonly otherSessions: number
  readonly account: LoadedAccount | null
  readonly counters: LoadedCounters | null
  readonly knownBrowser: boolean
  readonly tallies: readonly Tally[]
  /** What the link is about, while it can be used. */
  readonly notMe: { readonly about: SealedText; readonly expiresAt: Instant } | null
  /** What the token was made for, while it can be used. */
  readonly token: { readonly about: Readonly<Record<string, unknown>>; readonly expiresAt: Instant } | null
}

export interface SessionWrite extends AccountWrite {
  readonly starts: {
    readonly hash: TokenHash
    readonly id: string
    readonly account: AccountId
    readonly kind: SessionKind
    readonly state: SessionState
    readonly origin: SealedText
    readonly returnTo: string | null
  } | null
  /** The session goes on as this; `lost` if its row moved since. `to`: under a new identifier, the old one being dead. */
  readonly moves: {
    readonly hash: TokenHash
    readonly version: number
    readonly to: TokenHash
    readonly kind: SessionKind
    readonly state: SessionState
  } | null
  readonly ends: TokenHash | null
  /** Another session of `account`, by the id its owner sees. */
  readonly endsById: { readonly account: AccountId; readonly id: string } | null
  readonly freezes: AccountId | null
  /** Used once: a second write with the same link is `lost`. */
  readonly usesNotMe: TokenHash | null
  /** Needs `counters`, whose version keeps two changes apart. */
  readonly changes: {
    readonly account: AccountId
    readonly methods: readonly MethodChange[]
    readonly rest: AccountChange
  } | null
  /** What happened to the account's methods since then is taken back: what was added goes, what was removed or confirmed is as before. */
  readonly undoes: { readonly account: AccountId; readonly since: Instant } | null
  readonly spentStep: StepWrite['spentStep']
  /** A second write with the same token is `lost`. */
  readonly usesToken: { readonly purpose: TokenPurpose; readonly hash: TokenHash } | null
  /** Earlier ones of the same purpose and account are dead with it. */
  readonly makesToken: {
    readonly purpose: TokenPurpose
    readonly hash: TokenHash
    readonly account: AccountId
    readonly about: Readonly<Record<string, unknown>>
    readonly span: number
  } | null
}

export interface RecentFact {
  readonly at: Instant
  readonly fact: AuditFact
  readonly reference: string | null
}

export interface Sessions {
  load(question: {
    readonly handle: SessionHandle
    readonly browser: TokenHash | null
    readonly network: NetworkKeys | null
    readonly times: SessionTimes
  }): Promise<LoadedSession>
  commit(write: SessionWrite): Promise<'moved' | 'lost'>
  /** Moves the idle limit, at most once a minute for a session; remembers where the person was sent from if that is given. */
  touch(hash: TokenHash, returnTo?: string): Promise<void>
  /** The account's live sessions, newest first. */
  list(account: AccountId, current: TokenHash, times: SessionTimes): Promise<readonly ListedSession[]>
  recentFacts(account: AccountId, kinds: readonly AuditFact['kind'][], most: number): Promise<readonly RecentFact[]>
  /** How many other accounts have a proven or imported method with this address or secret. */
  sharing(addresses: readonly LookupHash[], account: AccountId): Promise<number>
  /** Accounts that hold one of these roles, are not gone, and are not `but`. */
  holders(roles: readonly Role[], but: AccountId | null): Promise<readonly LoadedAccount[]>
}
