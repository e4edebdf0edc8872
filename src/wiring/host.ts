// An organisation's room on the host, for verbs of the command line: everything a use case needs, and nothing that is served.
import type { Refused } from '../cli/actions.ts'
import type { Config, OrganisationSettings } from '../config/config.ts'
import { loadCatalogue } from '../messages/catalogue.ts'
import { makeKeyCheck, passesKeyCheck } from '../secrets/key-check.ts'
import type { Keyring } from '../secrets/keyring.ts'
import { createSecrets } from '../secrets/secrets.ts'
import { migrate } from '../storage/migrate.ts'
import { createStorage, type Storage, type TenantStorage } from '../storage/storage.ts'
import type { AdministrationRoom } from '../use-cases/administer/administration-room.ts'
import { buildAdministrationRoom } from './build-administration-room.ts'
import { buildRoom } from './build-room.ts'
import { keyringOf, openDatabase, plainly } from './open.ts'
import { planOrganisation } from './serve.ts'
import { WrongKey } from './start.ts'

export interface Host {
  readonly room: AdministrationRoom
  readonly rows: TenantStorage
}

/** The database is brought up to date, as a start of the server would; messages wait for the server to send them. */
export async function atHost<Result extends object>(
  config: Config,
  settings: OrganisationSettings,
  work: (host: Host) => Promise<Result | Refused>,
): Promise<Result | Refused> {
  const keyring = keyringOf(config)
  if ('refused' in keyring) return keyring
  const database = await openDatabase(config)
  if ('refused' in database) return database
  try {
    return await plainly(async () => {
      await migrate(database)
      const storage = createStorage(database)
      const keyCheck = await storage.installation.keepKeyCheck(makeKeyCheck(keyring))
      if (!passesKeyCheck(keyCheck, keyring)) throw new WrongKey('this database was written with another secret key')
      const { organisation, policy } = planOrganisation(settings)
      await storage.tenants.create(organisation, policy)
      return work(hostOf(settings, storage, keyring))
    })
  } finally {
    await database.close()
  }
}

/** Nothing is read or written for it. */
export function hostOf(settings: OrganisationSettings, storage: Storage, keyring: Keyring): Host {
  const planned = planOrganisation(settings)
  const room = buildRoom(planned, {
    storage,
    secrets: createSecrets({ keyring, hashesAtOnce: 1 }),
    extraMethods: [],
    nudgeDelivery: () => undefined,
    refusalBeat: 0,
  })
  const rows = storage.forTenant(planned.organisation.id)
  return { room: buildAdministrationRoom(room, rows, loadCatalogue().locales), rows }
}
