// What a use case is told of a request: never the request itself.
import type { TokenHash } from '../core/people/identifiers.ts'
import type { NetworkKeys } from '../core/throttle/networks.ts'

export interface Visitor {
  /** The known-browser cookie as presented, and its hash. */
  readonly browser: { readonly value: string; readonly hash: TokenHash } | null
  readonly network: NetworkKeys
  /** For notices: "Chrome on Windows", and the address in full. */
  readonly device: string
  readonly address: string
  readonly locale: string
}

/** No room to do the work safely now: 503, and nothing was burned. */
export class Busy extends Error {
  override readonly name = 'Busy'
}

/** How often a step that lost to another is tried on the newer state before the answer is "busy". */
export const tries = 3
/** Resolving a name competes with the person's own next steps and must win once in the end. */
export const resolvingTries = 12
