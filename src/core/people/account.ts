// What is known of one account while a decision is made about it.
import type { Instant } from '../time.ts'
import type {
  AccountId,
  DirectoryKey,
  ExternalId,
  GroupId,
  LookupHash,
  MethodId,
  MethodKind,
  SealedText,
} from './identifiers.ts'
import type { MaskedAddress } from './masked-address.ts'
import type { Role } from './roles.ts'

/** Built in; kept in LDAP or Active Directory; signs in elsewhere. */
export type Source = 'cloud-only' | 'synchronized' | 'federated'

/** An entry as its directory describes it now. Everything in it is untrusted text. */
export interface DirectoryEntry {
  readonly directory: DirectoryKey
  readonly externalId: ExternalId
  readonly source: Source
  readonly username: string
  readonly displayName: string
  /** Every group the entry belongs to, nested ones included. */
  readonly groups: readonly GroupId[]
  readonly role: Role | null
  readonly disabled: boolean
  /** Set by an administrator; no reset and no unlock lifts it. */
  readonly lockedByAdministrator: boolean
  /** Refusing sign-ins by itself until then, for those who are strangers to it. */
  readonly lockedUntil: Instant | null
  readonly mustChangePassword: boolean
  readonly passwordChangedAt: Instant | null
  readonly passwordExpiresAt: Instant | null
}

/** Something registered to prove oneself with. */
export interface RegisteredMethod {
  readonly id: MethodId
  readonly kind: MethodKind
  readonly source: 'self' | 'imported' | 'administrator'
  /** When it was first proved to work; null for contact data that was only imported. */
  readonly provenAt: Instant | null
  /** Not usable before then: added lately. */
  readonly heldUntil: Instant | null
  /** The address or secret. Opened only where it is used. */
  readonly sealed: SealedText
  readonly masked: MaskedAddress | null
  /** Equal for equal addresses, so that one address can't pass two gates and caps hold per address. */
  readonly address: LookupHash | null
  /** Authenticator app: the last time step whose code was used (RFC 6238 §5.2: each at most once). */
  readonly lastStep: number | null
  /** What its owner calls it, "Tim's phone"; sealed, since it is theirs. Null: called by its kind. */
  readonly name: SealedText | null
  readonly addedAt: Instant
  /** Imported for so many accounts that it can't be trusted before it is proven. */
  readonly shared: boolean
}

/** How far an account came with setting up its ways back in. */
export interface Registration {
  /** When its owner last said that everything is still right; null: never asked, or never answered. */
  readonly confirmedAt: Instant | null
  /** How often the question was put off since it was last answered. */
  readonly skips: number
  /** When an administrator asked for everything again; null or left out: nobody did. */
  readonly askedAt?: Instant | null
  /** Which method is offered first. */
  readonly defaultMethod: MethodId | null
}

export interface AccountFacts {
  readonly id: AccountId
  readonly entry: DirectoryEntry
  readonly methods: readonly RegisteredMethod[]
  /** Set by "this was not me": no reset, unlock or change of methods until an administrator lifts it. */
  readonly frozenAt: Instant | null
  readonly registration: Registration
  readonly locale: string | null
  readonly timeZone: string | null
}
