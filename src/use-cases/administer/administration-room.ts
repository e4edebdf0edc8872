// Everything an administering use case may reach for one organisation, beside what people's own pages reach.
import type { KeepsRoles } from '../../ports/roles.ts'
import type { OrganisationRoom } from '../organisation-room.ts'

export interface AdministrationRoom extends OrganisationRoom {
  readonly roles: KeepsRoles
}
