// Sessions of one organisation.
import type { AuditFact } from '../core/audit/facts.ts'
import type { SealedText, TenantId } from '../core/people/identifiers.ts'
import type { LoadedAccount } from '../ports/journeys.ts'
import type { ListedSession, RecentFact, Sessions } from '../ports/sessions.ts'
import type { Database } from './database.ts'
import { instantColumn, readInstant, spanOf } from './instants.ts'
import { accountColumns } from './read-account.ts'
import { commitSession } from './sessions-commit.ts'
import { loadSession } from './sessions-load.ts'
import { statement } from './statement.ts'

export function createSessions(db: Database, tenant: TenantId): Sessions {
  return {
    load: (question) => loadSession(db, tenant, question),
    commit: (write) => commitSession(db, tenant, write),
    async touch(hash, returnTo) {
      await db.run(touchSession, { tenant, hash, returnTo: returnTo ?? null })
    },
    async list(account, current, { idle, absolute }): Promise<readonly ListedSession[]> {
      const rows = await db.run<ListedRow>(listSessions, { tenant, account, current, idle, absolute })
      return rows.map(({ id, origin, started_at, seen_at, is_current }) => ({
        id,
        origin,
        startedAt: readInstant(started_at),
        seenAt: readInstant(seen_at),
        current: is_current,
      }))
    },
    async sharing(addresses, account) {
      const [row] = await db.run<{ readonly others: number }>(sharingAccounts, { tenant, addresses, account })
      return row?.others ?? 0
    },
    async holders(roles, but) {
      const rows = await db.run<{ readonly account: LoadedAccount }>(roleHolders, { tenant, roles, but })
      return rows.map(({ account }) => account)
    },
    async recentFacts(account, kinds, most): Promise<readonly RecentFact[]> {
      const rows = await db.run<FactRow>(recentFacts, { tenant, account, kinds, most })
      return rows.map(({ at, fact, reference }) => ({ at: readInstant(at), fact, reference }))
    },
  }
}

const touchSession = statement(
  'touch-session',
  `update sessions set seen_at = greatest(seen_at, now()), return_to = coalesce(:returnTo::text, return_to)
where tenant_id = :tenant and hash = :hash`,
)

interface ListedRow {
  readonly id: string
  readonly origin: SealedText | null
  readonly started_at: number
  readonly seen_at: number
  readonly is_current: boolean
}

const listSessions = statement(
  'list-sessions',
  `select s.id, s.origin, ${instantColumn('s.started_at')} as started_at, ${instantColumn('s.seen_at')} as seen_at,
  s.hash = :current as is_current
from sessions s join accounts a on a.tenant_id = :tenant and a.id = s.account_id
where s.tenant_id = :tenant and s.account_id = :account and s.id is not null
  and s.epoch = (select epoch from installation where one) and s.started_at >= a.sessions_from
  and s.seen_at > now() - ${spanOf(':idle')} and s.started_at > now() - ${spanOf(':absolute')}
order by s.started_at desc, s.id`,
)

const sharingAccounts = statement(
  'sharing-accounts',
  `select count(distinct account_id)::integer as others from methods
where tenant_id = :tenant and address_lookup = any(:addresses::text[]) and account_id <> :account and removed_at is null`,
)

const roleHolders = statement(
  'role-holders',
  `select ${accountColumns} as account
from accounts a left join counters c on c.tenant_id = :tenant and c.key = 'account:' || a.id
where a.tenant_id = :tenant and a.role = any(:roles::text[]) and a.gone_at is null
  and a.id is distinct from :but::uuid
order by a.id`,
)

interface FactRow {
  readonly at: number
  readonly fact: AuditFact
  readonly reference: string | null
}

const recentFacts = statement(
  'recent-facts',
  `select ${instantColumn('e.at')} as at, e.fact, e.reference from audit_events e
where e.tenant_id = :tenant and e.fact ->> 'kind' = any(:kinds::text[])
  and e.subject = (select s.id from subjects s where s.tenant_id = :tenant and s.account_id = :account)
order by e.at desc limit :most::integer`,
)
