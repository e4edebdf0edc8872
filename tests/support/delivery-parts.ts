// For tests of delivery: a clock that is moved by hand, and an outbox in memory that keeps to its port's contract. Only
// when things happen is tested with it; what the statements do is tested where they are.
import type { SealedText, TenantId } from '../../src/core/people/identifiers.ts'
import { type Instant, instantFrom } from '../../src/core/time.ts'
import type { ClaimedMessage, Outbox } from '../../src/ports/delivery.ts'

export interface TestClock {
  elapsed(): number
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
  /** Moves time on; what slept until then wakes up. */
  advance(milliseconds: number): void
  /** How many sleep now. */
  sleepers(): number
}

export function createTestClock(): TestClock {
  let now = 0
  const sleepers = new Map<() => void, number>()
  return {
    elapsed: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const wake = () => {
          sleepers.delete(wake)
          resolve()
        }
        signal.addEventListener('abort', () => {
          sleepers.delete(wake)
          reject(new Error('woken'))
        })
        sleepers.set(wake, now + milliseconds)
      }),
    advance(milliseconds) {
      now += milliseconds
      for (const [wake, at] of sleepers) if (at <= now) wake()
    },
    sleepers: () => sleepers.size,
  }
}

export interface TestOutbox extends Outbox {
  readonly rows: Map<string, TestRow>
  put(tenant: TenantId, id: string, payload: SealedText, lifetime: number): void
  claims(): number
}

export interface TestRow {
  readonly tenant: TenantId
  readonly diesAt: Instant
  payload: SealedText | null
  due: number
  attempts: number
  outcome: string | null
}

/** `databaseNow` is the database's clock, which need not be the worker's. */
export function createTestOutbox(databaseNow: () => number): TestOutbox {
  const rows = new Map<string, TestRow>()
  let claims = 0
  const own = (tenant: TenantId) => [...rows].filter(([, row]) => row.tenant === tenant && row.payload !== null)

  return {
    rows,
    claims: () => claims,
    put(tenant, id, payload, lifetime) {
      const now = databaseNow()
      rows.set(id, { tenant, payload, due: now, diesAt: instantFrom(now + lifetime), attempts: 0, outcome: null })
    },
    async claim(tenant, most, lease) {
      claims += 1
      const now = databaseNow()
      return own(tenant)
        .filter(([, row]) => row.due <= now && row.diesAt > now)
        .slice(0, most)
        .flatMap(([id, row]): ClaimedMessage[] => {
          if (row.payload === null) return []
          row.due = now + lease
          row.attempts += 1
          const { payload, attempts, diesAt } = row
          return [{ tenant, id, payload, attempts, diesAt, now: instantFrom(now) }]
        })
    },
    async finish(_, id, outcome) {
      const row = rows.get(id)
      if (row !== undefined) Object.assign(row, { payload: null, outcome })
    },
    async spread(tenant, id, messages) {
      const row = rows.get(id)
      if (row === undefined || row.payload === null) return
      Object.assign(row, { payload: null, outcome: 'spread' })
      for (const { id: each, payload } of messages)
        rows.set(each, { tenant, payload, due: databaseNow(), diesAt: row.diesAt, attempts: 0, outcome: null })
    },
    async retry(_, id, after) {
      const row = rows.get(id)
      if (row !== undefined) row.due = databaseNow() + after
    },
    async bury(tenant) {
      const dead = own(tenant).filter(([, row]) => row.diesAt <= databaseNow())
      for (const [, row] of dead) Object.assign(row, { payload: null, outcome: 'dead' })
      return dead.length
    },
  }
}
