// What waits: messages that are due, and facts that are not sealed. One statement over partial indexes, for /metrics.
import type { Backlog } from '../ports/telemetry.ts'
import type { Database } from './database.ts'
import { statement } from './statement.ts'

export async function readBacklog(db: Database): Promise<Backlog> {
  const [row] = await db.run<Backlog>(backlog)
  if (row === undefined) throw new Error('a count has one row')
  return row
}

const age = (column: string) => `coalesce(extract(epoch from now() - min(${column})), 0)::float8`

const backlog = statement(
  'backlog',
  `select o.messages, o."oldestMessage", a.facts, a."oldestFact"
from (
  select count(*)::integer as messages, ${age('due')} as "oldestMessage" from outbox
  where payload is not null and due <= now() and dies_at > now()
    and epoch = (select epoch from installation where one)
) o,
(select count(*)::integer as facts, ${age('at')} as "oldestFact" from audit_events where sequence is null) a`,
)
