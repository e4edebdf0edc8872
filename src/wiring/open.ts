// Opening what a configuration names; expected refusals come back as one plain sentence and its cure.
import type { Refused } from '../cli/actions.ts'
import type { Config } from '../config/config.ts'
import type { JudgesKeyring } from '../config/load-config.ts'
import { noTelemetry, type Telemetry } from '../ports/telemetry.ts'
import type { Keyring } from '../secrets/keyring.ts'
import { loadKeyring } from '../secrets/load-keyring.ts'
import { DataFolderInUse } from '../storage/data-lock.ts'
import { type Database, type DatabaseOptions, DatabaseUnavailable } from '../storage/database.ts'
import { SchemaRefused } from '../storage/migrate.ts'
import { openPglite, PgliteRefused } from '../storage/open-pglite.ts'
import { openPostgres } from '../storage/open-postgres.ts'
import { WrongKey } from './start.ts'

export function keyringOf({ secretKey }: Pick<Config, 'secretKey'>): Keyring | Refused {
  const loaded = loadKeyring(secretKey)
  if ('keyring' in loaded) return loaded.keyring
  const sentences = loaded.problems.map(
    ({ setting, line, message }) => `${setting}${line === undefined ? '' : `, line ${line},`} ${message}`,
  )
  return { refused: `${sentences.join('. ')}.`, cure: loaded.problems.map(({ cure }) => cure).join('; ') }
}

/** What is wrong with the keyring, for a configuration that tells all its problems at once. */
export const judgeKeyring: JudgesKeyring = (settings) => {
  const loaded = loadKeyring(settings)
  return 'problems' in loaded ? loaded.problems : []
}

export const openDatabase = (config: Config, telemetry?: Telemetry): Promise<Database | Refused> =>
  plainly(() => openConfigured(config, telemetry))

/** Throws `DataFolderInUse`, `PgliteRefused`, for whoever makes more of them than a sentence. */
export async function openConfigured(
  { database, production, listen }: Config,
  telemetry: Telemetry = noTelemetry,
): Promise<Database> {
  const measures: DatabaseOptions['measures'] = (name, work) => telemetry.measure({ kind: 'statement', name }, work)
  if (database.kind === 'postgres') return openPostgres({ ...database, measures })
  const { folder, acceptPowerLoss } = database
  return openPglite({
    folder,
    holder: `port ${listen.port}`,
    production,
    allowInProduction: acceptPowerLoss,
    measures,
  })
}

/** Anything that isn't expected is a fault and is thrown. */
export async function plainly<Result>(work: () => Promise<Result>): Promise<Result | Refused> {
  try {
    return await work()
  } catch (error) {
    const refused = refusalOf(error)
    if (refused === null) throw error
    return refused
  }
}

function refusalOf(error: unknown): Refused | null {
  if (error instanceof DataFolderInUse || error instanceof PgliteRefused || error instanceof SchemaRefused) {
    return { refused: error.message }
  }
  if (error instanceof WrongKey) {
    return {
      refused: 'This database was written with another secret key, and nothing was changed in it.',
      cure: 'start with the keyring that it was written with; keep old lines in the file when you add a new one',
    }
  }
  if (error instanceof DatabaseUnavailable) {
    return {
      refused: `The database can't be reached: ${error.message}`,
      cure: 'check that it runs and that its address and password are right',
    }
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return {
      refused: 'The port is taken by another program.',
      cure: 'stop that one, or choose another port (PORT=3001 npm start)',
    }
  }
  return null
}
