// What the command line's verbs do, each against the storage or the keyring that its configuration names.
import { randomUUID } from 'node:crypto'
import type { Actions, Refused } from '../cli/actions.ts'
import type { Config } from '../config/config.ts'
import { tenantId } from '../core/people/identifiers.ts'
import { auditPublicKeys, verifyAuditSignature } from '../secrets/audit-signing.ts'
import { newKeyringText } from '../secrets/keyring.ts'
import { migrate } from '../storage/migrate.ts'
import { createStorage, type Storage } from '../storage/storage.ts'
import { verifyTrail } from '../use-cases/audit/verify.ts'
import { sha256 } from './audit.ts'
import { keyringOf, openDatabase, plainly } from './open.ts'

export const verifyAudit: Actions['verifyAudit'] = ({ config, organisation, checkpoint, publicKeys }) =>
  withStorage(config, ({ auditTrail }) => {
    const tenant = tenantId(organisation.id)
    return verifyTrail({
      trail: auditTrail,
      tenant,
      publicKeys,
      checkpoint,
      sha256,
      verifySignature: verifyAuditSignature,
    })
  })

export const setEdition: Actions['setEdition'] = ({ config, organisation, edition }) =>
  withStorage(config, async (storage) => {
    const { policies } = storage.forTenant(tenantId(organisation.id))
    const before = await policies.current()
    if (before.edition === edition) return { before: edition }
    const fact = { id: randomUUID(), fact: { kind: 'edition-set', edition } } as const
    const saved = await policies.save({ ...before, edition }, before.version, fact)
    return saved === 'lost'
      ? { refused: 'The policy was changed meanwhile.', cure: 'run it again' }
      : { before: before.edition }
  })

export const restored: Actions['restored'] = ({ config, counters }) =>
  withStorage(config, async ({ installation }) => ({ epoch: await installation.raiseEpoch(counters) }))

export const auditKeys: Actions['auditKeys'] = async (config) => {
  const keyring = keyringOf(config)
  return 'refused' in keyring ? keyring : auditPublicKeys(keyring)
}

export const newKeyring: Actions['newKeyring'] = () => newKeyringText()

async function withStorage<Result extends object>(
  config: Config,
  work: (storage: Storage) => Promise<Result | Refused>,
): Promise<Result | Refused> {
  const database = await openDatabase(config)
  if ('refused' in database) return database
  try {
    return await plainly(async () => {
      await migrate(database)
      return work(createStorage(database))
    })
  } finally {
    await database.close()
  }
}
