// Sign-ins and the sessions they open. The same two verbs as journeys: one read, one write.
import type { AuditFact } from '../core/audit/facts.ts'
import type { AccountId, LookupHash, SealedText, TokenHash } from '../core/people/identifiers.ts'
import type { Policy } from '../core/policy/policy.ts'
import type { NetworkKeys, Tally } from '../core/throttle/networks.ts'
import type { Instant } from '../core/time.ts'
import type { AccountWrite, Candidate, LoadedAccount, LoadedCounters } from './journeys.ts'

/** `must-change`: the password was right and has to be replaced before anything else. */
export type SessionKind = 'full' | 'must-change'

export interface Session {
  readonly hash: TokenHash
  readonly kind: SessionKind
  readonly startedAt: Instant
  readonly seenAt: Instant
}

/** Milliseconds. NIST SP 800-63B-4 §2.2.3 allows 1 h idle and 24 h in all. */
export interface SessionTimes {
  readonly idle: number
  readonly absolute: number
}

export type SessionHandle =
  | { readonly by: 'session'; readonly hash: TokenHash }
  /** A sign-in: the candidate that a name was found to be, or its bucket. */
  | { readonly by: 'name'; readonly candidate: Candidate | null; readonly bucket: LookupHash }
  | { readonly by: 'not-me'; readonly hash: TokenHash }

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
}

export interface SessionWrite extends AccountWrite {
  readonly starts: { readonly hash: TokenHash; readonly account: AccountId; readonly kind: SessionKind } | null
  readonly ends: TokenHash | null
  readonly freezes: AccountId | null
  /** Used once: a second write with the same link is `lost`. */
  readonly usesNotMe: TokenHash | null
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
  /** Moves the idle limit; called at most once a minute for a session. */
  touch(hash: TokenHash): Promise<void>
  recentFacts(account: AccountId, kinds: readonly AuditFact['kind'][], most: number): Promise<readonly RecentFact[]>
}
