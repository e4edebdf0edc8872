// What an organisation's administrators decide. It lives in the database, has a version, and is read with every step.
import type { DirectoryKey, GroupId, MethodKind } from '../people/identifiers.ts'
import { defaultLimits, type Limits } from '../throttle/limits.ts'
import { minutes } from '../time.ts'
import type { Edition } from './editions.ts'

/** Who may reset: nobody, the members of some groups less those of others, or everyone. Nested groups count. */
export type Scope =
  | { readonly kind: 'none' }
  | { readonly kind: 'groups'; readonly include: readonly GroupId[]; readonly exclude: readonly GroupId[] }
  | { readonly kind: 'all' }

export interface DirectoryPolicy {
  /** The permission to set passwords there. Built-in directories don't need it. */
  readonly writeback: boolean
  /** Whether a person may unlock without choosing a new password. */
  readonly unlock: boolean
}

export interface HelpContact {
  readonly text: string | null
  readonly phone: string | null
  readonly url: string | null
  readonly mail: string | null
}

export interface PasswordPolicy {
  /** Code points, 8–64. NIST SP 800-63B-4 §3.1.1.2: 15 where a password alone signs in. */
  readonly minimumLength: number
  /** How many earlier passwords are refused, 0–24. */
  readonly historyLength: number
  /** Names of the organisation and its products that no password may consist of. */
  readonly organisationWords: readonly string[]
}

export interface JourneyTimes {
  /** Without a step for so long, a journey lapses. Milliseconds, as all of these. */
  readonly idle: number
  /** However busy, it ends after this; at most 60 minutes. */
  readonly absolute: number
  /** How many refused passwords end it. */
  readonly rejections: number
}

export interface Policy {
  readonly version: number
  readonly edition: Edition
  /** The organisation's own switch, apart from scope. */
  readonly on: boolean
  readonly scope: Scope
  /** Proofs of different classes that members bring. */
  readonly gates: 1 | 2
  /** Allowed methods, in the order they are offered. */
  readonly methods: readonly MethodKind[]
  readonly administrators: { readonly on: boolean; readonly methods: readonly MethodKind[] }
  readonly directories: Readonly<Record<DirectoryKey, DirectoryPolicy>>
  readonly passwords: PasswordPolicy
  readonly limits: Limits
  readonly times: JourneyTimes
  /** Whether contact data nobody proved yet may pass a gate. */
  readonly trustImported: boolean
  readonly help: HelpContact
  /** What a name may end with and mean the same: `@acme.example`. */
  readonly suffixes: readonly string[]
}

/** A new organisation: premium, scope none, two gates. */
export const initialPolicy = (methods: readonly MethodKind[]): Policy => ({
  version: 1,
  edition: 'premium',
  on: true,
  scope: { kind: 'none' },
  gates: 2,
  methods,
  administrators: { on: true, methods },
  directories: {},
  passwords: { minimumLength: 15, historyLength: 5, organisationWords: [] },
  limits: defaultLimits,
  times: { idle: minutes(10), absolute: minutes(30), rejections: 10 },
  trustImported: false,
  help: { text: null, phone: null, url: null, mail: null },
  suffixes: [],
})
