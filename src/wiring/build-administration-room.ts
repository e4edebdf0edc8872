// What administering use cases reach, over what people's pages reach: made apart, so that no page for people ever holds it.
import { minutes } from '../core/time.ts'
import { readPicture } from '../pictures/read-picture.ts'
import type { TenantStorage } from '../storage/storage.ts'
import type { AdministrationRoom } from '../use-cases/administer/administration-room.ts'
import type { OrganisationRoom } from '../use-cases/organisation-room.ts'
import { countCoverage } from '../use-cases/reports/coverage.ts'
import { remembered } from './remembered.ts'

export function buildAdministrationRoom(
  room: OrganisationRoom,
  rows: TenantStorage,
  locales: readonly string[],
): AdministrationRoom {
  const { roles, people, policies, pictures, counts, groups, apiTokens, apiAnswers, audit } = rows
  const administration: AdministrationRoom = {
    ...room,
    roles,
    people,
    policies,
    pictures,
    readPicture,
    locales,
    counts,
    groups,
    apiTokens,
    apiAnswers,
    audit,
    coverage: remembered(minutes(1), () => countCoverage(administration)),
  }
  return administration
}
