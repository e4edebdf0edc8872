// Reading a sign-in, a session or a "this was not me" link with everything a step about it needs: one statement, one row.
import type { SealedText, TenantId, TokenHash } from '../core/people/identifiers.ts'
import { emptySession, type SessionKind, type SessionState } from '../core/registration/session.ts'
import type { LoadedSession, Session, SessionHandle, Sessions } from '../ports/sessions.ts'
import type { Database } from './database.ts'
import { instantColumn, readInstant, spanOf } from './instants.ts'
import {
  accountOfCandidate,
  bucketKey,
  bucketValues,
  type CommonRow,
  candidateValues,
  commonLoad,
  commonValues,
  readCounters,
  readPolicy,
} from './read-account.ts'
import { statement, type Values } from './statement.ts'
import { unknownTenant } from './tenants.ts'

export type SessionQuestion = Parameters<Sessions['load']>[0]

export async function loadSession(db: Database, tenant: TenantId, question: SessionQuestion): Promise<LoadedSession> {
  const { handle } = question
  const [row] = await db.run<SessionRow>(loads[handle.by], {
    tenant,
    ...commonValues(question.browser, question.network),
    ...handleValues(question),
  })
  if (row === undefined) throw unknownTenant(tenant)
  return {
    now: readInstant(row.now),
    policy: readPolicy(row),
    session: readSession(row),
    otherSessions: row.other_sessions,
    account: row.account,
    counters: readCounters(row),
    knownBrowser: row.known_browser,
    tallies: row.tallies,
    notMe:
      row.about === null || row.expires_at === null
        ? null
        : { about: row.about, expiresAt: readInstant(row.expires_at) },
    token:
      row.token_about === null || row.expires_at === null
        ? null
        : { about: row.token_about, expiresAt: readInstant(row.expires_at) },
  }
}

const noSession = `null as hash, null as session_id, null as kind, null as state, null as version, null as return_to,
  null as started_at, null as seen_at, 0 as other_sessions`
const noLink = 'null as about, null as token_about, null as expires_at'

const otherSessions = `(
    select count(*)::integer from sessions o
    where o.tenant_id = :tenant and o.account_id = a.id and o.hash <> s.hash and o.epoch = s.epoch
    and o.started_at >= a.sessions_from
    and o.seen_at > now() - ${spanOf(':idle')} and o.started_at > now() - ${spanOf(':absolute')}
  )`

/** Live: of this epoch, inside both limits, and no younger "end all" of its account. */
const bySession = commonLoad(
  `case when a.id is not null then s.hash end as hash, s.id as session_id, s.kind, s.state, s.version, s.return_to,
  ${instantColumn('s.started_at')} as started_at, ${instantColumn('s.seen_at')} as seen_at, ${otherSessions} as other_sessions, ${noLink}`,
  `left join sessions s
  on s.tenant_id = :tenant and s.hash = :session and s.epoch = (select epoch from installation where one)
  and s.seen_at > now() - ${spanOf(':idle')} and s.started_at > now() - ${spanOf(':absolute')}`,
  'a.id = s.account_id and s.started_at >= a.sessions_from',
  'null',
)

const byName = commonLoad(`${noSession}, ${noLink}`, '', accountOfCandidate, bucketKey, 'with-older-buckets')

const byAccount = commonLoad(`${noSession}, ${noLink}`, '', 'a.id = :account::uuid', 'null')

const byLink = commonLoad(
  `${noSession}, l.about, null as token_about, ${instantColumn('l.expires_at')} as expires_at`,
  `left join not_me_links l
  on l.tenant_id = :tenant and l.hash = :link and l.used_at is null and l.expires_at > now()`,
  'a.id = l.account_id',
  'null',
)

const byToken = commonLoad(
  `${noSession}, null as about, l.about as token_about, ${instantColumn('l.expires_at')} as expires_at`,
  `left join account_tokens l
  on l.tenant_id = :tenant and l.purpose = :purpose and l.hash = :token and l.used_at is null and l.expires_at > now()
    and l.epoch = (select epoch from installation where one)`,
  'a.id = l.account_id',
  'null',
)

const loads = {
  session: statement('load-session', bySession),
  name: statement('load-sign-in', byName),
  'not-me': statement('load-not-me-link', byLink),
  token: statement('load-account-token', byToken),
  account: statement('load-account', byAccount),
} satisfies Record<SessionHandle['by'], unknown>

interface SessionRow extends CommonRow {
  readonly hash: TokenHash | null
  readonly session_id: string | null
  readonly kind: SessionKind | null
  readonly state: SessionState | null
  readonly version: number | null
  readonly return_to: string | null
  readonly started_at: number | null
  readonly seen_at: number | null
  readonly other_sessions: number
  readonly about: SealedText | null
  readonly token_about: Readonly<Record<string, unknown>> | null
  readonly expires_at: number | null
}

function readSession(row: SessionRow): Session | null {
  const { hash, kind, version, started_at, seen_at } = row
  if (hash === null || kind === null || version === null || started_at === null || seen_at === null) return null
  return {
    hash,
    // One that began before sessions had ids can't be ended by one.
    id: row.session_id ?? '',
    kind,
    state: row.state ?? emptySession,
    version,
    returnTo: row.return_to,
    startedAt: readInstant(started_at),
    seenAt: readInstant(seen_at),
  }
}

function handleValues({ handle, times }: SessionQuestion): Values {
  switch (handle.by) {
    case 'session':
      return { session: handle.hash, idle: times.idle, absolute: times.absolute }
    case 'name':
      return { ...candidateValues(handle.candidate), ...bucketValues(handle.buckets) }
    case 'account':
      return { account: handle.account }
    case 'not-me':
      return { link: handle.hash }
    case 'token':
      return { purpose: handle.purpose, token: handle.hash }
  }
}
