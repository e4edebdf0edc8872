// What the verbs need done. main.ts gives one object of these, so that no verb knows a database, a server or a key.
import type { Config, LoadedConfig, OrganisationSettings } from '../config/config.ts'
import type { ExportFormat } from '../contract/event-line.ts'
import type { PictureFault } from '../core/branding/picture.ts'
import type { Finding } from '../core/doctor/finding.ts'
import type { Edition } from '../core/policy/editions.ts'
import type { PolicyProblem } from '../core/policy/judge-policy.ts'
import type { Policy } from '../core/policy/policy.ts'
import type { Instant } from '../core/time.ts'
import type { AccountEvent } from '../ports/people.ts'
import type { KeptPicture } from '../ports/pictures.ts'
import type { SavedPolicy } from '../ports/policies.ts'
import type { RoleHolder } from '../ports/roles.ts'
import type { ImportOutcome } from '../use-cases/administer/import-accounts.ts'
import type { Invited } from '../use-cases/administer/invite.ts'
import type { Resealed } from '../use-cases/administer/reseal.ts'
import type { Checkpoint } from '../use-cases/audit/checkpoint.ts'
import type { VerifyReport } from '../use-cases/audit/verify.ts'
import type { SeenAccount } from '../use-cases/people/look-at-account.ts'
import type { Preview } from '../use-cases/policy/preview-policy.ts'
import type { PolicyOrder } from '../use-cases/policy/save-policy.ts'
import type { Simulation } from '../use-cases/policy/simulate.ts'
import type { PeopleRow } from './read-people-file.ts'

export interface Actions {
  /** Of this program: `0.1.0`. */
  readonly version: string
  /** Reads the file with the environment over it. `unread`: for a verb that needs no secret, the keyring is not looked at. */
  loadConfig(path: string, keyring: 'checked' | 'unread'): LoadedConfig
  /** Serves until it is asked to stop. `say` prints a line while it runs. */
  serve(config: Config, say: Say): Promise<Outcome>
  /** Each finding as it is made, so that whoever waits sees how far it is. */
  examine(request: ExamineRequest, tell: (examined: Examined) => void): Promise<Answer<{ readonly done: true }>>
  /** The demo, until it is asked to stop. `fresh` deletes what an earlier one kept. */
  demo(options: { readonly fresh: boolean }, say: Say): Promise<Outcome>
  verifyAudit(request: VerifyRequest): Promise<Answer<VerifyReport>>
  /** `write` is given whole lines, some at a time. */
  exportAudit(
    request: ExportRequest,
    write: (lines: string) => Promise<void>,
  ): Promise<Answer<{ readonly facts: number }>>
  /** The keys that audit heads are verified with, the one that signs now first. */
  auditKeys(config: Config): Promise<Answer<readonly string[]>>
  setEdition(request: EditionRequest): Promise<Answer<{ readonly before: Edition }>>
  /** Ends all that was open before a backup was restored; answers with the new epoch. Lost counters are raised to a floor. */
  restored(request: {
    readonly config: Config
    readonly counters: 'kept' | 'lost'
  }): Promise<Answer<{ readonly epoch: number }>>
  /** A set-up link that ends in the role of global administrator. `breakGlass`: there were some already. */
  createAdministrator(
    request: CreateAdministrator,
  ): Promise<Answer<{ readonly link: string; readonly created: boolean; readonly breakGlass: boolean }>>
  listAdministrators(request: OfOrganisation): Promise<Answer<{ readonly holders: readonly RoleHolder[] }>>
  removeAdministrator(request: OfAccount): Promise<Answer<{ readonly was: string }>>
  /** Grants nothing. `breakGlass`: the account holds a role that makes it an administrator. */
  makeSetUpLink(request: OfAccount): Promise<Answer<{ readonly link: string; readonly breakGlass: boolean }>>
  makeEnrolmentCode(request: OfAccount): Promise<Answer<{ readonly code: string }>>
  showAccount(
    request: OfAccount,
  ): Promise<Answer<{ readonly seen: SeenAccount; readonly events: readonly AccountEvent[] }>>
  helpAccount(request: HelpRequest): Promise<Answer<{ readonly done: true }>>
  eraseAccount(request: OfAccount): Promise<Answer<{ readonly done: true }>>
  /** All of it or nothing. */
  importAccounts(request: ImportRequest): Promise<Answer<ImportOutcome>>
  inviteUnregistered(request: InviteRequest): Promise<Answer<Invited>>
  readPolicy(request: OfOrganisation): Promise<Answer<{ readonly saved: SavedPolicy }>>
  previewPolicy(
    request: OfOrganisation & { readonly change: (base: Policy) => Policy },
  ): Promise<Answer<Preview | { readonly problems: readonly PolicyProblem[] }>>
  savePolicy(request: OfOrganisation & { readonly order: PolicyOrder }): Promise<Answer<{ readonly version: number }>>
  simulate(request: SimulateRequest): Promise<Answer<Simulation>>
  keepPicture(request: PictureRequest): Promise<Answer<{ readonly picture: KeptPicture } | PictureFault>>
  /** `resume`: no key is added; what an earlier run left is sealed anew. */
  rotateKeys(request: RotateRequest): Promise<Answer<Rotated>>
  listKeys(config: Config): Promise<Answer<{ readonly keys: readonly ListedKey[] }>>
  /** The key is gone from the file afterwards. */
  retireKey(request: { readonly config: Config; readonly id: string }): Promise<Answer<{ readonly writing: string }>>
  /** The text of a fresh keyring file. */
  newKeyring(): string
}

