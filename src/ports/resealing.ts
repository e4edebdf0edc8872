// Sealed values as a rotation of keys sees them: which key each was sealed with, and a way to exchange one for another. The hash
// that such a value is found by is exchanged with it.
import type { LookupHash, SealedText, TenantId } from '../core/people/identifiers.ts'

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
  /** Of what is sealed, where it is found by one. */
  readonly lookup: LookupHash | null
}

/** What takes the place of a row's value and of its hash. */
export interface Anew {
  readonly to: SealedText
  readonly toLookup: LookupHash | null
}

export interface Reseals {
  tenants(): Promise<readonly TenantId[]>
  /** Rows after `after` (null: from the start) that another key than this one sealed or hashed, in order of their key. */
  stale(
    tenant: TenantId,
    column: SealedColumn,
    written: string,
    after: string | null,
    most: number,
  ): Promise<readonly SealedRow[]>
  /** Each only if it still is as it was read, and nobody holds it now. Returns how many were exchanged. */
  exchange(tenant: TenantId, column: SealedColumn, rows: readonly (SealedRow & Anew)[]): Promise<number>
  /**
   * How many values need each key, by its id: what it sealed, in a session's errand too; and the hashes that something is still
   * known by, which are those of methods, of mails that were counted, of names that were typed and of writes through the API in
   * the last day, and those in journeys that are open.
   */
  count(): Promise<ReadonlyMap<string, number>>
}
