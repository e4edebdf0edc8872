// What each edition entitles to. One table; every check reads it.
import type { Source } from '../people/account.ts'

export const editions = ['free', 'basic', 'premium'] as const
export type Edition = (typeof editions)[number]
export type Operation = 'reset' | 'unlock' | 'change'

/** Writeback counts for directories that are not built in only. */
export interface Entitled {
  readonly source: Source
  readonly administrator: boolean
  readonly writeback: boolean
}

export function isEntitled(edition: Edition, operation: Operation, account: Entitled): boolean {
  if (account.source !== 'cloud-only') return edition === 'premium' && account.writeback
  if (operation === 'change' || account.administrator) return true
  return edition !== 'free'
}
