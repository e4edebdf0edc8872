// How many codes were compared, as the audit log tells: each comparison is a fact of its own.
import type { Person } from './people.ts'
import type { Site } from './site.ts'
import { journeyOf, type Walk } from './walk.ts'

export interface Comparisons {
  readonly failed: number
  readonly passed: number
}

/** Over all journeys of the account. An answer that was not compared is recorded too, and not counted here. */
export async function comparisonsOf({ sql }: Site, person: Person): Promise<Comparisons> {
  const [row] = await sql<Comparisons>(
    `select
       (count(*) filter (where fact ->> 'kind' = 'proof-failed' and (fact ->> 'compared')::boolean))::integer as failed,
       (count(*) filter (where fact ->> 'kind' = 'proof-passed'))::integer as passed
     from audit_events e join subjects s on s.tenant_id = e.tenant_id and s.id = e.subject where s.account_id = $1`,
    [person.id],
  )
  return row ?? { failed: 0, passed: 0 }
}

export const isProven = async (walk: Walk): Promise<boolean> => (await journeyOf(walk)).proofs.length > 0

/** So many failures of strangers with this method, the last of them just now. */
export async function failWith({ sql }: Site, person: Person, kind: string, times: number): Promise<void> {
  const now = Date.now()
  const failures = Array.from({ length: Math.min(times, 30) }, (_, n) => now - (30 - n) * 1000)
  const streak = { known: 0, strangers: times }
  const empty = { known: [], strangers: [] }
  const signIn = { failures: 0, lockouts: 0, lockedUntil: null, tags: [] }
  const value = {
    failures: { known: [], strangers: times < 50 ? [] : failures },
    streaks: { [kind]: streak },
    starts: empty,
    open: [],
    sends: [],
    signIns: { known: signIn, strangers: signIn },
  }
  await sql(
    `insert into counters (tenant_id, key, version, value, touched_at)
     select tenant_id, $1, 1, $2::jsonb, now() from accounts where id = $3
     on conflict (tenant_id, key) do update set version = counters.version + 1,
       value = jsonb_set(jsonb_set(counters.value, '{failures}', excluded.value -> 'failures'),
         '{streaks}', (counters.value -> 'streaks') || (excluded.value -> 'streaks'))`,
    [`account:${person.id}`, JSON.stringify(value), person.id],
  )
}
