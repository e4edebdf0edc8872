// The schema itself: it can be spread over servers by tenant, and its plans read whole keys.
import { describe, expect, it } from 'vitest'
import { peek, type TestDatabase } from './databases.ts'
import { explain } from './explain.ts'
import { newOrganisation, tim } from './organisation.ts'
import { askForJourney, everything, firstStep, newJourney, nextStep, sessionStep } from './steps.ts'

const global = ['installation', 'tenants']

export function schemaContract(database: () => TestDatabase): void {
  describe('the schema', () => {
    it('leads every primary key, unique key, foreign key and index with tenant_id, but for the two global tables', async () => {
      const keys = await peek<{ table: string; name: string; lead: string }>(
        database().db,
        `select t.relname as table, i.relname as name, coalesce(a.attname, '?') as lead
        from pg_index x join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
        left join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
        where t.relnamespace = current_schema()::regnamespace
        union all
        select t.relname, c.conname, a.attname
        from pg_constraint c join pg_class t on t.oid = c.conrelid
        join pg_attribute a on a.attrelid = t.oid and a.attnum = c.conkey[1]
        where c.contype in ('p', 'u', 'f') and t.relnamespace = current_schema()::regnamespace`,
      )
      expect(keys.length).toBeGreaterThan(40)
      expect(keys.filter((each) => each.lead !== 'tenant_id' && !global.includes(each.table))).toEqual([])
    })

    it('has a tenant in every table but the two global ones, and refers from those to none', async () => {
      const tables = await peek<{ name: string; tenants: boolean }>(
        database().db,
        `select c.relname as name, exists (
          select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull
        ) as tenants
        from pg_class c where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace`,
      )
      expect(
        tables
          .filter((each) => !each.tenants)
          .map((each) => each.name)
          .sort(),
      ).toEqual(global)
      expect(
        await peek(
          database().db,
          `select from pg_constraint where contype = 'f' and conrelid in ('tenants'::regclass, 'installation'::regclass)`,
        ),
      ).toEqual([])
    })

    it('uses no sequence, identity column, trigger or rule', async () => {
      const found = await peek(
        database().db,
        `select relname from pg_class where relkind = 'S' and relnamespace = current_schema()::regnamespace
        union all select attname from pg_attribute a join pg_class c on c.oid = a.attrelid
          where attidentity <> '' and c.relnamespace = current_schema()::regnamespace
        union all select tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
          where not tgisinternal and c.relnamespace = current_schema()::regnamespace
        union all select rulename from pg_rules where schemaname = current_schema()`,
      )
      expect(found).toEqual([])
    })

    it('lets every step find its rows by whole keys, planned as it is when the tables are empty', async () => {
      const { db, statements } = database()
      const { rows } = await newOrganisation(db)
      const before = statements.length
      const journey = newJourney()
      await rows.journeys.commit(firstStep(journey))
      await rows.journeys.load(askForJourney(journey))
      await rows.journeys.commit(nextStep(journey, 1, everything(journey)))
      await rows.sessions.commit(sessionStep({ freezes: tim.id }))

      const loose: string[] = []
      for (const text of statements.slice(before)) {
        for (const line of await explain(db, text)) {
          // The newest policy is the first of its tenant's, read backwards; nothing else may be found by tenant alone.
          if (/Seq Scan on/.test(line) || /Index Cond: \(tenant_id = \$\d+\)$/.test(line)) loose.push(line.trim())
        }
      }
      expect(loose).toEqual(['Index Cond: (tenant_id = $1)'])
    })
  })
}
