// A signed head, kept where whoever owns the database can't reach: one line of JSON, written hourly and at stop. Only
// with one of these can it be shown that the end of a chain was cut off.
import { canonicalJson } from '../../core/audit/canonical.ts'
import { type TenantId, tenantId } from '../../core/people/identifiers.ts'
import { instantFrom } from '../../core/time.ts'
import type { AuditHead } from '../../ports/audit-trail.ts'

export interface Checkpoint extends AuditHead {
  readonly tenant: TenantId
}

/** Without a line end. */
export function writeCheckpoint({ tenant, sequence, hash, signature, sealedAt }: Checkpoint): string {
  return canonicalJson({ tenant, sequence, hash, signature, sealedAt })
}

/** Null for a line that is no checkpoint: a log has other lines too. Whether it is genuine, its signature says. */
export function readCheckpoint(line: string): Checkpoint | null {
  const { tenant, sequence, hash, signature, sealedAt } = parse(line)
  return typeof tenant === 'string' &&
    isCount(sequence) &&
    typeof hash === 'string' &&
    typeof signature === 'string' &&
    isCount(sealedAt)
    ? { tenant: tenantId(tenant), sequence, hash, signature, sealedAt: instantFrom(sealedAt) }
    : null
}

/** The farthest one of this organisation in a file of lines. Null if there is none. */
export function farthestCheckpoint(text: string, tenant: TenantId): Checkpoint | null {
  const own = text
    .split('\n')
    .map(readCheckpoint)
    .filter((each) => each?.tenant === tenant)
  return own.reduce((far, each) => ((each?.sequence ?? 0) > (far?.sequence ?? 0) ? each : far), own[0] ?? null) ?? null
}

function parse(line: string): Partial<Record<keyof Checkpoint, unknown>> {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
