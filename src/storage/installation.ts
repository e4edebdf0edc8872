// The one row about the installation itself.
import type { Database } from './database.ts'
import { statement } from './statement.ts'

export interface Installation {
  read(): Promise<{ readonly epoch: number; readonly keyCheck: string | null }>
  /** After a backup was restored: journeys, sessions and messages of the old epoch stay dead. Returns the new one. */
  raiseEpoch(): Promise<number>
  /** Written once. Returns what is there now, so that whoever came second compares with the first one's. */
  keepKeyCheck(text: string): Promise<string>
}

export function createInstallation(db: Database): Installation {
  return {
    async read() {
      const [row] = await db.run<{ readonly epoch: number; readonly keyCheck: string | null }>(readInstallation)
      return row ?? missing()
    },
    async raiseEpoch() {
      const [row] = await db.run<{ readonly epoch: number }>(raiseEpoch)
      return row?.epoch ?? missing()
    },
    async keepKeyCheck(text) {
      const [row] = await db.run<{ readonly keyCheck: string }>(keepKeyCheck, { text })
      return row?.keyCheck ?? missing()
    },
  }
}

const readInstallation = statement('read-installation', 'select epoch, key_check as "keyCheck" from installation')
const raiseEpoch = statement('raise-epoch', 'update installation set epoch = epoch + 1 returning epoch')
const keepKeyCheck = statement(
  'keep-key-check',
  'update installation set key_check = coalesce(key_check, :text) returning key_check as "keyCheck"',
)

function missing(): never {
  throw new Error('the installation row is missing: the database was not migrated')
}
