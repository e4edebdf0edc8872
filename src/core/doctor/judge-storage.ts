// What is made of the database, the keys, the audit log and the policy as they were seen: every sentence and every bound.
import { minutes, seconds } from '../time.ts'
import { type Finding, failure, ok, warning } from './finding.ts'

export interface SeenDatabase {
  readonly engine: 'postgres' | 'pglite'
  /** As the server numbers it: 150018. */
  readonly version: number
  /** `newer`: a later version of this program migrated it. */
  readonly schema: 'none' | 'older' | 'current' | 'newer'
  /** This machine's clock less the database's, in milliseconds. */
  readonly clockAhead: number
  readonly superuser: boolean
  readonly production: boolean
}

/** A clock that is off by more makes the program unready: lifetimes run by the database's. */
const mostClockAhead = seconds(30)

export function judgeDatabase(seen: SeenDatabase | { readonly unreachable: string }): readonly Finding[] {
  if ('unreachable' in seen) {
    const cure = 'check that it runs, and that its address, user and password are right'
    return [failure('database', `It can’t be reached: ${seen.unreachable}`, cure)]
  }
  return [judgeEngine(seen), judgeSchema(seen), judgeClock(seen), ...judgeRole(seen)]
}

/** It was reached, and what is kept in it could not be read. */
export const judgeUnread = (why: string): readonly Finding[] => [
  failure(
    'database.content',
    `What is stored can’t be read: ${why}`,
    'check the rights of its user, and what holds its tables',
  ),
]

function judgeEngine({ engine, version, production }: SeenDatabase): Finding {
  if (engine === 'pglite') {
    const seen = 'It is the built-in one, which may lose its last writes in a power cut.'
    return production ? warning('database', seen, 'use PostgreSQL (database.url)') : ok('database', seen)
  }
  const release = Math.floor(version / 10_000)
  return release < 15
    ? failure('database', `It is PostgreSQL ${release}.`, 'use PostgreSQL 15 or newer')
    : ok('database', `It answers, and is PostgreSQL ${release}.`)
}

function judgeSchema({ schema }: SeenDatabase): Finding {
  switch (schema) {
    case 'none':
      return ok('database.schema', 'It is empty. The first start makes what is needed.')
    case 'older':
      return ok('database.schema', 'It was made by an older version. The next start brings it up to date.')
    case 'current':
      return ok('database.schema', 'It is as this version needs it.')
    case 'newer':
      return failure(
        'database.schema',
        'A newer version of Rekey has changed it.',
        'start that version, or restore a backup made before it',
      )
  }
}

function judgeClock({ clockAhead }: SeenDatabase): Finding {
  const off = (Math.abs(clockAhead) / 1000).toFixed(1)
  if (Math.abs(clockAhead) <= mostClockAhead)
    return ok('database.clock', `Its clock and this machine’s are ${off} s apart.`)
  const way = clockAhead > 0 ? 'ahead of' : 'behind'
  return failure(
    'database.clock',
    `This machine’s clock is ${off} s ${way} the database’s.`,
    'set both by NTP; beyond 30 seconds the program reports itself unready',
  )
}

function judgeRole({ engine, superuser }: SeenDatabase): readonly Finding[] {
  if (engine === 'pglite') return []
  return superuser
    ? [
        warning(
          'database.role',
          'Its user is a superuser of the whole server.',
          'make a role of its own that owns this database and nothing else',
        ),
      ]
    : [ok('database.role', 'Its user is no superuser.')]
}

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

export interface SeenPolicy {
  readonly scope: 'none' | 'groups' | 'all'
  readonly on: boolean
  readonly hasHelp: boolean
  readonly globalAdministrators: number
}

/** Null: the organisation is made at the first start. */
export function judgePolicySeen(seen: SeenPolicy | null): readonly Finding[] {
  if (seen === null) return [ok('policy', 'The first start makes the organisation.')]
  const findings: Finding[] = []
  if (seen.globalAdministrators === 0) {
    findings.push(failure('policy.administrators', 'There is no global administrator.', 'rekey admin create'))
  } else if (seen.globalAdministrators === 1) {
    findings.push(
      warning(
        'policy.administrators',
        'There is one global administrator. Who lets them back in?',
        'give the role to another, in /admin/administrators',
      ),
    )
  } else findings.push(ok('policy.administrators', `There are ${seen.globalAdministrators} global administrators.`))
  if (!seen.on || seen.scope === 'none') {
    findings.push(warning('policy.scope', 'Nobody can reset.', 'choose who can, in /admin/who-can-reset'))
  } else
    findings.push(
      ok('policy.scope', seen.scope === 'all' ? 'Everybody can reset.' : 'Members of some groups can reset.'),
    )
  if (!seen.hasHelp) {
    findings.push(warning('policy.help', 'No page says whom to ask for help.', 'name somebody, in /admin/help-desk'))
  }
  return findings
}
