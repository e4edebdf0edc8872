// A year of an audit log, made inside the database: sign-ins, and journeys that come to every kind of end.
import type { RunsStatements } from '../../src/storage/database.ts'
import { statement } from '../../src/storage/statement.ts'
import { withoutIndexes } from './without-indexes.ts'

/** How many there are afterwards: as near to `events` as whole journeys come. */
export interface FilledEvents {
  readonly events: number
  readonly journeys: number
}

export async function fillEvents(
  db: RunsStatements,
  tenant: string,
  { events, accounts }: { readonly events: number; readonly accounts: number },
): Promise<FilledEvents> {
  const journeys = Math.round(events / perJourney)
  await withoutIndexes(db, ['audit_events'], async () => {
    for (let from = 1; from <= journeys; from += batch) {
      await db.run(fill, { tenant, accounts, journeys, from, to: Math.min(journeys, from + batch - 1) })
    }
    await db.run(rare, { tenant, journeys })
  })
  const [counted] = await db.run<{ readonly count: number }>(count, { tenant })
  return { events: counted?.count ?? 0, journeys }
}

const batch = 100_000

/** Of a hundred journeys `low` to `high` have this fact at that place. Seconds apart; by the second on its account is known. */
const facts: readonly (readonly [low: number, high: number, place: number, fact: string])[] = [
  [0, 99, 1, '{"kind": "journey-started"}'],
  [0, 89, 2, '{"kind": "journey-resolved", "subject": "account", "refusal": null}'],
  [
    90,
    93,
    2,
    '{"kind": "journey-resolved", "subject": "account", "refusal": {"reason": "not-registered", "code": "SSPR_0014"}}',
  ],
  [94, 99, 2, '{"kind": "journey-resolved", "subject": "nobody", "refusal": null}'],
  [0, 89, 3, '{"kind": "challenge-issued", "method": "email", "gate": 1, "sent": true}'],
  [0, 83, 4, '{"kind": "proof-passed", "method": "email", "gate": 1}'],
  [0, 74, 5, '{"kind": "challenge-issued", "method": "authenticator-app", "gate": 2, "sent": false}'],
  [0, 74, 6, '{"kind": "proof-passed", "method": "authenticator-app", "gate": 2}'],
  [0, 69, 7, '{"kind": "password-reset", "methods": ["email", "authenticator-app"]}'],
  [70, 74, 7, '{"kind": "account-unlocked", "methods": ["email", "authenticator-app"]}'],
  [75, 78, 5, '{"kind": "proof-failed", "method": "authenticator-app", "gate": 2, "compared": true}'],
  [75, 78, 6, '{"kind": "journey-blocked"}'],
  [79, 82, 5, '{"kind": "not-eligible", "reason": "out-of-scope", "code": "SSPR_0013", "purpose": "reset"}'],
  [83, 83, 5, '{"kind": "password-write-unavailable"}'],
  [84, 89, 5, '{"kind": "journey-cancelled"}'],
  [0, 74, 8, '{"kind": "signed-in"}'],
]

const perJourney = facts.reduce((sum, [low, high]) => sum + (high - low + 1) / 100, 0)

const template = facts.map(
  (row) => `(${row.map((cell) => (typeof cell === 'number' ? cell : `'${cell}'::jsonb`)).join(', ')})`,
)

const fill = statement(
  'bench-fill-events',
  `insert into audit_events (tenant_id, id, at, subject, journey_id, reference, fact, sequence, hash)
select :tenant, md5(n || '.' || place)::uuid, now() - (:journeys::integer - n) * (interval '365 days' / :journeys::integer)
    - interval '2 minutes' + place * interval '7 seconds',
  case when place > 1 and fact ->> 'subject' is distinct from 'nobody' then md5('subject ' || (1 + n::bigint * 7919 % :accounts::integer))::uuid end,
  case when place < 8 then md5('journey ' || n)::uuid end,
  case when place < 8 then upper('RK-' || substr(md5('journey ' || n), 1, 4) || '-' || substr(md5('journey ' || n), 5, 4)) end,
  fact, n::bigint * 10 + place, 'x'
from generate_series(:from::integer, :to::integer) n
join (values ${template.join(', ')}) as f(low, high, place, fact) on n % 100 between low and high`,
)

/** Five of a kind in a year, and one person whose events are most of a page. */
const rare = statement(
  'bench-fill-rare',
  `insert into audit_events (tenant_id, id, at, fact, sequence, hash)
select :tenant, md5('rare ' || n)::uuid, now() - n * interval '60 days', '{"kind": "attack-mode-entered"}',
  :journeys::integer * 10::bigint + 10 + n, 'x' from generate_series(1, 5) n`,
)

const count = statement(
  'bench-count-events',
  'select count(*)::integer as count from audit_events where tenant_id = :tenant',
)
