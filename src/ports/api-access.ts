// Programs that call the API: their tokens, and the answers to writes that they may send again.
import type { AccountId, SealedText, TokenHash } from '../core/people/identifiers.ts'
import type { Permission } from '../core/people/permissions.ts'
import type { Instant } from '../core/time.ts'
import type { LoadedAccount, RecordedFact } from './journeys.ts'

export interface ApiToken {
  readonly id: string
  readonly name: string
  readonly permissions: readonly Permission[]
  readonly madeAt: Instant
  /** A username; null if its account was erased. */
  readonly madeBy: string | null
  readonly expiresAt: Instant
  /** To the minute. */
  readonly usedAt: Instant | null
}

type NotedFact = Pick<RecordedFact, 'id' | 'fact'>

export interface KeepsApiTokens {
  list(): Promise<readonly ApiToken[]>
  make(
    token: Pick<ApiToken, 'id' | 'name' | 'permissions'> & {
      readonly hash: TokenHash
      readonly by: AccountId
      /** Milliseconds from now. */
      readonly span: number
    },
    fact: NotedFact,
  ): Promise<ApiToken>
  /** False: there is none of that id. */
  end(id: string, by: AccountId | null, fact: NotedFact): Promise<boolean>
  /** Live ones only, with whoever made it as they are now; and it is noted that it was used. */
  use(hash: TokenHash): Promise<{ readonly token: ApiToken; readonly maker: LoadedAccount } | null>
}

export type Claim =
  /** Nobody sent it before: do it, then `keep`, `release` or `forsake`. */
  | { readonly kind: 'new' }
  | { readonly kind: 'running' }
  /** It was begun, and ended without an answer that could be kept: it may have been done. */
  | { readonly kind: 'unknown' }
  /** The same key came with another request. */
  | { readonly kind: 'other' }
  | { readonly kind: 'answered'; readonly status: number; readonly sealed: SealedText }

export interface KeepsAnswers {
  /** `fingerprints`: of the request, under each key of the ring; the first is stored. */
  claim(caller: string, key: string, fingerprints: readonly [string, ...string[]]): Promise<Claim>
  keep(caller: string, key: string, status: number, sealed: SealedText): Promise<void>
  /** It came to nothing and may be tried again. */
  release(caller: string, key: string): Promise<void>
  /** It broke off, and may have been done: the key stays taken while keys are kept. */
  forsake(caller: string, key: string): Promise<void>
}
