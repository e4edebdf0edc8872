// Time as core sees it: instants handed in by the database, spans in milliseconds, and nothing that reads a clock.

declare const instant: unique symbol

/** Milliseconds since 1970-01-01T00:00:00Z, read from the database's clock. */
export type Instant = number & { readonly [instant]: true }

export const instantFrom = (milliseconds: number): Instant => milliseconds as Instant
export const later = (from: Instant, span: number): Instant => (from + span) as Instant
export const earlier = (from: Instant, span: number): Instant => (from - span) as Instant

export const seconds = (count: number): number => count * 1_000
export const minutes = (count: number): number => count * 60_000
export const hours = (count: number): number => count * 3_600_000
export const days = (count: number): number => count * 86_400_000

export const earliest = (first: Instant, ...rest: readonly Instant[]): Instant => Math.min(first, ...rest) as Instant
export const latest = (first: Instant, ...rest: readonly Instant[]): Instant => Math.max(first, ...rest) as Instant
