// What an organisation's administrators decide. It lives in the database, has a version, and is read with every step.
import { type Branding, initialBranding } from '../branding/branding.ts'
import type { DirectoryKey, GroupId, MethodKind } from '../people/identifiers.ts'
import { defaultLimits, type Limits } from '../throttle/limits.ts'
import { minutes } from '../time.ts'
import type { Edition } from './editions.ts'
import { completeNotifications, initialNotifications, type NotificationPolicy } from './notifications.ts'

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

/**
 * What somebody without any method shows before the first is registered, beside the password. `password`: nothing more, flagged and
 * told, but an imported address is proven first if there is one. `known-address`: an imported address, or it is refused.
 * `enrolment-code`: a code that an administrator made.
 */
export type FirstEnrolment = 'password' | 'known-address' | 'enrolment-code'

export interface RegistrationPolicy {
  /** Whether people who lack methods are asked for them at their sign-in. */
  readonly required: boolean
  /** How often they may put it off before it must be done; null for ever. */
  readonly skips: number | null
  /** After so many days they are asked whether everything is still right: 0–730, and 0 is never. */
  readonly reconfirmAfterDays: number
  readonly firstEnrolment: FirstEnrolment
  /** Mail domains whose mailboxes open with the very password that is to be recovered: their addresses can't be registered. */
  readonly ownMailDomains: readonly string[]
}

/** What the reference product and its documentation recommend, but for the skips, which it does not bound. */
const initialRegistration: RegistrationPolicy = {
  required: true,
  skips: 3,
  reconfirmAfterDays: 180,
  firstEnrolment: 'password',
  ownMailDomains: [],
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
  /** Whether a change asks for the present password even of somebody who has just proven in two ways who they are. */
  readonly askOldPassword: 'always' | 'unless-proven-twice'
  readonly limits: Limits
  readonly times: JourneyTimes
  /** Whether contact data nobody proved yet may pass a gate. */
  readonly trustImported: boolean
  readonly registration: RegistrationPolicy
  readonly notifications: NotificationPolicy
  readonly help: HelpContact
  readonly branding: Branding
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
  askOldPassword: 'always',
  limits: defaultLimits,
  times: { idle: minutes(10), absolute: minutes(30), rejections: 10 },
  trustImported: false,
  registration: initialRegistration,
  notifications: initialNotifications,
  help: { text: null, phone: null, url: null, mail: null },
  branding: initialBranding,
  suffixes: [],
})

/** A policy that was saved before a setting existed has that setting's first value. */
export const completePolicy = (saved: Policy): Policy => ({
  ...saved,
  askOldPassword: saved.askOldPassword ?? 'always',
  limits: { ...defaultLimits, ...saved.limits },
  registration: { ...initialRegistration, ...saved.registration },
  notifications: completeNotifications(saved.notifications),
  branding: { ...initialBranding, ...saved.branding },
})
