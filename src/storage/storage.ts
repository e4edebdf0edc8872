// Everything that is kept, behind the ports: whatever belongs to an organisation is reached through a handle bound to it.
import type { TenantId } from '../core/people/identifiers.ts'
import type { KeepsAnswers, KeepsApiTokens } from '../ports/api-access.ts'
import type { SearchesAudit } from '../ports/audit-search.ts'
import type { AuditTrail } from '../ports/audit-trail.ts'
import type { Outbox } from '../ports/delivery.ts'
import type { BuiltInRows } from '../ports/directory.ts'
import type { ImportsAccounts } from '../ports/imports.ts'
import type { Journeys } from '../ports/journeys.ts'
import type { LooksAtPeople } from '../ports/people.ts'
import type { KeepsPictures } from '../ports/pictures.ts'
import type { CountsAccounts, KeepsPolicies, ListsGroups } from '../ports/policies.ts'
import type { Reseals } from '../ports/resealing.ts'
import type { KeepsRoles } from '../ports/roles.ts'
import type { Seeding } from '../ports/seeding.ts'
import type { Sessions } from '../ports/sessions.ts'
import type { Backlog } from '../ports/telemetry.ts'
import { createAccountGroupings } from './account-groupings.ts'
import { createApiAnswers } from './api-answers.ts'
import { createApiTokens } from './api-tokens.ts'
import { createAuditSearch } from './audit-search.ts'
import { createAuditTrail } from './audit-trail.ts'
import { readBacklog } from './backlog.ts'
import { createBuiltInRows } from './built-in-rows.ts'
import type { Database } from './database.ts'
import { createGroups } from './groups.ts'
import { createHousekeeping, type Housekeeping } from './housekeeping.ts'
import { createImports } from './imports.ts'
import { createInstallation, type Installation } from './installation.ts'
import { createJourneys } from './journeys.ts'
import { createOutbox } from './outbox.ts'
import { createPeople } from './people.ts'
import { createPictures } from './pictures.ts'
import { createPolicies } from './policies.ts'
import { createReseals } from './resealing.ts'
import { createRoles } from './roles.ts'
import { createSeeding } from './seeding.ts'
import { createSessions } from './sessions.ts'
import { createTenants, type Tenants } from './tenants.ts'

export interface Storage {
  readonly installation: Installation
  readonly tenants: Tenants
  readonly outbox: Outbox
  readonly auditTrail: AuditTrail
  readonly housekeeping: Housekeeping
  readonly reseals: Reseals
  /** What waits in all of it. */
  backlog(): Promise<Backlog>
  forTenant(tenant: TenantId): TenantStorage
}

/** Holds nothing of any other tenant, and no way to it. */
export interface TenantStorage {
  readonly journeys: Journeys
  readonly sessions: Sessions
  /** Answers for its own tenant; asked for another one it throws. */
  readonly builtIn: BuiltInRows
  readonly policies: KeepsPolicies
  readonly pictures: KeepsPictures
  readonly counts: CountsAccounts
  readonly groups: ListsGroups
  readonly apiTokens: KeepsApiTokens
  readonly apiAnswers: KeepsAnswers
  readonly roles: KeepsRoles
  readonly audit: SearchesAudit
  readonly people: LooksAtPeople
  readonly imports: ImportsAccounts
  /** For the demo, the tests and imports. */
  readonly seeding: Seeding
}

/** The database has been migrated: `migrate(db)`. Call `tenants.refresh()` before the first request. */
export function createStorage(db: Database): Storage {
  return {
    installation: createInstallation(db),
    tenants: createTenants(db),
    outbox: createOutbox(db),
    auditTrail: createAuditTrail(db),
    housekeeping: createHousekeeping(db),
    reseals: createReseals(db),
    backlog: () => readBacklog(db),
    forTenant: (tenant) => ({
      journeys: createJourneys(db, tenant),
      sessions: createSessions(db, tenant),
      builtIn: createBuiltInRows(db, tenant),
      policies: createPolicies(db, tenant),
      pictures: createPictures(db, tenant),
      counts: createAccountGroupings(db, tenant),
      groups: createGroups(db, tenant),
      apiTokens: createApiTokens(db, tenant),
      apiAnswers: createApiAnswers(db, tenant),
      roles: createRoles(db, tenant),
      audit: createAuditSearch(db, tenant),
      people: createPeople(db, tenant),
      imports: createImports(db, tenant),
      seeding: createSeeding(db, tenant),
    }),
  }
}
