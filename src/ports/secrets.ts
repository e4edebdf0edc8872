// What the product needs of cryptography: sealing, look-up hashes, tokens, password hashing and chance.
import type { AccountId, LookupHash, Reference, SealedText, TenantId, TokenHash } from '../core/people/identifiers.ts'
import type { NewPassword } from '../core/people/new-password.ts'

/** Bound into the ciphertext, so that a value moved to another row no longer opens. */
export interface SealedPlace {
  readonly tenant: TenantId
  /** The owner's id; a journey's or message's own id where there is no account. */
  readonly owner: string
  readonly field: string
}

/** What is sealed where: the `field` of each place. */
export const sealedFields = {
  /** A method's address or secret; owner: the account. */
  method: 'method',
  /** Where notices go beside the methods' addresses; owner: the account. */
  contactMail: 'contact-mail',
  /** What its owner calls a method; owner: the account. */
  methodName: 'method-name',
  /** Owner: the journey. */
  typedName: 'typed-name',
  /** Owner: the journey, or the account whose session it is. */
  origin: 'origin',
  /** Owner: the message. */
  outbox: 'outbox',
  /** What a "this was not me" link is about; owner: the account. */
  notMe: 'not-me',
  /** What the API answered a write with; owner: whoever called. */
  answer: 'answer',
} as const

export interface SealsText {
  seal(place: SealedPlace, plaintext: string): SealedText
  /** Throws `SealBroken` if the text was altered, moved, or sealed with a key that is gone. */
  open(place: SealedPlace, sealed: SealedText): string
}

export interface LooksUp {
  /** HMAC with a subkey per purpose and tenant; `keyId:base64url`. Equal input gives equal output until keys rotate. */
  lookup(tenant: TenantId, purpose: string, value: string): LookupHash
  /** The same for each key still in the ring, the writing key first: what a query must ask for. */
  lookups(tenant: TenantId, purpose: string, value: string): readonly [LookupHash, ...LookupHash[]]
  /** Made by another key than the one that writes: its value has another hash now. */
  isOfAnotherKey(hash: LookupHash): boolean
}

export interface Token {
  /** 256 random bits, base64url. Leaves the process once, to its bearer. */
  readonly value: string
  readonly hash: TokenHash
}

export interface MakesChance {
  uuid(): string
  token(): Token
  /** The hash under which a presented token is stored. Tokens are 256-bit, so a plain SHA-256 is enough. */
  tokenHash(value: string): TokenHash
  /** Uniform decimal digits, leading zeros kept (NIST SP 800-63B-4 §3.2.12). */
  digits(count: number): string
  /** Uniform in [0, bound). */
  integer(bound: number): number
  reference(): Reference
}

/** Members cost 19 MiB t=2 p=1, administrators 64 MiB t=3 p=4 (OWASP floor; RFC 9106 §4 second choice). */
export type HashStrength = 'member' | 'administrator'
/** Final password writes go before sign-ins and decoys. */
export type HashLane = 'write' | 'check'

export interface HashesPasswords {
  /** `busy` when as many wait as may: the caller answers 503 and has burned nothing. */
  hash(password: NewPassword, strength: HashStrength): Promise<string | 'busy'>
  /** `undefined` stands for an account that does not exist: the same work, and `wrong`. */
  verify(
    hash: string | undefined,
    password: NewPassword,
    strength: HashStrength,
    lane: HashLane,
  ): Promise<'right' | 'wrong' | 'busy'>
  /** True if the hash was made with other parameters than those of `strength` today. */
  isOutdated(hash: string, strength: HashStrength): boolean
  /** True if a check would be refused now. Asked before a name is looked at. */
  isFull(lane: HashLane): boolean
}

export interface SignsAudit {
  /** Ed25519 over the UTF-8 text; base64url. */
  sign(text: string): string
  /** The public key, base64url of its 32 raw bytes. */
  readonly publicKey: string
}

export interface JudgesTags {
  /** A keyed 32-bit tag of a wrong password, by which a repeat is recognised and not counted. */
  tag(tenant: TenantId, account: AccountId, password: NewPassword): number
}

export interface Secrets extends SealsText, LooksUp, MakesChance, HashesPasswords, SignsAudit, JudgesTags {}
