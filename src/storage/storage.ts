// Everything that is kept, behind the ports: whatever belongs to an organisation is reached through a handle bound to it.
import type { TenantId } from '../core/people/identifiers.ts'
import type { AuditTrail } from '../ports/audit-trail.ts'
import type { Outbox } from '../ports/delivery.ts'
import type { BuiltInRows } from '../ports/directory.ts'
import type { ImportsAccounts } from '../ports/imports.ts'
import type { Journeys } from '../ports/journeys.ts'
import type { Reseals } from '../ports/resealing.ts'
import type { KeepsRoles } from '../ports/roles.ts'
import type { Seeding } from '../ports/seeding.ts'
import type { Sessions } from '../ports/sessions.ts'
import type { Backlog } from '../ports/telemetry.ts'
import { createAuditTrail } from './audit-trail.ts'
import { readBacklog } from './backlog.ts'
import { createBuiltInRows } from './built-in-rows.ts'
import type { Database } from './database.ts'
import { createHousekeeping, type Housekeeping } from './housekeeping.ts'
import { createImports } from './imports.ts'
import { createInstallation, type Installation } from './installation.ts'
import { createJourneys } from './journeys.ts'
import { createOutbox } from './outbox.ts'
import { createPolicies, type Policies } from './policies.ts'
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
  readonly policies: Policies
  readonly roles: KeepsRoles
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
      roles: createRoles(db, tenant),
      imports: createImports(db, tenant),
      seeding: createSeeding(db, tenant),
    }),
  }
}
