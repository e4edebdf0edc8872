// People as administrators look at them: one account, a list by name, what happened to one; and erasing one.

import type { AuditFact } from '../core/audit/facts.ts'
import { type AccountId, accountId, type TenantId } from '../core/people/identifiers.ts'
import type { LoadedAccount } from '../ports/journeys.ts'
import type { LooksAtPeople } from '../ports/people.ts'
import { couldSignIn, withEntry } from './could-sign-in.ts'
import { type Database, Undone } from './database.ts'
import { instantColumn, readInstant, spanOf, timestampOf } from './instants.ts'
import { noteFact } from './note-fact.ts'
import { accountColumns } from './read-account.ts'
import { statement } from './statement.ts'

export function createPeople(db: Database, tenant: TenantId): LooksAtPeople {
  return {
    async use(account, { idle, absolute }) {
      const [row] = await db.run<UseRow>(useOfAccount, { tenant, account, idle, absolute })
      if (row === undefined) return null
      const at = (column: number | null) => (column === null ? null : readInstant(column))
      return { seenAt: at(row.seen_at), invitedAt: at(row.invited_at), sessions: row.sessions }
    },
    async list(search, after, most) {
      const rows = await db.run<ListRow>(listPeople, {
        tenant,
        search: `${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`,
        afterName: after?.name ?? null,
        afterId: after?.id ?? null,
        most,
      })
      return rows.map(({ account, name, id }) => ({ account, place: { name, id: accountId(id) } }))
    },
    async events(account, before, most) {
      const rows = await db.run<EventRow>(eventsOfAccount, {
        tenant,
        account,
        beforeAt: before?.at ?? null,
        beforeId: before?.id ?? null,
        most,
      })
      return rows.map(({ at, ...event }) => ({ ...event, at: readInstant(at) }))
    },
    async erase(account, { id, fact }) {
      try {
        return await db.transaction(async ({ run }) => {
          const [held] = await run<{ readonly last: boolean }>(holdForErasing, { tenant, account })
          if (held === undefined) return 'none'
          if (held.last) throw new StillNeeded()
          await run(noteErasing, { tenant, account, factId: id, fact: JSON.stringify(fact) })
          for (const each of erasings) await run(each, { tenant, account })
          return 'erased'
        })
      } catch (error) {
        if (error instanceof StillNeeded) return 'last'
        throw error
      }
    },
  }
}

class StillNeeded extends Undone {}

interface UseRow {
  readonly seen_at: number | null
  readonly invited_at: number | null
  readonly sessions: number
}

interface ListRow {
  readonly account: LoadedAccount
  readonly name: string
  readonly id: AccountId
}

interface EventRow {
  readonly id: string
  readonly at: number
  readonly fact: AuditFact
  readonly reference: string | null
}

const useOfAccount = statement(
  'use-of-account',
  `select ${instantColumn('a.seen_at')} as seen_at, ${instantColumn('a.invited_at')} as invited_at, (
  select count(*)::integer from sessions s
  where s.tenant_id = :tenant and s.account_id = a.id and s.epoch = (select epoch from installation where one)
    and s.started_at >= a.sessions_from
    and s.seen_at > now() - ${spanOf(':idle')} and s.started_at > now() - ${spanOf(':absolute')}
) as sessions
from accounts a where a.tenant_id = :tenant and a.id = :account::uuid and a.gone_at is null`,
)

const listPeople = statement(
  'list-people',
  `select ${accountColumns} as account, lower(a.last_names ->> 'username') as name, a.id
from accounts a left join counters c on c.tenant_id = :tenant and c.key = 'account:' || a.id
where a.tenant_id = :tenant and a.gone_at is null
  and (lower(a.last_names ->> 'username') like :search::text or lower(a.last_names ->> 'displayName') like :search::text)
  and (:afterName::text is null or (lower(a.last_names ->> 'username'), a.id) > (:afterName::text, :afterId::uuid))
order by lower(a.last_names ->> 'username'), a.id limit :most::integer`,
)

const eventsOfAccount = statement(
  'events-of-account',
  `select e.id, ${instantColumn('e.at')} as at, e.fact, e.reference from audit_events e
where e.tenant_id = :tenant
  and e.subject = (select s.id from subjects s where s.tenant_id = :tenant and s.account_id = :account::uuid)
  and (:beforeAt::float8 is null
    or (date_trunc('milliseconds', e.at), e.id) < (${timestampOf(':beforeAt')}, :beforeId::uuid))
order by date_trunc('milliseconds', e.at) desc, e.id desc limit :most::integer`,
)

/** Every global administrator is locked before anybody is counted, as where a role is taken away. */
const holdForErasing = statement(
  'hold-for-erasing',
  `with locked as materialized (
  select a.id, a.role, ${couldSignIn} as usable
  from accounts a
  ${withEntry}
  where a.tenant_id = :tenant and (a.role = 'global-administrator' or a.id = :account::uuid)
  order by a.id for update of a
)
select l.role is not distinct from 'global-administrator'
  and not exists (select from locked o where o.id <> l.id and o.role = 'global-administrator' and o.usable) as last
from locked l where l.id = :account::uuid`,
)

const noteErasing = statement('note-erasing', noteFact(':account'))

/** What hangs on the account by a foreign key goes with its row. */
const erasings = [
  statement('erase-outbox', `delete from outbox where tenant_id = :tenant and about = :account::text`),
  statement(
    'erase-journey-mail',
    `delete from outbox o using journeys j
where j.tenant_id = :tenant and j.account_id = :account::uuid and o.tenant_id = :tenant and o.about = j.id::text`,
  ),
  statement('erase-journeys', 'delete from journeys where tenant_id = :tenant and account_id = :account::uuid'),
  statement('erase-counters', `delete from counters where tenant_id = :tenant and key = 'account:' || :account::text`),
  statement('erase-subject', 'delete from subjects where tenant_id = :tenant and account_id = :account::uuid'),
  statement(
    'erase-entry',
    `with own as (
  select directory_key, external_id from accounts where tenant_id = :tenant and id = :account::uuid
),
memberships as (
  delete from built_in_memberships m using own o
  where m.tenant_id = :tenant and m.directory_key = o.directory_key and m.external_id = o.external_id
)
delete from built_in_accounts b using own o
where b.tenant_id = :tenant and b.directory_key = o.directory_key and b.external_id = o.external_id`,
  ),
  statement('erase-account', 'delete from accounts where tenant_id = :tenant and id = :account::uuid'),
]
