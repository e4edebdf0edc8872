// Times as the API writes them: RFC 3339, in UTC.
import type { Instant } from '../../core/time.ts'

export const timeOf = (at: Instant): string => new Date(at).toISOString()
export const timeOrNull = (at: Instant | null): string | null => (at === null ? null : timeOf(at))
