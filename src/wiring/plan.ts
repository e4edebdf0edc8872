// What `serve`, `demo` and the tests all come down to: one description of everything that is to run.
import type { Logger } from 'pino'
import type { SmtpSettings } from '../channels/email/smtp-settings.ts'
import type { Method } from '../core/methods/method.ts'
import type { DirectoryKey } from '../core/people/identifiers.ts'
import type { Policy } from '../core/policy/policy.ts'
import type { Sentences } from '../messages/catalogue.ts'
import type { Organisation } from '../ports/organisations.ts'
import type { Proofs } from '../ports/proofs.ts'
import type { Secrets } from '../ports/secrets.ts'
import type { Telemetry } from '../ports/telemetry.ts'
import type { Keyring } from '../secrets/keyring.ts'
import type { Database } from '../storage/database.ts'
import type { Storage } from '../storage/storage.ts'
import type { Numbers } from '../telemetry/prometheus.ts'
import type { MethodFace } from '../web/portal/reset/proof/method-face.ts'
import type { AddRoutes } from '../web/portal/route.ts'

export interface Plan {
  readonly database: Database
  readonly keyring: Keyring
  /** At least one. */
  readonly organisations: readonly PlannedOrganisation[]
  readonly mail: SmtpSettings
  /** Port 0 lets the system choose. */
  readonly listen: { readonly host: string; readonly port: number }
  /** Milliseconds between being told to stop, which readiness says at once, and taking no more requests. */
  readonly drain?: number
  readonly trustedProxies: readonly string[]
  readonly checkpointFile: string | null
  /** Passwords hashed at the same time. */
  readonly hashesAtOnce: number
  readonly log: Logger
  /** Null or absent: nothing is measured. */
  readonly watch?: Watch | null
  /** Where the build put what browsers load. */
  readonly assetsFolder: string
  /** Routes of the demo; null outside it. */
  readonly demo: readonly AddRoutes[] | null
  /** Runs once the schema is there and before anything is served. */
  readonly seed: ((storage: Storage, secrets: Secrets) => Promise<void>) | null
  /** Milliseconds; see `signInBeat`. */
  readonly refusalBeat: number
  /** Methods beside the product's own. */
  readonly extraMethods: readonly ExtraMethod[]
}

/** The database was opened with the same telemetry. */
export interface Watch {
  readonly telemetry: Telemetry
  readonly numbers: Numbers
  /** What a scraper of /metrics has to bring; null: it is shown to nobody. */
  readonly token: string | null
}

export interface PlannedOrganisation {
  readonly organisation: Organisation
  readonly directories: readonly DirectoryKey[]
  /** What a new organisation starts with. One that is there already keeps its own. */
  readonly policy: Policy
}

/** A kind of method from elsewhere: everything it takes, in one object. */
export interface ExtraMethod {
  readonly method: Method
  /** Null where its evidence comes from outside. */
  readonly proofs: Proofs | null
  readonly face: MethodFace
  /** Its sentences by locale; what a locale lacks is said in English. */
  readonly sentences: Readonly<Record<string, Sentences>>
}
