// Facts put straight into the log, at any time and about anybody, for what is searched and counted.
import { randomUUID } from 'node:crypto'
import type { AuditFact } from '../../../src/core/audit/facts.ts'
import type { AccountId, JourneyId } from '../../../src/core/people/identifiers.ts'
import { type Instant, instantFrom } from '../../../src/core/time.ts'
import type { TestDatabase } from './databases.ts'
import { tim } from './organisation.ts'

export const start = Date.UTC(2026, 5, 1)

export interface Row {
  readonly id: string
  /** Several share one, so that only the id tells them apart. */
  readonly at: Instant
  readonly fact: AuditFact
  readonly account: AccountId | null
  readonly journey: JourneyId | null
  readonly reference: string | null
}

export function aRow(more: Partial<Row>): Row {
  return {
    id: randomUUID(),
    at: instantFrom(start),
    fact: { kind: 'signed-in' },
    account: null,
    journey: null,
    reference: null,
    ...more,
  }
}

export async function insert(db: TestDatabase['db'], tenant: string, rows: readonly Row[]): Promise<void> {
  const values = rows.map(
    ({ id, at, fact, account, journey, reference }) =>
      `('${tenant}', '${id}', to_timestamp(${at / 1000}), ${account === null ? 'null' : `'${tim.subject}'`}, ${journey === null ? 'null' : `'${journey}'`}, ${reference === null ? 'null' : `'${reference}'`}, '${JSON.stringify(fact)}')`,
  )
  const into = 'insert into audit_events (tenant_id, id, at, subject, journey_id, reference, fact)'
  await db.script(`${into} values ${values.join(', ')}`)
}