export interface ExamineRequest {
  readonly config: Config
  /** Where a test message goes; null: none is sent. */
  readonly mailTo: string | null
}

export interface Examined {
  /** By name; null where it is about the whole installation. */
  readonly organisation: string | null
  readonly finding: Finding
}

export interface RotateRequest {
  readonly config: Config
  readonly resume: boolean
  /** How many values were sealed anew so far. */
  readonly progress: (rows: number) => void
}

export interface Rotated extends Resealed {
  /** The id of the key that writes now. */
  readonly writing: string
}

export interface ListedKey {
  readonly id: string
  readonly writes: boolean
  /** How many stored values only it opens or finds. */
  readonly rows: number
}

export interface OfOrganisation {
  readonly config: Config
  readonly organisation: OrganisationSettings
}

export interface OfAccount extends OfOrganisation {
  readonly username: string
}

export interface HelpRequest extends OfAccount {
  readonly act: 'clear-waits' | 'lift-freeze'
  readonly why: string
}

export interface CreateAdministrator extends OfAccount {
  readonly displayName: string | null
  readonly liftFreeze: boolean
}

export interface ImportRequest extends OfOrganisation {
  /** Null: the organisation's first. */
  readonly directory: string | null
  readonly rows: AsyncIterable<PeopleRow>
  readonly dryRun: boolean
  readonly createGroups: boolean
}

export interface InviteRequest extends OfOrganisation {
  readonly dryRun: boolean
  readonly againAfterDays: number
}

export interface PictureRequest extends OfOrganisation {
  readonly file: Uint8Array
}

export interface SimulateRequest extends OfAccount {
  readonly purpose: 'reset' | 'unlock'
  readonly change: (base: Policy) => Policy
}

export interface ExportRequest extends OfOrganisation {
  readonly format: ExportFormat
  readonly from: Instant | null
  readonly to: Instant | null
  readonly person: string | null
  readonly kind: string | null
}

export interface VerifyRequest {
  readonly config: Config
  readonly organisation: OrganisationSettings
  /** The farthest one of the organisation in a file that was kept elsewhere; null if no file was named. */
  readonly checkpoint: Checkpoint | null
  /** As `rekey audit key` prints them. */
  readonly publicKeys: readonly string[]
}

export interface EditionRequest {
  readonly config: Config
  readonly organisation: OrganisationSettings
  readonly edition: Edition
}

/** Prints one line on stdout. */
export type Say = (line: string) => void

/** Expected, and the reason the verb did nothing: one plain sentence, and what to do about it. Exit code 1. */
export interface Refused {
  readonly refused: string
  readonly cure?: string
}

/** How a verb that runs for long ended. Exit code 0 for `stopped`. */
export type Outcome = 'stopped' | Refused

export type Answer<Result extends object> = Result | Refused
