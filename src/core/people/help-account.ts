// What an administrator may do to somebody's account: asked of the act, of who acts and of whose account it is, in one place.
import type { HelpingAct } from '../audit/facts.ts'
import type { AccountId } from './identifiers.ts'
import { type Permission, rolePermissions } from './permissions.ts'
import { isAdministrator, type Role } from './roles.ts'

export const actPermission: Readonly<Record<HelpingAct, Permission>> = {
  'clear-waits': 'people.help',
  'lift-freeze': 'people.lift-freeze',
  'require-registration': 'people.help',
  'end-sessions': 'people.help',
  invite: 'people.help',
  'remove-method': 'people.remove-method',
  'one-time-password': 'people.one-time-password',
}

/** What would lift limits that protect the account from whoever holds it. */
const notForOneself: readonly HelpingAct[] = ['clear-waits', 'lift-freeze', 'remove-method', 'one-time-password']

export type HelpRefusal =
  | 'not-allowed'
  /** An administrator's account: only a global administrator may act on it. */
  | 'beyond-reach'
  | 'oneself'

export interface Acting {
  /** Null: at the host, where whoever acts could change the row as well. */
  readonly account: AccountId | null
  readonly role: Role
  readonly permissions: ReadonlySet<Permission>
}

export interface Helped {
  readonly account: AccountId
  readonly role: Role | null
}

/** Null: may be done. */
export function helpRefusal(act: HelpingAct, by: Acting, whose: Helped): HelpRefusal | null {
  if (!by.permissions.has(actPermission[act])) return 'not-allowed'
  if (by.account === null) return null
  if (by.account === whose.account && notForOneself.includes(act)) return 'oneself'
  if (isAdministrator(whose.role) && by.role !== 'global-administrator') return 'beyond-reach'
  return null
}

export const actsFor = (by: Acting, whose: Helped, acts: readonly HelpingAct[]): readonly HelpingAct[] =>
  acts.filter((act) => helpRefusal(act, by, whose) === null)

/** Everything the role could do, as the host does. */
export const actingAs = (role: Role, account: AccountId | null): Acting => ({
  account,
  role,
  permissions: new Set(rolePermissions[role]),
})
