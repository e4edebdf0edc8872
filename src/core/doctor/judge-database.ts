// What is made of the database as it was seen, before anything that is stored in it.
import { seconds } from '../time.ts'
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

/** The built-in one, as it is on the disk: nobody started yet, or a running server holds it and says where that one is. */
export interface UnopenedDatabase {
  readonly unopened: 'missing' | { readonly heldBy: string }
  readonly production: boolean
}

export function judgeDatabase(
  seen: SeenDatabase | UnopenedDatabase | { readonly unreachable: string },
): readonly Finding[] {
  if ('unreachable' in seen) {
    const cure = 'check that it runs, and that its address, user and password are right'
    return [failure('database', `It can’t be reached: ${seen.unreachable}`, cure)]
  }
  if ('unopened' in seen) return [judgeBuiltIn(seen), judgeUnopened(seen)]
  return [judgeEngine(seen), judgeSchema(seen), judgeClock(seen), ...judgeRole(seen)]
}

/** One process at a time can have it open: that a server does is no fault, and says nothing of what it holds. */
function judgeUnopened({ unopened }: UnopenedDatabase): Finding {
  if (unopened === 'missing') return judgeSchema({ schema: 'none' })
  const holder = unopened.heldBy === '' ? '' : ` (${unopened.heldBy})`
  return ok(
    'database.content',
    `A running server holds it${holder}, as it should. What is stored was not looked at: stop the server to have that done too.`,
  )
}

/** It was reached, and what is kept in it could not be read. */
export const judgeUnread = (why: string): readonly Finding[] => [
  failure(
    'database.content',
    `What is stored can’t be read: ${why}`,
    'check the rights of its user, and what holds its tables',
  ),
]

function judgeBuiltIn({ production }: Pick<SeenDatabase, 'production'>): Finding {
  const seen = 'It is the built-in one, which may lose its last writes in a power cut.'
  return production ? warning('database', seen, 'use PostgreSQL (database.url)') : ok('database', seen)
}

function judgeEngine({ engine, version, production }: SeenDatabase): Finding {
  if (engine === 'pglite') return judgeBuiltIn({ production })
  const release = Math.floor(version / 10_000)
  return release < 15
    ? failure('database', `It is PostgreSQL ${release}.`, 'use PostgreSQL 15 or newer')
    : ok('database', `It answers, and is PostgreSQL ${release}.`)
}

function judgeSchema({ schema }: Pick<SeenDatabase, 'schema'>): Finding {
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
