// Putting people into an organisation: for the demo, the tests and imports. What is there already stays as it is, so that
// seeding twice is seeding once.
import type { AuditFact } from '../core/audit/facts.ts'
import type { RegisteredMethod } from '../core/people/account.ts'
import type {
  AccountId,
  DirectoryKey,
  ExternalId,
  GroupId,
  JourneyId,
  Reference,
  SealedText,
  TokenHash,
} from '../core/people/identifiers.ts'
import type { Role } from '../core/people/roles.ts'
import type { Instant } from '../core/time.ts'

export interface SeededAccount {
  readonly id: AccountId
  /** A random UUID that stands for the account in the audit log. */
  readonly subject: string
  readonly directory: DirectoryKey
  readonly externalId: ExternalId
  readonly username: string
  readonly displayName: string
  /** Every name it is found by, in canonical form, the username's among them. A name another account has is an error. */
  readonly canonicalNames: readonly string[]
  readonly passwordHash: string
  readonly passwordExpiresAt: Instant | null
  readonly mustChangePassword: boolean
  readonly disabled: boolean
  readonly lockedByAdministrator: boolean
  readonly role: Role | null
  readonly groups: readonly GroupId[]
  readonly locale: string | null
  readonly timeZone: string | null
  /** Sealed as (tenant, account, 'contact-mail'). */
  readonly contactMail: SealedText | null
}

/** A fact of a past that never was: what a demo shows of the time before it. */
export interface SeededFact {
  readonly id: string
  readonly at: Instant
  readonly account: AccountId | null
  readonly journey: JourneyId
  readonly reference: Reference
  readonly fact: AuditFact
}

export interface Seeding {
  group(directory: DirectoryKey, id: GroupId, name: string): Promise<void>
  /** Members of `inner` become members of `outer`. */
  nest(directory: DirectoryKey, inner: GroupId, outer: GroupId): Promise<void>
  account(account: SeededAccount): Promise<void>
  method(account: AccountId, method: RegisteredMethod): Promise<void>
  knownBrowser(account: AccountId, hash: TokenHash, span: number): Promise<void>
  /** Sign-ins are refused for `span` milliseconds, as after too many wrong passwords. */
  lockOut(account: AccountId, span: number): Promise<void>
  facts(facts: readonly SeededFact[]): Promise<void>
}
