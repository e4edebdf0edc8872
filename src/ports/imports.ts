// People brought from a file: staged row by row, then put in place at once, all of them or none.
import type {
  AccountId,
  DirectoryKey,
  ExternalId,
  GroupId,
  LookupHash,
  MethodKind,
  SealedText,
} from '../core/people/identifiers.ts'
import type { MaskedAddress } from '../core/people/masked-address.ts'
import type { Role } from '../core/people/roles.ts'
import type { LoadedAccount } from './journeys.ts'

export interface StagedRow {
  /** Of the file, as an editor counts. */
  readonly line: number
  readonly canonicalName: string
  readonly account: AccountId
  /** Null for an account that is there: it keeps what it has. */
  readonly created: { readonly externalId: ExternalId; readonly subject: string; readonly username: string } | null
  /** What a column says; null where the file has no such column or the cell is empty. */
  readonly displayName: string | null
  readonly locale: string | null
  readonly role: Role | null
  /** The account is in these groups and no others. */
  readonly groups: readonly GroupId[] | null
  readonly methods: readonly {
    readonly id: string
    readonly kind: MethodKind
    readonly sealed: SealedText
    readonly masked: MaskedAddress
    readonly address: LookupHash
  }[]
}

export interface Imported {
  readonly created: number
  readonly updated: number
  readonly methods: number
  /** Addresses that stand on more than three accounts now, and on how many. */
  readonly shared: readonly { readonly kind: MethodKind; readonly masked: string | null; readonly accounts: number }[]
}

export interface ImportsAccounts {
  /** Which of these names are taken, and by whom. */
  find(directory: DirectoryKey, names: readonly string[]): Promise<ReadonlyMap<string, AccountId>>
  /** By name in lower case. */
  groups(directory: DirectoryKey): Promise<ReadonlyMap<string, GroupId>>
  /** Returns the rows whose name an earlier row of the import has, with that row's line. */
  stage(id: string, rows: readonly StagedRow[]): Promise<readonly { readonly line: number; readonly first: number }[]>
  /** `last-administrator`: it would leave nobody in that role. `changed`: somebody took one of the names meanwhile. Then nothing is done. */
  apply(
    id: string,
    directory: DirectoryKey,
    newGroups: readonly { readonly id: GroupId; readonly name: string }[],
    facts: (imported: Imported) => readonly { readonly id: string; readonly fact: object }[],
  ): Promise<Imported | 'last-administrator' | 'changed'>
  /** What was staged is thrown away. */
  forget(id: string): Promise<void>
  /** Everybody, in pages, by id: for invitations and reports, never for a page. */
  accountsAfter(last: AccountId | null, most: number): Promise<readonly ListedAccount[]>
}

/** `hasPassword`: a built-in account that somebody can sign in to. `invitedAgo` in milliseconds; null if never. */
export interface ListedAccount {
  readonly account: LoadedAccount
  readonly hasPassword: boolean
  readonly invitedAgo: number | null
}
