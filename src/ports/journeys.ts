// Where journeys are kept. Two verbs: load, and commit; there is no other way to write a step.
import type { AuditFact } from '../core/audit/facts.ts'
import type { Journey } from '../core/journey/journey.ts'
import type { AccountFacts, DirectoryEntry } from '../core/people/account.ts'
import type {
  AccountId,
  ChallengeId,
  DirectoryKey,
  ExternalId,
  JourneyId,
  LookupHash,
  MethodId,
  SealedText,
  TokenHash,
} from '../core/people/identifiers.ts'
import type { Policy } from '../core/policy/policy.ts'
import type { Counters } from '../core/throttle/counters.ts'
import type { NetworkKeys, Tally } from '../core/throttle/networks.ts'
import type { Instant } from '../core/time.ts'
import type { StagedWrite } from './directory.ts'

/** By the browser's cookie; by id (sweeper); by the challenge that evidence from outside names. */
export type JourneyHandle =
  | { readonly by: 'cookie'; readonly hash: TokenHash }
  | { readonly by: 'id'; readonly id: JourneyId }
  | { readonly by: 'challenge'; readonly id: ChallengeId }
  /** No journey yet: policy, limits and time only. */
  | { readonly by: 'none' }

/** The account a name was found to be, before the journey knows it. */
export interface Candidate {
  readonly directory: DirectoryKey
  readonly externalId: ExternalId
}

export interface LoadQuestion {
  readonly handle: JourneyHandle
  readonly browser: TokenHash | null
  readonly network: NetworkKeys | null
  /** While resolving: whose facts are wanted although the journey has no subject yet. */
  readonly resolving?: { readonly candidate: Candidate | null; readonly buckets: Buckets }
}

/**
 * Where the history of a name that nobody has is kept: under the first. Where nothing is there yet it is read from the first of the
 * others that has one, which older keys made, and written under the first.
 */
export type Buckets = readonly [LookupHash, ...LookupHash[]]

export interface LoadedJourney {
  readonly journey: Journey
  /** Of the row; a commit from it loses if the row moved since. */
  readonly version: number
  /** The typed name, sealed; opened to resolve it and to show it back. */
  readonly name: SealedText
  readonly locale: string
  /** The device and place it began from, for notices; sealed. */
  readonly origin: SealedText
  /** Where the person was sent from: an address of an application that was on the list then. */
  readonly returnTo: string | null
}

export interface LoadedCounters {
  /** `account:<id>` or `name:<hash>`. */
  readonly key: string
  /** 0 when there is no row yet. */
  readonly version: number
  readonly value: Counters
}

export interface Loaded {
  readonly now: Instant
  readonly policy: Policy
  /** Of this installation's epoch only: a restored backup brings no journey back to life. */
  readonly journey: LoadedJourney | null
  readonly account: LoadedAccount | null
  readonly counters: LoadedCounters | null
  readonly knownBrowser: boolean
  readonly tallies: readonly Tally[]
  readonly enabledAccounts: number
}

/** `entry` null: the directory is not ours and has to be asked. */
export interface LoadedAccount extends Omit<AccountFacts, 'entry'> {
  readonly directory: DirectoryKey
  readonly externalId: ExternalId
  readonly entry: DirectoryEntry | null
  /** Where notices go beside the methods' addresses; sealed as (tenant, account, 'contact-mail'). */
  readonly contactMail: SealedText | null
}

/** A message on its way; `payload` says channel, recipient, wording id and values, and is opened by the worker alone. */
export interface OutboxRow {
  readonly id: string
  /** What it is about (a journey, an account): a newer code supersedes the older ones of its journey. */
  readonly about: string
  readonly kind: 'code' | 'notice'
  readonly payload: SealedText
  /** Not sent after this. */
  readonly diesAfter: number
}

export interface RecordedFact {
  readonly id: string
  readonly fact: AuditFact
  readonly account: AccountId | null
  readonly journey: JourneyId | null
  readonly reference: string | null
}

/** What any step may write about an account, beside what it is a step of. */
export interface AccountWrite {
  /** Null while the subject is unknown. Compared and swapped by its version. */
  readonly counters: LoadedCounters | null
  readonly facts: readonly RecordedFact[]
  readonly outbox: readonly OutboxRow[]
  readonly network: NetworkKeys | null
  readonly tally: { readonly starts: number; readonly failures: number; readonly shard: number }
  /** Needs `counters`: their version is what keeps two writes of one password apart. */
  readonly staged: StagedWrite | null
  /** Every session of the account that began before now is over. */
  readonly endsSessionsOf: AccountId | null
  /** Milliseconds from now, as all spans here. */
  readonly remembersBrowser: { readonly account: AccountId; readonly hash: TokenHash; readonly span: number } | null
  /** A link that says "this was not me", by its hash; `about` is shown on its page. */
  readonly notMeLink: {
    readonly account: AccountId
    readonly hash: TokenHash
    readonly span: number
    readonly about: SealedText
  } | null
}

/** Everything one step writes, in one statement: all of it or nothing. */
export interface StepWrite extends AccountWrite {
  readonly journey: Journey
  readonly from:
    | {
        readonly kind: 'new'
        readonly cookie: TokenHash
        readonly name: SealedText
        readonly bucket: LookupHash
        readonly locale: string
        readonly origin: SealedText
        readonly returnTo: string | null
      }
    | { readonly kind: 'version'; readonly version: number }
  /** A new browser identifier; the old one is dead with this step. */
  readonly cookie: TokenHash | null
  /** Codes of this journey that are still waiting are dropped. */
  readonly supersedesCodes: boolean
  readonly spentStep: { readonly method: MethodId; readonly step: number } | null
}

export interface Journeys {
  /** One statement. */
  load(question: LoadQuestion): Promise<Loaded>
  /** One statement. `lost`: somebody moved the journey or its counters first; nothing was written. */
  commit(write: StepWrite): Promise<'moved' | 'lost'>
  /** Journeys whose name was never resolved or whose write was never settled, older than `age` milliseconds: what a crash left. */
  unfinished(age: number, most: number): Promise<readonly JourneyId[]>
}
