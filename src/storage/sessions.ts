// Sessions of one organisation.
import type { AuditFact } from '../core/audit/facts.ts'
import type { TenantId } from '../core/people/identifiers.ts'
import type { RecentFact, Sessions } from '../ports/sessions.ts'
import type { Database } from './database.ts'
import { instantColumn, readInstant } from './instants.ts'
import { commitSession } from './sessions-commit.ts'
import { loadSession } from './sessions-load.ts'
import { statement } from './statement.ts'

export function createSessions(db: Database, tenant: TenantId): Sessions {
  return {
    load: (question) => loadSession(db, tenant, question),
    commit: (write) => commitSession(db, tenant, write),
    async touch(hash) {
      await db.run(touchSession, { tenant, hash })
    },
    async recentFacts(account, kinds, most): Promise<readonly RecentFact[]> {
      const rows = await db.run<FactRow>(recentFacts, { tenant, account, kinds, most })
      return rows.map(({ at, fact, reference }) => ({ at: readInstant(at), fact, reference }))
    },
  }
}

const touchSession = statement(
  'touch-session',
  'update sessions set seen_at = greatest(seen_at, now()) where tenant_id = :tenant and hash = :hash',
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
