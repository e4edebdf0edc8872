// What is assumed of every account when the counters of its failures are lost with a database: that strangers have spent all of the
// month but one day's allowance (docs/decisions/0024).
import type { Limits } from './limits.ts'

export interface RestoredFloor {
  /** Failures of strangers within `span`, at the least. */
  readonly failures: number
  readonly span: number
  /** Milliseconds before the restore at which those that are added happened: long enough for no wait to begin with them. */
  readonly age: number
  /** Of strangers, for each method, at the least: half of where it stops. */
  readonly streak: number
}

export function restoredFloor({ failures: [, day, month], streakForStrangers }: Limits): RestoredFloor {
  return {
    failures: Math.max(0, month.count - day.count),
    span: month.span,
    age: day.span,
    streak: Math.floor(streakForStrangers / 2),
  }
}
