// Sealed values as a rotation of keys sees them: which key each was sealed with, and a way to exchange one for another.
import type { SealedText, TenantId } from '../core/people/identifiers.ts'

/** Every column that holds a sealed value. */
export const sealedColumns = [
  'methods',
  'method-names',
  'contact-mails',
  'typed-names',
  'journey-origins',
  'session-origins',
  'not-me-links',
  'messages',
  'api-answers',
] as const
export type SealedColumn = (typeof sealedColumns)[number]

export interface SealedRow {
  /** Of the row. */
  readonly key: string
  /** Bound into the seal. */
  readonly owner: string
  readonly sealed: SealedText
}

export interface Reseals {
  tenants(): Promise<readonly TenantId[]>
  /** Rows after `after` (null: from the start) that another key than this one sealed, in order of their key. */
  stale(
    tenant: TenantId,
    column: SealedColumn,
    written: string,
    after: string | null,
    most: number,
  ): Promise<readonly SealedRow[]>
  /** Each only if it still is as it was read, and nobody holds it now. Returns how many were exchanged. */
  exchange(
    tenant: TenantId,
    column: SealedColumn,
    rows: readonly (SealedRow & { readonly to: SealedText })[],
  ): Promise<number>
  /** How many values each key sealed, by the key's id; those inside a session's errand count too. */
  count(): Promise<ReadonlyMap<string, number>>
}
