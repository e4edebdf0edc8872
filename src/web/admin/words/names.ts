// What kinds, roles, outcomes and decisions are called in the portal.
import type { JourneyOutcome } from '../../../core/audit/journey-outcome.ts'
import type { Permission } from '../../../core/people/permissions.ts'
import type { Role } from '../../../core/people/roles.ts'

const methods: Readonly<Record<string, string>> = { email: 'Email', 'authenticator-app': 'Authenticator app' }
export const methodName = (kind: string): string => methods[kind] ?? kind

const classes: Readonly<Record<string, string>> = {
  mailbox: 'mailbox',
  number: 'phone number',
  secret: 'secret on a device',
  key: 'key on a device',
  knowledge: 'something known',
  vouching: 'somebody vouches',
}
export const className = (itsClass: string): string => classes[itsClass] ?? itsClass

const roleNames: Readonly<Record<Role, string>> = {
  'global-administrator': 'Global administrator',
  'authentication-policy-administrator': 'Authentication policy administrator',
  'user-administrator': 'User administrator',
  'help-desk-administrator': 'Help desk administrator',
  'reports-reader': 'Reports reader',
}
export const roleName = (role: string): string => roleNames[role as Role] ?? role

export const permissionWords: Readonly<Record<Permission, string>> = {
  'overview.read': 'See the overview’s figures',
  'policy.read': 'Read the policy',
  'policy.write': 'Change the policy',
  'policy.impact-names': 'See whom a change of policy reaches, by name',
  'people.find': 'Find one person by the whole username',
  'people.list': 'List everybody',
  'people.help': 'Help a person: clear waits, end sessions, invite',
  'people.lift-freeze': 'Lift a freeze',
  'people.remove-method': 'Remove a method',
  'people.one-time-password': 'Set a one-time password for a proven caller',
  'audit.read': 'Read the audit log',
  'audit.export': 'Download the audit log',
  'reports.read': 'Read the reports',
  'reports.export': 'Download the reports, and see who could not reset',
  'administrators.read': 'See who has which role',
  'administrators.write': 'Give and take roles',
  'tokens.manage': 'Make and end tokens',
}

export const outcomeNames: Readonly<Record<JourneyOutcome, string>> = {
  'got-back': 'Got back in',
  unlocked: 'Unlocked',
  'gave-up': 'Gave up',
  blocked: 'Blocked',
  'not-eligible': 'Could not reset',
  'directory-refused': 'Directory refused',
  'under-way': 'Under way',
}

export const decisionWords: Readonly<Record<string, (count: number) => string>> = {
  'chain-broken': () => 'The audit log is not what was sealed. Somebody may have changed it.',
  'attack-mode': () => 'So many answers are wrong that everyone has to wait: an attack is under way.',
  'deliveries-failed': (count) => `${count} ${count === 1 ? 'message' : 'messages'} could not be delivered lately.`,
  frozen: (count) => `${count} ${count === 1 ? 'account is' : 'accounts are'} frozen: somebody said “This was not me”.`,
  'one-administrator': () => 'There is one global administrator. Who lets them back in?',
  'not-registered': (count) =>
    `${count} ${count === 1 ? 'person' : 'people'} in scope could not get back in: too little is set up.`,
}

export const decisionActs: Readonly<Record<string, string>> = {
  'chain-broken': 'Look at the audit log',
  'attack-mode': 'See what happens',
  'deliveries-failed': 'See what happens',
  frozen: 'Review them',
  'one-administrator': 'Add another',
  'not-registered': 'See who',
}
