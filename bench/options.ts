// What the command line can ask for.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Kind } from './people/population.ts'
import type { DatabaseKind } from './server/stage.ts'

export interface Options {
  readonly programs: readonly string[]
  readonly databases: readonly DatabaseKind[]
  /** How many at a time. */
  readonly levels: Readonly<Record<DatabaseKind, readonly number[]>>
  /** Resets that are counted: an odd number. */
  readonly counted: number
  readonly windowMs: number
  readonly pairs: number
  /** Samples of each class for the timing comparison; 0 leaves it out. */
  readonly samples: number
  readonly count: Readonly<Record<DatabaseKind, Readonly<Record<Kind, number>>>>
}

export function readOptions(built: string): Options {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      program: { type: 'string', multiple: true },
      database: { type: 'string', multiple: true },
      levels: { type: 'string', default: '1,8,32' },
      pairs: { type: 'string' },
      samples: { type: 'string' },
    },
  })
  const { quick } = values
  const levels = values.levels.split(',').map(Number)
  const samples = Number(values.samples ?? (quick ? 10 : 2000))
  return {
    programs: values.program?.map((path) => resolve(path)) ?? [built],
    databases: (['postgres', 'pglite'] as const).filter((kind) => values.database?.includes(kind) ?? true),
    levels: { postgres: levels, pglite: quick ? levels.slice(1, 2) : levels },
    counted: quick ? 1 : 3,
    windowMs: quick ? 1000 : 8000,
    pairs: Number(values.pairs ?? (quick ? 1 : 3)),
    samples,
    count: {
      postgres: { member: (quick ? 240 : 3500) + samples, half: samples },
      pglite: { member: (quick ? 80 : 3500) + samples, half: samples },
    },
  }
}
