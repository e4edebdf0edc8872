// How the audit log is searched once it is long: by an index in the order of the answer, for as many rows as a page has. A plan that
// gathers and sorts what fits looks right on a short log, and never answers on a long one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decidedKinds } from '../../../src/core/audit/journey-outcome.ts'
import { journeyId } from '../../../src/core/people/identifiers.ts'
import { instantFrom } from '../../../src/core/time.ts'
import type { EventFilter } from '../../../src/ports/audit-search.ts'
import type { Engine, TestDatabase } from './databases.ts'
import { everyFact } from './event-filter.ts'
import { explain } from './explain.ts'
import { type Ground, newOrganisation, tim } from './organisation.ts'

export function auditPlansContract(engine: Engine): void {
  describe('a long audit log', () => {
    let opened: TestDatabase | undefined
    let ground: Ground | undefined
    const database = (): TestDatabase => {
      if (opened === undefined) throw new Error('the database is not open')
      return opened
    }
    const audit = () => {
      if (ground === undefined) throw new Error('there is no organisation')
      return ground.rows.audit
    }
    beforeAll(async () => {
      opened = await engine.open()
      ground = await newOrganisation(opened.db)
      await opened.db.script(manyEvents(ground.tenant))
    })
    afterAll(() => opened?.close())

    /** The plan of the one statement that `search` runs, made without its values, as a connection keeps it. */
    const planOf = async (search: () => Promise<unknown>): Promise<string> => {
      const { db, statements } = database()
      const before = statements.length
      await search()
      const texts = statements.slice(before)
      expect(texts).toHaveLength(1)
      return (await explain(db, texts[0] ?? '')).join('\n')
    }

    it.each<[string, Partial<EventFilter>, RegExp]>([
      ['by nothing', {}, /Index Scan Backward using audit_events_by_time/],
      ['up to a time', { to: instantFrom(Date.now()) }, /Index Scan Backward using audit_events_by_time/],
      ['by kind', { kinds: ['signed-in'] }, /Index Scan Backward using audit_events_by_kind/],
      ['by refusal', { refusals: true }, /Index Scan Backward using audit_refusals/],
      ['by account', { account: tim.id }, /using audit_events_of_subject/],
      ['by account and kind', { account: tim.id, kinds: ['signed-in'] }, /using audit_events_of_subject/],
      ['by reference', { reference: 'RK-0000-0001' }, /using audit_events_by_reference/],
      ['by journey', { journey: journeyId('7d3f3c1e-0000-4000-8000-0000000000f1') }, /using audit_events_of_journey/],
    ])('is searched %s along its index', async (_, filter, index) => {
      const plan = await planOf(() => audit().search({ ...everyFact, ...filter }, null, 50))
      expect(plan).toMatch(index)
      expect(plan).not.toMatch(/Seq Scan|Bitmap|Hash/)
      // Only what stands above the limit, a page, is ever sorted.
      const [, walk = ''] = plan.split(/^\s*->\s+Limit.*$/m)
      if (Object.keys(filter).every((each) => each === 'to' || each === 'refusals')) expect(walk).not.toMatch(/Sort/)
    })

    it('has its undecided journeys told from the others one by one', async () => {
      const question = { from: null, to: null, decidedBy: decidedKinds }
      const plan = await planOf(() => audit().undecided(question, null, 50, 1_000))
      expect(plan).toMatch(/Index Scan Backward using audit_events_by_kind/)
      expect(plan).toMatch(/Index Scan using audit_events_of_journey/)
      expect(plan).not.toMatch(/Seq Scan|Bitmap|Hash/)
    })
  })
}

const manyEvents = (tenant: string): string => `
insert into subjects (tenant_id, id, account_id, names)
select '${tenant}', gen_random_uuid(), gen_random_uuid(), '{}' from generate_series(1, 2000);
insert into audit_events (tenant_id, id, at, subject, journey_id, reference, fact, sequence, hash)
select '${tenant}', gen_random_uuid(), now() - n * interval '1 minute', s.id, md5('journey ' || n / 5)::uuid, 'RK-' || n / 5,
  jsonb_build_object('kind', (array['journey-started', 'proof-passed', 'password-reset', 'signed-in', 'not-eligible'])[1 + n % 5]), n, 'x'
from generate_series(1, 20000) n
join (select id, row_number() over () as place from subjects where tenant_id = '${tenant}') s on s.place = 1 + n % 2000;
analyze subjects;
analyze audit_events;
`
