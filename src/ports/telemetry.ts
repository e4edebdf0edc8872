// What is measured while the product works. Both lists are closed, and so is every label: a name, an address or a text that
// somebody chose has no place in either. Counting asks nothing of the database.
import type { AuditKind } from '../core/audit/facts.ts'
import type { Purpose, Stage } from '../core/journey/journey.ts'

/** Something that lasts: a latency, and a span where traces are on. */
export type Activity =
  /** `route`: the pattern, never the address. */
  | { readonly kind: 'request'; readonly method: string; readonly route: string }
  /** The one write of a step; `at`: where it leaves the journey, or `session`. */
  | { readonly kind: 'step'; readonly at: Stage['at'] | 'session' }
  /** By the statement's own name. */
  | { readonly kind: 'statement'; readonly name: string }
  | { readonly kind: 'directory-call'; readonly directory: string; readonly verb: DirectoryVerb }
  | { readonly kind: 'mail' }

export type DirectoryVerb = 'find' | 'read' | 'check' | 'set' | 'change' | 'unlock' | 'rules'

export type JourneyOutcome =
  | 'done'
  | 'blocked'
  | 'not-eligible'
  | 'contacted-admin'
  | 'cancelled'
  | 'expired'
  | 'indeterminate'

/** Which limit refused something. */
export type Limit = 'journey' | 'account' | 'network' | 'hashing'

/** Something that happens. */
export type Happening =
  | { readonly kind: 'fact'; readonly fact: AuditKind }
  | { readonly kind: 'journey-ended'; readonly purpose: Purpose; readonly outcome: JourneyOutcome }
  | { readonly kind: 'session-started' }
  | { readonly kind: 'refused'; readonly limit: Limit }
  | { readonly kind: 'messages-died'; readonly count: number }

export interface Telemetry {
  /** `outcomeOf` names what came of it, from a closed list; what is thrown is `failed`. */
  measure<Result>(
    activity: Activity,
    work: () => Promise<Result>,
    outcomeOf?: (result: Result) => string,
  ): Promise<Result>
  /** The same for what ends by another call than it began with. What `go` starts belongs to it. */
  begin(activity: Activity, go: () => void): { end(outcome: string): void }
  count(happening: Happening): void
}

/** Where nobody looks. */
export const noTelemetry: Telemetry = {
  measure: (_, work) => work(),
  begin(_, go) {
    go()
    return { end: () => undefined }
  },
  count: () => undefined,
}

/** What waits in the database at this moment; asked for when somebody looks, never by a step. */
export interface Backlog {
  readonly messages: number
  /** Seconds that the oldest message which is due has waited. */
  readonly oldestMessage: number
  /** Facts that are not sealed yet, and for how many seconds the oldest of them is not. */
  readonly facts: number
  readonly oldestFact: number
}
