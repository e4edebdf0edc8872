// What administering use cases reach, over what people's pages reach: made apart, so that no page for people ever holds it.
import type { TenantStorage } from '../storage/storage.ts'
import type { AdministrationRoom } from '../use-cases/administer/administration-room.ts'
import type { OrganisationRoom } from '../use-cases/organisation-room.ts'

export const buildAdministrationRoom = (room: OrganisationRoom, rows: TenantStorage): AdministrationRoom => ({
  ...room,
  roles: rows.roles,
  people: rows.people,
  policies: rows.policies,
  counts: rows.counts,
  groups: rows.groups,
  apiTokens: rows.apiTokens,
  apiAnswers: rows.apiAnswers,
})
