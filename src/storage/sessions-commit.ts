// Writing a sign-in, a step of a signed-in person, a sign-out or a "this was not me": one statement, all of it or nothing.
import type { TenantId } from '../core/people/identifiers.ts'
import type { SessionWrite } from '../ports/sessions.ts'
import { accountTokens, accountTokenValues, heldToken } from './account-tokens.ts'
import { accountWrites, accountWriteValues } from './account-write.ts'
import type { Database } from './database.ts'
import { gate } from './gate.ts'
import { methodChanges, methodChangeValues } from './method-changes.ts'
import { movedOrLost } from './moved-or-lost.ts'
import { statement } from './statement.ts'

export function commitSession(db: Database, tenant: TenantId, write: SessionWrite): Promise<'moved' | 'lost'> {
  const { starts, moves, changes } = write
  if (changes && !write.counters) {
    throw new TypeError('a change of methods needs its account’s counters: their version keeps two changes apart')
  }
  return movedOrLost(db, sessionStep, {
    ...accountWriteValues(tenant, write, {
      spentStep: write.spentStep,
      freezes: write.freezes,
      usesLink: write.usesNotMe,
      changes,
    }),
    session: starts?.hash ?? null,
    sessionId: starts?.id ?? null,
    sessionAccount: starts?.account ?? null,
    sessionKind: starts?.kind ?? null,
    sessionState: starts ? JSON.stringify(starts.state) : null,
    sessionOrigin: starts?.origin ?? null,
    sessionReturnTo: starts?.returnTo ?? null,
    moves: moves?.hash ?? null,
    movesVersion: moves?.version ?? null,
    movesTo: moves?.to ?? null,
    movesKind: moves?.kind ?? null,
    movesState: moves ? JSON.stringify(moves.state) : null,
    ends: write.ends,
    endsAccount: write.endsById?.account ?? null,
    endsId: write.endsById?.id ?? null,
    ...methodChangeValues(write),
    ...accountTokenValues(write),
  })
}

/**
 * The session that moves and the token that is used are held before everything that the gate holds: session → token →
 * counters → … A session that ended, or is older than its account's last "end all", is as lost as one that moved.
 *
 * A session that begins in the step that ends all others begins at that moment, and so outlives it.
 */
const sessionStep = statement(
  'commit-session',
  `with held_session as materialized (
  select 1 from sessions s join accounts a on a.tenant_id = :tenant and a.id = s.account_id
  where s.tenant_id = :tenant and s.hash = :moves::text and s.version = :movesVersion::integer
    and s.epoch = (select epoch from installation where one) and s.started_at >= a.sessions_from
  for no key update of s
),
still_there as materialized (
  select 1 where :moves::text is null or exists (select from held_session)
),
${heldToken},
held as materialized (
  select 1 from still_there where :usedToken::text is null or exists (select from held_token)
),
${gate},
${accountWrites},
${methodChanges},
${accountTokens},
new_session as (
  insert into sessions (tenant_id, hash, id, account_id, kind, state, origin, return_to, started_at, seen_at, epoch)
  select :tenant, :session::text, :sessionId::uuid, :sessionAccount::uuid, :sessionKind::text, :sessionState::jsonb,
    :sessionOrigin::text, :sessionReturnTo::text, now(), now(), (select epoch from installation where one)
  from gate where :session::text is not null
),
moved_session as (
  update sessions s set
    hash = :movesTo::text,
    version = s.version + 1,
    kind = :movesKind::text,
    state = :movesState::jsonb,
    seen_at = greatest(s.seen_at, now())
  from gate where s.tenant_id = :tenant and s.hash = :moves::text
),
ended_session as (
  delete from sessions s using gate where s.tenant_id = :tenant and s.hash = :ends::text
),
ended_by_id as (
  delete from sessions s using gate
  where s.tenant_id = :tenant and s.account_id = :endsAccount::uuid and s.id = :endsId::uuid
)
select 1 from gate`,
)
