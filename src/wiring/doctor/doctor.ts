// `rekey doctor`: looks at everything an installation stands on, and changes nothing. Each look has five seconds.
import { accessSync, constants, existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { createSmtpMail, probeSmtp } from '../../channels/email/smtp.ts'
import type { Actions, Examined } from '../../cli/actions.ts'
import type { Config, OrganisationSettings } from '../../config/config.ts'
import type { Finding } from '../../core/doctor/finding.ts'
import { judgeAddress, judgeMail, judgeServer } from '../../core/doctor/judge-reach.ts'
import {
  judgeChain,
  judgeDatabase,
  judgeKeys,
  judgePolicySeen,
  judgeSealing,
  judgeUnread,
} from '../../core/doctor/judge-storage.ts'
import { tenantId } from '../../core/people/identifiers.ts'
import { seconds } from '../../core/time.ts'
import { passesKeyCheck } from '../../secrets/key-check.ts'
import type { Keyring } from '../../secrets/keyring.ts'
import { defaultHashesAtOnce } from '../../secrets/secrets.ts'
import type { Database } from '../../storage/database.ts'
import { lookAtDatabase } from '../../storage/look-at-database.ts'
import { createStorage, type Storage } from '../../storage/storage.ts'
import { keyringOf, openDatabase } from '../open.ts'
import { cores } from '../serve.ts'
import { lookAtAddress } from './look-at-address.ts'

const patience = seconds(5)

export const examine: Actions['examine'] = async ({ config, mailTo }, tell) => {
  const say = (findings: readonly Finding[], organisation: OrganisationSettings | null = null) => {
    for (const finding of findings) tell({ organisation: organisation?.name ?? null, finding } satisfies Examined)
  }
  await withDatabase(config, say)
  say(await examineMail(config, mailTo))
  for (const organisation of config.organisations) {
    say(judgeAddress(await lookAtAddress(organisation.baseUrl, patience)), organisation)
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

type Says = (findings: readonly Finding[], organisation?: OrganisationSettings) => void

async function withDatabase(config: Config, say: Says): Promise<void> {
  const database = await openDatabase(config)
  if ('refused' in database) return say(judgeDatabase({ unreachable: database.refused }))
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
    const broke = await within(examineStored(config, database, say)).catch(describe)
    if (typeof broke === 'string') say(judgeUnread(broke))
  } finally {
    await within(database.close()).catch(() => undefined)
  }
}

async function examineStored(config: Config, database: Database, say: Says): Promise<void> {
  const storage = createStorage(database)
  const keyring = keyringOf(config)
  if (!('refused' in keyring)) say(judgeKeys(await keysOf(keyring, storage)))
  const { oldestFact } = await storage.backlog()
  say(judgeSealing({ checkpointFile: checkpointsOf(config.audit.checkpointFile), oldestWaiting: oldestFact * 1000 }))
  const known = new Set((await storage.tenants.list()).map(({ id }) => id))
  for (const organisation of config.organisations) {
    const tenant = tenantId(organisation.id)
    if (!known.has(tenant)) {
      say(judgePolicySeen(null), organisation)
      continue
    }
    const { policies, sessions, audit } = storage.forTenant(tenant)
    const { scope, on, help } = await policies.current()
    const { check } = await audit.chain()
    say(
      judgePolicySeen({
        scope: scope.kind,
        on,
        hasHelp: Object.values(help).some((each) => each !== null),
        globalAdministrators: (await sessions.holders(['global-administrator'], null)).length,
      }),
      organisation,
    )
    say(judgeChain(check?.whole ?? null), organisation)
  }
}

async function keysOf(keyring: Keyring, storage: Storage) {
  const { keyCheck } = await storage.installation.read()
  const rows = await storage.reseals.count()
  return {
    writing: keyring.writing.id,
    fits: keyCheck === null ? null : passesKeyCheck(keyCheck, keyring),
    older: keyring.all.filter(({ id }) => id !== keyring.writing.id).map(({ id }) => ({ id, rows: rows.get(id) ?? 0 })),
  }
}

/** A file that isn't there yet is made beside the others of its folder. */
function checkpointsOf(file: string | null): 'none' | 'writable' | 'not-writable' {
  if (file === null) return 'none'
  try {
    accessSync(existsSync(file) ? file : dirname(file), constants.W_OK)
    return 'writable'
  } catch {
    return 'not-writable'
  }
}

async function examineMail({ mail, organisations }: Config, mailTo: string | null): Promise<readonly Finding[]> {
  const probed = await probeSmtp(mail)
  if (probed !== 'ready') return judgeMail({ kind: probed.trouble, code: probed.code }, null)
  const [first] = organisations
  const test = mailTo === null || first === undefined ? null : await sendTest(mail, first, mailTo)
  return judgeMail({ kind: 'ready', tls: mail.tls }, test)
}

async function sendTest(settings: Config['mail'], { name, mailFrom, baseUrl }: OrganisationSettings, to: string) {
  const mail = createSmtpMail(settings, { warn: () => undefined })
  const text = `This is a test of ${baseUrl}. Nothing has to be done.\n`
  const outcome = await mail.send({
    to,
    from: { name, address: mailFrom },
    subject: `A test message from ${name}`,
    text,
    html: `<p>${text}</p>`,
    messageId: `${crypto.randomUUID()}@${mailFrom.split('@')[1] ?? 'localhost'}`,
    within: patience,
  })
  mail.close()
  return outcome
}

/** Rejects where nothing came in time: whatever it was goes on, and nobody waits for it. */
function within<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${patience / 1000} seconds`)), patience)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** With its cause: what a driver throws for a refused connection says nothing by itself. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'it broke off'
  const code: unknown = Reflect.get(error, 'code')
  const own = error.message || (typeof code === 'string' ? code : error.name)
  return error.cause === undefined ? `${own}.` : describe(error.cause)
}
