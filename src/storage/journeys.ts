// Journeys of one organisation: load, commit, and what a crash left unfinished.
import { type JourneyId, journeyId, type TenantId } from '../core/people/identifiers.ts'
import type { Journeys } from '../ports/journeys.ts'
import type { Database } from './database.ts'
import { spanOf } from './instants.ts'
import { commitJourney } from './journeys-commit.ts'
import { loadJourney } from './journeys-load.ts'
import { statement } from './statement.ts'

export function createJourneys(db: Database, tenant: TenantId): Journeys {
  return {
    load: (question) => loadJourney(db, tenant, question),
    commit: (write) => commitJourney(db, tenant, write),
    async unfinished(age, most): Promise<readonly JourneyId[]> {
      const rows = await db.run<{ readonly id: string }>(unfinishedJourneys, { tenant, age, most })
      return rows.map((row) => journeyId(row.id))
    },
  }
}

/** In no order: those that can't be settled yet must not keep the others from their turn. */
const unfinishedJourneys = statement(
  'unfinished-journeys',
  `select id from journeys
where tenant_id = :tenant and unfinished and touched_at <= now() - ${spanOf(':age')} and started_at <= now()
  and epoch = (select epoch from installation where one)
order by random() limit :most::integer`,
)
