// What of a fact may be shown: everything but its kind. Facts hold kinds, reasons and counts, and never a secret or an address.
import type { AuditFact } from '../../core/audit/facts.ts'

export function detailsOf({ kind: _, ...details }: AuditFact): Record<string, unknown> {
  return details
}
