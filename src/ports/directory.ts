// What the product needs of a directory, cut by need. An adapter declares what it can and translates every vendor error.

import type { WriteOutcome } from '../core/journey/events.ts'
import type { AccountFacts, DirectoryEntry } from '../core/people/account.ts'
import type { DirectoryKey, ExternalId, TenantId } from '../core/people/identifiers.ts'
import type { NewPassword } from '../core/people/new-password.ts'
import type { TypedName } from '../core/people/typed-name.ts'

/** `unreachable`: try again later; `misconfigured`: somebody must act. Neither says anything about the name. */
export type DirectoryTrouble = { readonly kind: 'unreachable' } | { readonly kind: 'misconfigured' }

/** More than one entry of that name is as good as none: it is refused and recorded. */
export type Found =
  | { readonly kind: 'entry'; readonly entry: DirectoryEntry }
  | { readonly kind: 'none' }
  | { readonly kind: 'ambiguous' }
  | DirectoryTrouble

export interface FindsAccounts {
  find(name: TypedName): Promise<Found>
  /** The same entry again, by its immutable id. */
  read(id: ExternalId): Promise<Found>
}

/** What a directory says to a name and a password. `busy`: nothing was checked, nothing counted. */
export type PasswordVerdict =
  | {
      readonly kind: 'right'
      readonly entry: DirectoryEntry
      /** Renews an outdated hash. Called only for whoever gets in, or its cost would tell a right password from a wrong one. */
      readonly rehash: () => Promise<StagedWrite | null>
    }
  | { readonly kind: 'wrong'; readonly entry: DirectoryEntry | null }
  | { readonly kind: 'busy' }
  | DirectoryTrouble

export interface ChecksPasswords {
  /** For a name that nobody has: the same work, and `wrong`. A zero-length password never leaves the process. */
  check(name: TypedName, password: NewPassword): Promise<PasswordVerdict>
}

/**
 * A write that the adapter prepared and storage carries out in the step's own statement: write and outcome are one.
 * Directories outside write by themselves and answer with a `WriteOutcome`.
 */
export interface StagedWrite {
  readonly kind: 'staged'
  readonly directory: DirectoryKey
  readonly externalId: ExternalId
  readonly change: StagedChange
}

export type StagedChange =
  | { readonly kind: 'set-password'; readonly hash: string; readonly history: readonly string[] }
  /** It has to be changed at the first sign-in, and signs nobody in after `span` milliseconds. */
  | {
      readonly kind: 'set-one-time-password'
      readonly hash: string
      readonly history: readonly string[]
      readonly span: number
    }
  | { readonly kind: 'rehash'; readonly hash: string }
  | { readonly kind: 'unlock' }

/** `historyLength`: how many earlier passwords are refused, by our own policy. */
export interface NewPasswordTerms {
  readonly historyLength: number
}

export interface SetsPasswords {
  /** Reset: the old password is not known. Clears the directory's lockouts that are not an administrator's. */
  set(account: AccountFacts, password: NewPassword, terms: NewPasswordTerms): Promise<WriteOutcome | StagedWrite | Busy>
}

export interface ChangesPasswords {
  /** Old → new, judged by the directory as one act where it can. `wrong`: the old one is not right. */
  change(
    account: AccountFacts,
    old: NewPassword,
    password: NewPassword,
    terms: NewPasswordTerms,
  ): Promise<WriteOutcome | StagedWrite | Busy | { readonly kind: 'wrong' }>
}

/** No room to hash now: nothing was checked, nothing burned. */
export interface Busy {
  readonly kind: 'busy'
}

export interface UnlocksAccounts {
  unlock(account: AccountFacts): Promise<{ readonly kind: 'unlocked' | 'unavailable' | 'indeterminate' } | StagedWrite>
}

/** What the directory itself demands of a password, shown live beside ours. */
export interface DescribesRules {
  rules(entry: DirectoryEntry): Promise<{ readonly minimumLength: number; readonly historyLength: number }>
}

export interface DirectoryCapabilities {
  /** Writes are carried out with the step (built in); no intent needs to be on record before them. */
  readonly writesWithStep: boolean
  /** The entry is read with the step (built in); no call is needed to see it as it is now. */
  readonly readsWithStep: boolean
  readonly unlocks: boolean
  /** A reset refuses earlier passwords. */
  readonly enforcesHistoryOnReset: boolean
  /** It slows wrong passwords by itself; else we keep that throttle for it. */
  readonly keepsSignInThrottle: boolean
}

export interface Directory
  extends FindsAccounts,
    ChecksPasswords,
    SetsPasswords,
    ChangesPasswords,
    UnlocksAccounts,
    DescribesRules {
  readonly key: DirectoryKey
  readonly capabilities: DirectoryCapabilities
}

/** In a hash's place: nobody has chosen a password yet, and none is right. */
export const noPasswordYet = '!'

/** The rows of the built-in directory, kept by storage. */
export interface BuiltInRow {
  readonly entry: DirectoryEntry
  readonly passwordHash: string
  /** Hashes of earlier passwords, newest first, the present one not included. */
  readonly history: readonly string[]
}

export interface BuiltInRows {
  byName(tenant: TenantId, directory: DirectoryKey, name: TypedName): Promise<BuiltInRow | null>
  byId(tenant: TenantId, directory: DirectoryKey, id: ExternalId): Promise<BuiltInRow | null>
}
