// Where facts wait to be sealed, and the chain they are sealed into.
import type { TenantId } from '../core/people/identifiers.ts'
import type { Instant } from '../core/time.ts'

export interface StoredEvent {
  readonly id: string
  readonly at: Instant
  /** Random; the account behind it is named in a table of its own, which can be erased. */
  readonly subject: string | null
  readonly journey: string | null
  readonly reference: string | null
  readonly fact: Readonly<Record<string, unknown>>
}

export interface SealedEvent extends StoredEvent {
  readonly sequence: number
  readonly hash: string
}

/** The end of a tenant's chain, signed. */
export interface AuditHead {
  readonly sequence: number
  readonly hash: string
  readonly signature: string
  readonly sealedAt: Instant
}

export interface AuditTrail {
  /** Tenants that have facts waiting. */
  dirty(): Promise<readonly TenantId[]>
  head(tenant: TenantId): Promise<AuditHead | null>
  waiting(tenant: TenantId, most: number): Promise<readonly StoredEvent[]>
  /** Writes places in the chain and the new head together; `lost` if another sealer moved the head first. */
  seal(
    tenant: TenantId,
    from: AuditHead | null,
    events: readonly SealedEvent[],
    head: AuditHead,
  ): Promise<'moved' | 'lost'>
  /** Sealed events in order, for verifying. */
  sealed(tenant: TenantId, after: number, most: number): Promise<readonly SealedEvent[]>
}
