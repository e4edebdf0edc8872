// Who administers: what every administering use case is told of whoever calls, and the only place where a right is asked for.
import type { AccountId } from '../../core/people/identifiers.ts'
import { needsStepUp, type Permission } from '../../core/people/permissions.ts'
import type { Role } from '../../core/people/roles.ts'

export interface Administrator {
  /** Null: at the host, by the command line. */
  readonly account: AccountId | null
  /** For the audit log's `by`, and never for a decision. */
  readonly username: string
  readonly role: Role
  /** The role's permissions, less what a token was not given. */
  readonly permissions: ReadonlySet<Permission>
  readonly via: 'session' | 'token' | 'host'
  /** Proved themselves within the last five minutes. A token was made by somebody who had: it counts as proven. */
  readonly provenFreshly: boolean
}

export type Refusal = 'not-allowed' | 'step-up-needed'

/** Null: may do it now. */
export function refusalOf(by: Administrator, permission: Permission): Refusal | null {
  if (!by.permissions.has(permission)) return 'not-allowed'
  return needsStepUp.has(permission) && !by.provenFreshly ? 'step-up-needed' : null
}
