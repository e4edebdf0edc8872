// What `rekey keys rotate | list | retire` do: the file first, then the database, and nothing of either with a wrong key.
import { readFileSync } from 'node:fs'
import type { Actions, Refused } from '../cli/actions.ts'
import type { Config } from '../config/config.ts'
import { headText } from '../core/audit/chain.ts'
import { isSignedWith } from '../secrets/audit-signing.ts'
import { makeKeyCheck, passesKeyCheck } from '../secrets/key-check.ts'
import type { Key, Keyring } from '../secrets/keyring.ts'
import { replaceKeyringFile, withNewKey, withoutKey } from '../secrets/keyring-file.ts'
import { createLookup } from '../secrets/lookup.ts'
import { createSealing } from '../secrets/sealing.ts'
import { migrate } from '../storage/migrate.ts'
import { createStorage, type Storage } from '../storage/storage.ts'
import { resealAll } from '../use-cases/administer/reseal.ts'
import { keyringOf, openDatabase, plainly } from './open.ts'
import { WrongKey } from './start.ts'

export const rotateKeys: Actions['rotateKeys'] = ({ config, resume, progress }) =>
  withKeys(config, async ({ storage, keyring, file }) => {
    if (!resume) {
      if (file === null) return noFile
      replaceKeyringFile(file, withNewKey(readFileSync(file, 'utf8'), keyring).text)
    }
    const now = keyringOf(config)
    if ('refused' in now) return now
    const { id } = now.writing
    const secrets = { ...createSealing(now), ...createLookup(now) }
    return { writing: id, ...(await resealAll(storage.reseals, secrets, id, progress)) }
  })

export const listKeys: Actions['listKeys'] = (config) =>
  withKeys(config, async ({ storage, keyring }) => {
    const counts = await storage.reseals.count()
    const keys = keyring.all.map(({ id }) => ({ id, writes: id === keyring.writing.id, rows: counts.get(id) ?? 0 }))
    return { keys }
  })

export const retireKey: Actions['retireKey'] = ({ config, id }) =>
  withKeys(config, async ({ storage, keyring, file, keyCheck }) => {
    const writing = keyring.writing.id
    if (file === null) return noFile
    if (!keyring.all.some((key) => key.id === id)) return { refused: `No key of the keyring has the id ${id}.` }
    if (id === writing) {
      return { refused: `${id} is the key that writes.`, cure: 'put a new one in front first: rekey keys rotate' }
    }
    const rows = (await storage.reseals.count()).get(id) ?? 0
    if (rows > 0) {
      const cure =
        'run rekey keys rotate --resume; what people have begun, and the count of their mails, is gone by itself within a day'
      return { refused: `${rows} stored values still need ${id}.`, cure }
    }
    if (
      await signedByNoneOf(
        keyring.all.filter((key) => key.id !== id),
        storage,
      )
    ) {
      const cure = 'let the server run until it has looked at the log again, some minutes, then run this again'
      return { refused: `The end of an audit log is still signed by ${id}.`, cure }
    }
    if (!(await storage.installation.exchangeKeyCheck(keyCheck, makeKeyCheck(keyring)))) {
      return { refused: 'Another rotation runs at the same time.', cure: 'wait until it is done' }
    }
    replaceKeyringFile(file, withoutKey(readFileSync(file, 'utf8'), id))
    return { writing }
  })

/** A chain whose head nobody in the ring signed would be told as broken. */
async function signedByNoneOf(keys: readonly Key[], { reseals, auditTrail }: Storage): Promise<boolean> {
  const isSigned = isSignedWith({ all: keys })
  for (const tenant of await reseals.tenants()) {
    const head = await auditTrail.head(tenant)
    if (head !== null && !isSigned(headText(tenant, head, head.sealedAt), head.signature)) return true
  }
  return false
}

interface Keys {
  readonly storage: Storage
  readonly keyring: Keyring
  /** Null where the keyring is in a variable. */
  readonly file: string | null
  /** As it is stored. */
  readonly keyCheck: string
}

async function withKeys<Result extends object>(
  config: Config,
  work: (keys: Keys) => Promise<Result | Refused>,
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
      return work({ storage, keyring, keyCheck, file: config.secretKey.REKEY_SECRET_KEY_FILE ?? null })
    })
  } finally {
    await database.close()
  }
}

const noFile: Refused = {
  refused: 'The keyring is in REKEY_SECRET_KEY, which no program can change for you.',
  cure: 'write the keyring into a file and name it as secret-key-file, then run this again',
}
