// Everything a use case may reach for one organisation. A request gets one of these and nothing of another organisation.
import type { Branding } from '../core/branding/branding.ts'
import type { ShownLogo } from '../core/branding/logo.ts'
import type { MethodCatalogue } from '../core/methods/method.ts'
import type { DirectoryKey, MethodKind } from '../core/people/identifiers.ts'
import type { HelpContact } from '../core/policy/policy.ts'
import type { Directory } from '../ports/directory.ts'
import type { Journeys } from '../ports/journeys.ts'
import type { Organisation } from '../ports/organisations.ts'
import type { KeepsPictures } from '../ports/pictures.ts'
import type { Proofs } from '../ports/proofs.ts'
import type { Secrets } from '../ports/secrets.ts'
import type { Sessions, SessionTimes } from '../ports/sessions.ts'

export interface OrganisationRoom {
  readonly organisation: Organisation
  readonly journeys: Journeys
  readonly sessions: Sessions
  readonly sessionTimes: SessionTimes
  readonly directories: ReadonlyMap<DirectoryKey, Directory>
  readonly catalogue: MethodCatalogue
  readonly proofs: ReadonlyMap<MethodKind, Proofs>
  readonly secrets: Secrets
  /** What pages show before any name is typed; may lag a change of policy by seconds. */
  readonly outline: () => Promise<Outline>
  readonly pictures: Pick<KeepsPictures, 'find'>
  /** Something waits in the outbox. */
  readonly nudgeDelivery: () => void
  /** Resolves after so many milliseconds, or rejects when `signal` aborts: how deadlines are kept without a clock here. */
  /** Started when a request begins; what it returns resolves at the next multiple of the beat, whatever was done meanwhile. */
  readonly beat: () => () => Promise<void>
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

export interface Outline {
  readonly gates: 1 | 2
  readonly help: HelpContact
  readonly branding: Branding
  readonly logo: ShownLogo | null
}
