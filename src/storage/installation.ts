// The one row about the installation itself.
import { acceptedDrift, authenticatorApp, stepSpan } from '../core/methods/authenticator-app/authenticator-app.ts'
import { hours } from '../core/time.ts'
import type { Database } from './database.ts'
import { migrations } from './migrations/migrations.ts'
import { raiseToFloor } from './restored-counters.ts'
import { statement } from './statement.ts'

export interface Installation {
  read(): Promise<{ readonly epoch: number; readonly keyCheck: string | null }>
  /**
   * After a backup was restored: journeys, sessions and messages of the old epoch stay dead, links too, and no code that an
   * authenticator app shows now counts, since it may have been used after the backup was made. Counters that are `lost` are raised
   * to a floor, and never lowered; those that were brought along are `kept`. Returns the new epoch.
   */
  raiseEpoch(counters: 'kept' | 'lost'): Promise<number>
  /** Written once. Returns what is there now, so that whoever came second compares with the first one's. */
  keepKeyCheck(text: string): Promise<string>
  /** For the last step of a rotation: false if somebody changed it meanwhile. */
  exchangeKeyCheck(from: string, to: string): Promise<boolean>
  /** Every migration this version knows was applied. A newer version may have applied more beside us. */
  hasSchema(): Promise<boolean>
}

export function createInstallation(db: Database): Installation {
  return {
    async read() {
      const [row] = await db.run<{ readonly epoch: number; readonly keyCheck: string | null }>(readInstallation)
      return row ?? missing()
    },
    async raiseEpoch(counters) {
      const spent = { kind: authenticatorApp.kind, stepSpan, drift: acceptedDrift }
      return db.transaction(async ({ run }) => {
        const [row] = await run<{ readonly epoch: number }>(raiseEpoch)
        await run(endLinks)
        await run(spendSteps, spent)
        if (counters === 'lost') await raiseToFloor({ run })
        return row?.epoch ?? missing()
      }, patience)
    },
    async keepKeyCheck(text) {
      const [row] = await db.run<{ readonly keyCheck: string }>(keepKeyCheck, { text })
      return row?.keyCheck ?? missing()
    },
    exchangeKeyCheck: async (from, to) => (await db.run(exchangeKeyCheck, { from, to })).length === 1,
    async hasSchema() {
      const [row] = await db.run<{ readonly names: readonly string[] }>(appliedNames)
      const applied = row?.names ?? []
      return migrations.every(({ name }) => applied.includes(name))
    },
  }
}

/** Every account of the installation: longer than any request may take, on our side of the network too. */
const patience = hours(1)

const readInstallation = statement('read-installation', 'select epoch, key_check as "keyCheck" from installation')
const raiseEpoch = statement('raise-epoch', 'update installation set epoch = epoch + 1 returning epoch')
const endLinks = statement('end-links', 'update not_me_links set expires_at = now() where expires_at > now()')
const spendSteps = statement(
  'spend-steps',
  `update methods m set last_step = s.step
from (select floor(extract(epoch from now()) * 1000 / :stepSpan)::bigint + :drift::bigint as step) s
where m.kind = :kind and coalesce(m.last_step, 0) < s.step`,
)
const exchangeKeyCheck = statement(
  'exchange-key-check',
  'update installation set key_check = :to where key_check = :from returning 1',
)
const appliedNames = statement(
  'applied-names',
  `select coalesce(jsonb_path_query_array(migrations, '$[*].name'), '[]') as names from installation`,
)
const keepKeyCheck = statement(
  'keep-key-check',
  'update installation set key_check = coalesce(key_check, :text) returning key_check as "keyCheck"',
)

function missing(): never {
  throw new Error('the installation row is missing: the database was not migrated')
}
