// What the journey needs to know of a kind of method. A new kind is one such object, listed where the product is wired.
import type { RegisteredMethod } from '../people/account.ts'
import type { MethodKind } from '../people/identifiers.ts'
import type { Instant } from '../time.ts'

/** Two gates are passed by two different classes: email = mailbox, text and call = number, and so on. */
export type MethodClass = 'mailbox' | 'number' | 'secret' | 'key' | 'knowledge' | 'vouching'

/** What the adapter measured about a piece of evidence, before it is weighed. */
export type Measurement =
  | { readonly kind: 'matches'; readonly step?: number }
  | { readonly kind: 'differs' }
  /** It could not be compared: nothing to compare with, or it was of the wrong shape. */
  | { readonly kind: 'unusable' }

export interface Method {
  readonly kind: MethodKind
  readonly class: MethodClass
  /** `typed`: the person brings a code to the page. `outside`: the evidence arrives on another way and the page waits. */
  readonly evidence: 'typed' | 'outside'
  /** Digits of the code a person types; null where none is typed. */
  readonly digits: number | null
  /** `mail`: issuing a challenge sends a message to the method's address. */
  readonly sends: 'mail' | null
  /** How long a challenge of it can be answered, in milliseconds. */
  readonly lifetime: number
  /**
   * How a person registers it: by naming an address that a code is then sent to, by a secret that we make and an app keeps, or
   * (null) not by themselves.
   */
  readonly registers: 'address' | 'secret' | null
  /** What the evidence proves, given what this method remembers. Right evidence that was used before proves nothing. */
  weigh(measured: Measurement, registered: RegisteredMethod, now: Instant): 'right' | 'wrong'
}

export type MethodCatalogue = ReadonlyMap<MethodKind, Method>

export const catalogueOf = (methods: readonly Method[]): MethodCatalogue =>
  new Map(methods.map((each) => [each.kind, each]))
