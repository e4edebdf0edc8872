// What each administrator's role may do: the written matrix. Routes, command line and portal ask here and nowhere else.
import type { Role } from './roles.ts'

export const permissions = [
  /** Figures and charts, about nobody by name. */
  'overview.read',
  'policy.read',
  'policy.write',
  /** The names behind the counts of an impact preview. */
  'policy.impact-names',
  /** One account by its exact name: what a help desk needs, and no list of the organisation. */
  'people.find',
  'people.list',
  /** Clearing waits, ending sessions, inviting, asking to register again. */
  'people.help',
  'people.lift-freeze',
  'people.remove-method',
  'people.one-time-password',
  'audit.read',
  'audit.export',
  'reports.read',
  'reports.export',
  'administrators.read',
  'administrators.write',
  'tokens.manage',
] as const

export type Permission = (typeof permissions)[number]

const everyone: readonly Permission[] = ['overview.read', 'reports.read']

export const rolePermissions: Readonly<Record<Role, readonly Permission[]>> = {
  'global-administrator': permissions,
  'authentication-policy-administrator': [...everyone, 'policy.read', 'policy.write', 'administrators.read'],
  'user-administrator': [
    ...everyone,
    'policy.read',
    'people.find',
    'people.list',
    'people.help',
    'people.lift-freeze',
    'people.remove-method',
    'people.one-time-password',
    'audit.read',
    'reports.export',
  ],
  'help-desk-administrator': ['people.find', 'people.help', 'people.one-time-password'],
  'reports-reader': [...everyone, 'audit.read', 'audit.export', 'reports.export'],
}

/** Only by a person at a session, or at the host: a token that was found must make nothing that outlives it. */
export const notByTokens: ReadonlySet<Permission> = new Set<Permission>(['administrators.write', 'tokens.manage'])

/** What can't be undone by a click or opens much: asked only of whoever proved themselves in the last five minutes (AT-04). */
export const needsStepUp: ReadonlySet<Permission> = new Set<Permission>([
  'policy.write',
  'people.help',
  'people.lift-freeze',
  'people.remove-method',
  'people.one-time-password',
  'audit.export',
  'administrators.write',
  'tokens.manage',
])
