// What became what between two policies: every path whose value differs, by path.
import type { Policy } from './policy.ts'

export interface PolicyChange {
  /** `registration.skips` */
  readonly path: string
  readonly from: unknown
  readonly to: unknown
}

/** Lists are compared whole: which of their items moved says less than what the list is now. */
export function policyChanges(before: Policy, after: Policy): readonly PolicyChange[] {
  const { version: _, ...was } = before
  const { version: __, ...is } = after
  return [...differences(was, is, '')].sort((a, b) => (a.path < b.path ? -1 : 1))
}

function differences(from: unknown, to: unknown, path: string): readonly PolicyChange[] {
  if (isRecord(from) && isRecord(to)) {
    const names = [...new Set([...Object.keys(from), ...Object.keys(to)])]
    return names.flatMap((name) => differences(from[name], to[name], path === '' ? name : `${path}.${name}`))
  }
  return isSame(from, to) ? [] : [{ path, from: from ?? null, to: to ?? null }]
}

function isSame(from: unknown, to: unknown): boolean {
  if (Array.isArray(from) && Array.isArray(to)) {
    return from.length === to.length && from.every((each, index) => isSame(each, to[index]))
  }
  return isRecord(from) && isRecord(to) ? differences(from, to, '').length === 0 : (from ?? null) === (to ?? null)
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
