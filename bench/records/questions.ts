// What administrators ask of the audit log, each beside the bare query of the index that answers it.
import { instantFrom } from '../../src/core/time.ts'
import type { Database } from '../../src/storage/database.ts'
import { statement } from '../../src/storage/statement.ts'
import type { AdministrationRoom } from '../../src/use-cases/administer/administration-room.ts'
import type { Administrator } from '../../src/use-cases/administer/administrator.ts'
import {
  type AuditQuestion,
  type JourneyQuestion,
  searchEvents,
  searchJourneys,
} from '../../src/use-cases/audit/search.ts'
import type { Question } from './compare.ts'
import { accountOf, journeyOf, referenceOf } from './names.ts'

export interface Asking {
  readonly db: Database
  readonly room: AdministrationRoom
  readonly by: Administrator
  readonly journeys: number
  readonly accounts: number
  readonly rounds: number
}

const everything: JourneyQuestion = {
  from: null,
  to: null,
  person: null,
  account: null,
  kind: null,
  outcome: null,
  reference: null,
  journey: null,
}
const page = { before: null, most: 50 }
const week = 7 * 86_400_000

export function auditQuestions(asking: Asking): readonly Question[] {
  const { db, room, by, rounds, journeys, accounts } = asking
  const tenant = room.organisation.id
  const now = Date.now()
  const someone = (round: number) => 1 + ((round * 104_729) % accounts)
  const somewhere = (round: number) => 1 + ((round * 15_485_863) % journeys)
  /** A moment of the year, another each round. */
  const moment = (round: number) => instantFrom(now - ((round * 86_028_121) % (365 * 86_400_000)))
  const events = (asked: (round: number) => Partial<AuditQuestion>) => async (round: number) => {
    const found = await searchEvents({ ...everything, ...asked(round) }, page, by, room)
    if ('kind' in found) throw new Error(`the search was refused: ${found.kind}`)
    return found.items.length
  }
  const lines = (asked: (round: number) => Partial<JourneyQuestion>) => async (round: number) => {
    const found = await searchJourneys({ ...everything, ...asked(round) }, page, by, room)
    if ('kind' in found) throw new Error(`the search was refused: ${found.kind}`)
    return found.items.length
  }
  const bare = (name: string, condition: string, value: (round: number) => unknown) => {
    const query = statement(
      `bench-bare-${name}`,
      `select * from audit_events where tenant_id = :tenant and ${condition} order by at desc, id desc limit 50`,
    )
    return (round: number) => db.run(query, { tenant, value: value(round) })
  }
  const ofKind = `fact ->> 'kind' = :value::text`
  const until = (round: number) => new Date(moment(round)).toISOString()
  const subjectOf = `subject = (select id from subjects where tenant_id = :tenant and account_id = :value::uuid)`
  const question = (what: string, product: Question['product'], bareQuery: Question['bare']): Question => ({
    what,
    rounds,
    product,
    bare: bareQuery,
  })
  return [
    question(
      'facts, up to a time',
      events((n) => ({ to: moment(n) })),
      bare('time', 'at < :value::timestamptz', until),
    ),
    question(
      'facts of a kind, up to a time',
      events((n) => ({ kind: 'proof-failed', to: moment(n) })),
      bare('kind-time', `fact ->> 'kind' = 'proof-failed' and at < :value::timestamptz`, until),
    ),
    question(
      'facts of a rare kind',
      events(() => ({ kind: 'attack-mode-entered' })),
      bare('kind', ofKind, () => 'attack-mode-entered'),
    ),
    question(
      'facts of an account',
      events((n) => ({ account: accountOf(someone(n)) })),
      bare('account', subjectOf, (n) => accountOf(someone(n))),
    ),
    question(
      'facts of an account and a kind',
      events((n) => ({ account: accountOf(someone(n)), kind: 'password-reset' })),
      bare('account-kind', subjectOf, (n) => accountOf(someone(n))),
    ),
    question(
      'facts of a reference',
      events((n) => ({ reference: referenceOf(somewhere(n)) })),
      bare('reference', 'reference = :value::text', (n) => referenceOf(somewhere(n))),
    ),
    question(
      'facts of a journey',
      events((n) => ({ journey: journeyOf(somewhere(n)) })),
      bare('journey', 'journey_id = :value::uuid', (n) => journeyOf(somewhere(n))),
    ),
    question(
      'facts of a kind in a week without any',
      events((n) => ({ kind: 'attack-mode-entered', from: instantFrom(moment(n) - week), to: moment(n) })),
      bare(
        'kind-week',
        `fact ->> 'kind' = 'attack-mode-entered' and at < :value::timestamptz and at >= :value::timestamptz - interval '7 days'`,
        until,
      ),
    ),
    question(
      'journeys, up to a time',
      lines((n) => ({ to: moment(n) })),
      bareJourneys(asking, 'started', `fact ->> 'kind' = 'journey-started'`, until),
    ),
    ...(
      [
        ['got-back', `fact ->> 'kind' = 'password-reset'`],
        ['unlocked', `fact ->> 'kind' = 'account-unlocked'`],
        ['blocked', `fact ->> 'kind' = 'journey-blocked'`],
        ['directory-refused', `fact ->> 'kind' = 'password-write-unavailable'`],
        ['not-eligible', `(fact ->> 'kind' = 'not-eligible' or jsonb_typeof(fact -> 'refusal') = 'object')`],
        ['gave-up', `fact ->> 'kind' = 'journey-cancelled'`],
      ] as const
    ).map(([outcome, condition]) =>
      question(
        `journeys: ${outcome}, up to a time`,
        lines((n) => ({ outcome, to: moment(n) })),
        bareJourneys(asking, outcome, condition, until),
      ),
    ),
    question(
      'journeys: under-way',
      lines(() => ({ outcome: 'under-way' })),
      bareJourneys(asking, 'under-way', `fact ->> 'kind' = 'journey-started'`, () => new Date(now).toISOString()),
    ),
    question(
      'journeys of an account',
      lines((n) => ({ account: accountOf(someone(n)) })),
      bareJourneys(
        asking,
        'account',
        `subject = (select id from subjects where tenant_id = :tenant and account_id = :account::uuid)`,
        () => new Date(now).toISOString(),
        (n) => accountOf(someone(n)),
      ),
    ),
    question(
      'journeys of an account, gave up',
      lines((n) => ({ account: accountOf(someone(n)), outcome: 'gave-up' })),
      bareJourneys(
        asking,
        'account',
        `subject = (select id from subjects where tenant_id = :tenant and account_id = :account::uuid)`,
        () => new Date(now).toISOString(),
        (n) => accountOf(someone(n)),
      ),
    ),
  ]
}

/** A page of journeys can't be shown without what finds them and what they consist of: one query that gives both. */
function bareJourneys(
  { db, room }: Asking,
  name: string,
  condition: string,
  until: (round: number) => string,
  account: (round: number) => string | null = () => null,
): Question['bare'] {
  const query = statement(
    `bench-bare-journeys-${name}`,
    `select e.* from (
  select distinct journey_id from (
    select journey_id from audit_events
    where tenant_id = :tenant and :account::uuid is null = :any::boolean and at < :until::timestamptz and ${condition} and journey_id is not null
    order by at desc, id desc limit 50
  ) found
) j join audit_events e on e.tenant_id = :tenant and e.journey_id = j.journey_id`,
  )
  const tenant = room.organisation.id
  return (round) =>
    db.run(query, { tenant, until: until(round), account: account(round), any: account(round) === null })
}
