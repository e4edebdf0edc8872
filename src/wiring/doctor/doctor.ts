// `rekey doctor`: looks at everything an installation stands on, and changes nothing. Each look has five seconds.
import type { Actions, Examined } from '../../cli/actions.ts'
import type { Config, OrganisationSettings } from '../../config/config.ts'
import type { Finding } from '../../core/doctor/finding.ts'
import { judgeDatabase, judgeUnread, type UnopenedDatabase } from '../../core/doctor/judge-database.ts'
import { judgeAddress, judgeServer } from '../../core/doctor/judge-reach.ts'
import { tenantId } from '../../core/people/identifiers.ts'
import { seconds } from '../../core/time.ts'
import type { Keyring } from '../../secrets/keyring.ts'
import { createLookup } from '../../secrets/lookup.ts'
import { defaultHashesAtOnce } from '../../secrets/secrets.ts'
import { DataFolderInUse } from '../../storage/data-lock.ts'
import type { Database } from '../../storage/database.ts'
import { lookAtDatabase } from '../../storage/look-at-database.ts'
import { hasPglite } from '../../storage/open-pglite.ts'
import { isMarkOf } from '../../use-cases/installation-mark.ts'
import { keyringOf, openConfigured } from '../open.ts'
import { cores } from '../serve.ts'
import { examineMail } from './examine-mail.ts'
import { examineStored, type Says } from './examine-stored.ts'
import { lookAtAddress } from './look-at-address.ts'

const patience = seconds(5)

export const examine: Actions['examine'] = async ({ config, mailTo }, tell) => {
  const say = (findings: readonly Finding[], organisation: OrganisationSettings | null = null) => {
    for (const finding of findings) tell({ organisation: organisation?.name ?? null, finding } satisfies Examined)
  }
  const keyring = keyringOf(config)
  if ('refused' in keyring) return keyring
  await withDatabase(config, keyring, say)
  say(await examineMail(config, mailTo, patience))
  const lookup = createLookup(keyring)
  for (const organisation of config.organisations) {
    const isOurs = (mark: string) => isMarkOf(tenantId(organisation.id), mark, lookup)
    say(judgeAddress(await lookAtAddress(organisation.baseUrl, patience, isOurs)), organisation)
  }
  say(
    judgeServer({
      hashesAtOnce: config.hashing.concurrency ?? defaultHashesAtOnce(cores),
      cores,
      metrics: config.metrics.token !== null,
    }),
  )
  return { done: true }
}

async function withDatabase(config: Config, keyring: Keyring, say: Says): Promise<void> {
  const database = await openUnchanged(config).catch(describe)
  if (typeof database === 'string') return say(judgeDatabase({ unreachable: database }))
  if ('unopened' in database) return say(judgeDatabase(database))
  try {
    const asked = Date.now()
    const looked = await within(lookAtDatabase(database)).catch(describe)
    if (typeof looked === 'string') return say(judgeDatabase({ unreachable: looked }))
    const { kind } = config.database
    // The database read its clock somewhere between question and answer.
    const clockAhead = (asked + Date.now()) / 2 - looked.now
    say(judgeDatabase({ ...looked, engine: kind, clockAhead, production: config.production }))
    if (looked.schema !== 'current') return
    // What breaks here must not keep the rest from being looked at.
    const broke = await within(examineStored(config, database, keyring, say)).catch(describe)
    if (typeof broke === 'string') say(judgeUnread(broke))
  } finally {
    await within(database.close()).catch(() => undefined)
  }
}

/** What isn't there is not made, and what a running server holds is left to it. */
async function openUnchanged(config: Config): Promise<Database | UnopenedDatabase> {
  const { database, production } = config
  if (database.kind === 'pglite' && !(await hasPglite(database.folder))) return { unopened: 'missing', production }
  try {
    return await openConfigured(config)
  } catch (error) {
    if (error instanceof DataFolderInUse) return { unopened: { heldBy: error.holder }, production }
    throw error
  }
}

/** Rejects where nothing came in time: whatever it was goes on, and nobody waits for it. */
function within<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${patience / 1000} seconds`)), patience)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** A refused connection has a code and no message. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'it broke off'
  if (error.message !== '') return `${error.message}.`
  const code: unknown = Reflect.get(error, 'code')
  return error.cause === undefined ? `${typeof code === 'string' ? code : error.name}.` : describe(error.cause)
}
