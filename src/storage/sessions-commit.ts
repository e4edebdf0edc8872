// Writing a sign-in, a sign-out, a change of password or a "this was not me": one statement, all of it or nothing.
import type { TenantId } from '../core/people/identifiers.ts'
import type { SessionWrite } from '../ports/sessions.ts'
import { accountWrites, accountWriteValues } from './account-write.ts'
import type { Database } from './database.ts'
import { gate } from './gate.ts'
import { movedOrLost } from './moved-or-lost.ts'
import { statement } from './statement.ts'

export function commitSession(db: Database, tenant: TenantId, write: SessionWrite): Promise<'moved' | 'lost'> {
  return movedOrLost(db, sessionStep, {
    ...accountWriteValues(tenant, write, { spentStep: null, freezes: write.freezes, usesLink: write.usesNotMe }),
    session: write.starts?.hash ?? null,
    sessionAccount: write.starts?.account ?? null,
    sessionKind: write.starts?.kind ?? null,
    ends: write.ends,
  })
}

/** A session that begins in the step that ends all others begins at that moment, and so outlives it. */
const sessionStep = statement(
  'commit-session',
  `with held as materialized (select 1),
${gate},
${accountWrites},
new_session as (
  insert into sessions (tenant_id, hash, account_id, kind, started_at, seen_at, epoch)
  select :tenant, :session::text, :sessionAccount::uuid, :sessionKind::text, now(), now(),
    (select epoch from installation where one)
  from gate where :session::text is not null
),
ended_session as (
  delete from sessions s using gate where s.tenant_id = :tenant and s.hash = :ends::text
)
select 1 from gate`,
)
