// The outbox as its worker sees it. A message is taken for a while, never for good: who takes it may die with it.
import type { SealedText, TenantId } from '../core/people/identifiers.ts'
import type { ClaimedMessage, Outbox } from '../ports/delivery.ts'
import type { Database } from './database.ts'
import { instantColumn, readInstant, spanOf } from './instants.ts'
import { statement } from './statement.ts'

export function createOutbox(db: Database): Outbox {
  return {
    async claim(tenant, most, lease): Promise<readonly ClaimedMessage[]> {
      const rows = await db.run<ClaimedRow>(claimMessages, { tenant, most, lease })
      return rows.map((row) => readClaimed(tenant, row))
    },
    async finish(tenant, id, outcome) {
      await db.run(finishMessage, { tenant, id, outcome })
    },
    async spread(tenant, id, messages) {
      await db.run(spreadMessage, { tenant, id, messages: JSON.stringify(messages) })
    },
    async retry(tenant, id, after) {
      await db.run(retryMessage, { tenant, id, after })
    },
    async bury(tenant) {
      return (await db.run(buryMessages, { tenant })).length
    },
  }
}

interface ClaimedRow {
  readonly id: string
  readonly payload: SealedText
  readonly attempts: number
  readonly dies_at: number
  readonly now: number
}

const readClaimed = (tenant: TenantId, { id, payload, attempts, dies_at, now }: ClaimedRow): ClaimedMessage => ({
  tenant,
  id,
  payload,
  attempts,
  diesAt: readInstant(dies_at),
  now: readInstant(now),
})

/** `skip locked`: workers of several processes don't wait for each other, and never take the same message. */
const claimMessages = statement(
  'claim-messages',
  `with due as materialized (
  select o.id from outbox o
  where o.tenant_id = :tenant and o.payload is not null and o.due <= now() and o.dies_at > now()
    and o.epoch = (select epoch from installation where one)
  order by o.due limit :most::integer
  for no key update of o skip locked
)
update outbox o set due = now() + ${spanOf(':lease')}, attempts = o.attempts + 1
from due where o.tenant_id = :tenant and o.id = due.id
returning o.id, o.payload, o.attempts, ${instantColumn('o.dies_at')} as dies_at, ${instantColumn('now()')} as now`,
)

const finishMessage = statement(
  'finish-message',
  `update outbox set payload = null, outcome = :outcome
where tenant_id = :tenant and id = :id and payload is not null`,
)

/** Whoever comes second finds it finished, and adds nothing. */
const spreadMessage = statement(
  'spread-message',
  `with spread as (
  update outbox set payload = null, outcome = 'spread'
  where tenant_id = :tenant and id = :id and payload is not null
  returning about, kind, dies_at, epoch
)
insert into outbox (tenant_id, id, about, kind, due, dies_at, payload, epoch)
select :tenant, m.id, s.about, s.kind, now(), s.dies_at, m.payload, s.epoch
from spread s, jsonb_to_recordset(:messages::jsonb) as m(id uuid, payload text)`,
)

const retryMessage = statement(
  'retry-message',
  `update outbox set due = now() + ${spanOf(':after')}
where tenant_id = :tenant and id = :id and payload is not null`,
)

/** Those of an older epoch are as dead as those past their time. */
const buryMessages = statement(
  'bury-messages',
  `update outbox set payload = null, outcome = 'dead'
where tenant_id = :tenant and payload is not null
  and (dies_at <= now() or epoch <> (select epoch from installation where one))
returning 1`,
)
