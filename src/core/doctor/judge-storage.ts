// What is made of the keys and the audit log as they were seen.
import { hours, minutes } from '../time.ts'
import { type Finding, failure, ok, warning } from './finding.ts'

export interface SeenKeys {
  readonly writing: string
  /** Null: nothing was written with any key yet. */
  readonly fits: boolean | null
  /** Keys that only open, with what still needs them. */
  readonly older: readonly { readonly id: string; readonly rows: number }[]
}

export function judgeKeys({ writing, fits, older }: SeenKeys): readonly Finding[] {
  const findings: Finding[] = []
  if (fits === false) {
    const cure = 'start with the keyring that it was written with; old lines stay in the file when a new one is added'
    findings.push(failure('keys', 'The database was written with another secret key.', cure))
  } else findings.push(ok('keys', `${writing} writes${fits === null ? '; nothing is written yet' : ''}.`))
  for (const { id, rows } of older) {
    findings.push(
      rows === 0
        ? warning(`keys.${id}`, `Nothing needs ${id} any more.`, `rekey keys retire ${id}`)
        : ok(`keys.${id}`, `${rows} stored values still need ${id}.`),
    )
  }
  return findings
}

/** `whole`: what the last look at the chain found; null before the first one. */
export function judgeChain(whole: boolean | null): readonly Finding[] {
  if (whole === null) return [ok('audit.chain', 'The chain was not looked at yet.')]
  return whole
    ? [ok('audit.chain', 'The chain was whole when it was last looked at.')]
    : [
        failure(
          'audit.chain',
          'The log is not what was sealed.',
          'keep a copy of the database, then: rekey audit verify --checkpoint FILE',
        ),
      ]
}

/** `waits`: how long the oldest sealed fact that no checkpoint covers has been there, in milliseconds; null: all are, or nobody can tell. */
export function judgeCheckpointAge(waits: number | null): readonly Finding[] {
  // One is written every hour.
  if (waits === null || waits <= hours(2)) return []
  return [
    warning(
      'audit.checkpoint-age',
      `For ${Math.floor(waits / hours(1))} hours no checkpoint was written of what was sealed.`,
      'start the server; if it has run for more than an hour, look into its log',
    ),
  ]
}

export interface SeenSealing {
  readonly checkpointFile: 'none' | 'writable' | 'not-writable'
  /** How long the oldest fact waits to be sealed, in milliseconds. */
  readonly oldestWaiting: number
}

export function judgeSealing({ checkpointFile, oldestWaiting }: SeenSealing): readonly Finding[] {
  const waits = Math.round(oldestWaiting / minutes(1))
  const cure = 'start the server; if it runs, look into its log'
  const late =
    oldestWaiting > minutes(1)
      ? [warning('audit.sealing', `Facts have waited ${waits} minutes to be sealed.`, cure)]
      : []
  return [...late, judgeCheckpoints(checkpointFile)]
}

function judgeCheckpoints(file: SeenSealing['checkpointFile']): Finding {
  switch (file) {
    case 'none':
      return warning(
        'audit.checkpoints',
        'Checkpoints go to the log only.',
        'set audit.checkpoint-file to a place that this machine can’t change afterwards',
      )
    case 'not-writable':
      return failure('audit.checkpoints', 'The checkpoint file can’t be written.', 'check its folder and its owner')
    case 'writable':
      return ok('audit.checkpoints', 'Checkpoints are written.')
  }
}
