// Everything an administering use case may reach for one organisation, beside what people's own pages reach.
import type { KeepsAnswers, KeepsApiTokens } from '../../ports/api-access.ts'
import type { SearchesAudit } from '../../ports/audit-search.ts'
import type { LooksAtPeople } from '../../ports/people.ts'
import type { KeepsPictures, ReadsPicture } from '../../ports/pictures.ts'
import type { CountsAccounts, KeepsPolicies, ListsGroups } from '../../ports/policies.ts'
import type { KeepsRoles } from '../../ports/roles.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import type { Coverage } from '../reports/coverage.ts'

export interface AdministrationRoom extends OrganisationRoom {
  readonly roles: KeepsRoles
  readonly audit: SearchesAudit
  /** Counted at most once a minute. */
  readonly coverage: () => Promise<Coverage>
  readonly people: LooksAtPeople
  readonly policies: KeepsPolicies
  readonly pictures: KeepsPictures
  readonly readPicture: ReadsPicture
  /** Codes of the languages that are spoken. */
  readonly locales: readonly string[]
  readonly counts: CountsAccounts
  readonly groups: ListsGroups
  readonly apiTokens: KeepsApiTokens
  readonly apiAnswers: KeepsAnswers
}
