// Looking at people one by one, for administrators: what their own pages don't show, and lists in pages.
import type { AuditFact } from '../core/audit/facts.ts'
import type { AccountId } from '../core/people/identifiers.ts'
import type { Instant } from '../core/time.ts'
import type { LoadedAccount } from './journeys.ts'
import type { SessionTimes } from './sessions.ts'

export interface AccountUse {
  readonly seenAt: Instant | null
  readonly invitedAt: Instant | null
  /** Live ones. */
  readonly sessions: number
}

/** The place of one account in a list by name. */
export interface NamePlace {
  readonly name: string
  readonly id: AccountId
}

export interface AccountEvent {
  readonly id: string
  readonly at: Instant
  readonly fact: AuditFact
  readonly reference: string | null
}

export interface LooksAtPeople {
  /** Null: there is no such account. */
  use(account: AccountId, times: SessionTimes): Promise<AccountUse | null>
  /** By username, whose username or display name begins with `search`. */
  list(
    search: string,
    after: NamePlace | null,
    most: number,
  ): Promise<readonly { readonly account: LoadedAccount; readonly place: NamePlace }[]>
  /** Newest first. */
  events(
    account: AccountId,
    before: { readonly at: Instant; readonly id: string } | null,
    most: number,
  ): Promise<readonly AccountEvent[]>
  /**
   * Everything of ours about a person goes: names, addresses, methods, sessions, and the entry where the directory is ours. Facts
   * stay as they were sealed, about nobody. `last`: nobody else could give the role of global administrator back.
   */
  erase(
    account: AccountId,
    fact: { readonly id: string; readonly fact: AuditFact },
  ): Promise<'erased' | 'last' | 'none'>
}
