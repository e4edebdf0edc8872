// Every version of what administrators decided, and whom it reaches: what administering a policy needs from outside.
import type { AccountId, DirectoryKey, GroupId, MethodKind } from '../core/people/identifiers.ts'
import type { Alike } from '../core/policy/impact.ts'
import type { Policy } from '../core/policy/policy.ts'
import type { Instant } from '../core/time.ts'
import type { OutboxRow, RecordedFact } from './journeys.ts'

export interface SavedPolicy {
  readonly policy: Policy
  readonly savedAt: Instant
  /** A username; null for the installation itself, the host, or somebody who was erased. */
  readonly savedBy: string | null
  readonly note: string | null
}

/** Who saves: an account, or (null) the installation or somebody at the host. */
export interface SavedBy {
  readonly account: AccountId | null
  readonly note: string | null
}

export interface KeepsPolicies {
  current(): Promise<Policy>
  /** Null: there is no such version. Without a number, the current one. */
  read(version?: number): Promise<SavedPolicy | null>
  /** Newest first, those before `before`. */
  versions(before: number | null, most: number): Promise<readonly SavedPolicy[]>
  /** Becomes version `from` + 1, on record with its fact and what tells of it; `lost` if `from` is no longer the current version. */
  save(
    policy: Policy,
    from: number,
    fact: Pick<RecordedFact, 'id' | 'fact'> & Partial<Pick<RecordedFact, 'reference'>>,
    by?: SavedBy,
    messages?: readonly OutboxRow[],
  ): Promise<'moved' | 'lost'>
}

export interface NamedAccount {
  readonly account: AccountId
  readonly username: string
  readonly displayName: string
}

export interface CountsAccounts {
  /** Everybody, in groups that no policy over these groups can tell apart. */
  alike(groups: readonly GroupId[]): Promise<readonly Alike[]>
  /** By name; whoever is gone meanwhile is left out. */
  named(accounts: readonly AccountId[], most: number): Promise<readonly NamedAccount[]>
  /** How many accounts have something of a kind registered. */
  byKind(): Promise<readonly { readonly kind: MethodKind; readonly accounts: number }[]>
}

export interface ListedGroup {
  readonly id: GroupId
  readonly directory: DirectoryKey
  readonly name: string
  /** Those of groups inside it too. */
  readonly members: number
}

export interface ListsGroups {
  /** By name, whose name contains `search`; `after` is the last one of the page before. */
  search(search: string, after: Pick<ListedGroup, 'name' | 'id'> | null, most: number): Promise<readonly ListedGroup[]>
  byIds(ids: readonly GroupId[]): Promise<readonly ListedGroup[]>
}
