// Who holds a role, and taking it away. Granting one is the end of a set-up, and part of its step.
import type { AccountId } from '../core/people/identifiers.ts'
import type { Role } from '../core/people/roles.ts'
import type { RecordedFact } from './journeys.ts'

export interface RoleHolder {
  readonly account: AccountId
  readonly username: string
  readonly displayName: string
  readonly role: Role
}

export interface GlobalAdministrators {
  readonly holders: number
  /** Those of them who could sign in: neither disabled, nor locked by an administrator, nor frozen. */
  readonly able: number
}

export interface KeepsRoles {
  /** By role, then by name. */
  list(): Promise<readonly RoleHolder[]>
  countGlobal(): Promise<GlobalAdministrators>
  /** With its fact, or not at all. `last`: no other global administrator is left who could sign in; of two at once the second is told so. */
  takeAway(account: AccountId, fact: Pick<RecordedFact, 'id' | 'fact'>): Promise<'taken' | 'last' | 'none'>
}
