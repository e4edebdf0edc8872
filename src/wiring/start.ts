// Starts everything a plan describes, and ends it in order: no new work, the work in hand, the audit log, the database.
import type { AddressInfo } from 'node:net'
import { createSmtpMail } from '../channels/email/smtp.ts'
import { shownSender } from '../core/branding/shown-sender.ts'
import type { TenantId } from '../core/people/identifiers.ts'
import { hours, minutes, seconds } from '../core/time.ts'
import { createRounds } from '../delivery/rounds.ts'
import { createDeliveryWorker } from '../delivery/worker.ts'
import { loadCatalogue } from '../messages/catalogue.ts'
import { createRenderer } from '../messages/renderer.ts'
import type { Sender } from '../ports/delivery.ts'
import { noTelemetry } from '../ports/telemetry.ts'
import { isSignedWith } from '../secrets/audit-signing.ts'
import { makeKeyCheck, passesKeyCheck } from '../secrets/key-check.ts'
import { createSecrets } from '../secrets/secrets.ts'
import { migrate } from '../storage/migrate.ts'
import { createStorage, type Storage } from '../storage/storage.ts'
import type { Gauges } from '../telemetry/prometheus.ts'
import { createAfterResponse } from '../use-cases/after-response.ts'
import { checkChain } from '../use-cases/audit/check-chain.ts'
import { sweepJourneys } from '../use-cases/journey/resolve-journey.ts'
import { spreadAnnouncement } from '../use-cases/messages/announcements.ts'
import type { OrganisationRoom } from '../use-cases/organisation-room.ts'
import { createAttackWatch } from '../use-cases/watch-for-attack.ts'
import type { ShowsMetrics } from '../web/site.ts'
import { createAudit, sha256 } from './audit.ts'
import { buildAdministrationRoom } from './build-administration-room.ts'
import { buildRoom } from './build-room.ts'
import { buildServer } from './build-server.ts'
import { closeWithin } from './close-within.ts'
import { observeHashing, observeMail, observeOutbox } from './observed.ts'
import type { Plan } from './plan.ts'
import { sleep } from './sleep.ts'

/** Facts of the log that are looked at in one go. */
const chainStretch = 50_000

export interface Started {
  /** The port it listens on. */
  readonly port: number
  /** In the plan's order. */
  readonly rooms: readonly OrganisationRoom[]
  readonly storage: Storage
  stop(): Promise<void>
}

/** The database was written with another keyring. Nothing was changed in it. */
export class WrongKey extends Error {
  override readonly name = 'WrongKey'
}

/** Throws `WrongKey`, `SchemaRefused`, `DatabaseUnavailable`; a port that is taken is `EADDRINUSE`. */
export async function start(plan: Plan): Promise<Started> {
  const { database, log } = plan
  const telemetry = plan.watch?.telemetry ?? noTelemetry
  const hashing = createSecrets({ keyring: plan.keyring, hashesAtOnce: plan.hashesAtOnce })
  const secrets = observeHashing(hashing, telemetry)
  const storage = createStorage(database)
  await migrate(database)
  const keyCheck = await storage.installation.keepKeyCheck(makeKeyCheck(plan.keyring))
  if (!passesKeyCheck(keyCheck, plan.keyring)) throw new WrongKey('this database was written with another secret key')
  for (const { organisation, policy } of plan.organisations) await storage.tenants.create(organisation, policy)
  await plan.seed?.(storage, secrets)
  for (const warning of database.warnings) log.warn(warning)

  const languages = loadCatalogue(mergeSentences(plan))
  const mail = observeMail(createSmtpMail(plan.mail, log), telemetry)
  const worker = createDeliveryWorker({
    outbox: observeOutbox(storage.outbox, telemetry),
    tenants: async () => plan.organisations.map(({ organisation }) => organisation.id),
    opens: secrets,
    spread: (tenant, announcement) => spreadAnnouncement(announcement, roomOf(tenant)),
    renders: createRenderer(languages),
    mail,
    sender: async (tenant) => senderOf(roomOf(tenant)),
    log,
    clock: { elapsed: () => performance.now(), sleep },
  })
  const rooms = plan.organisations.map((planned) =>
    buildRoom(planned, {
      storage,
      secrets,
      extraMethods: plan.extraMethods,
      refusalBeat: plan.refusalBeat,
      telemetry,
      nudgeDelivery: () => worker.nudge(planned.organisation.id),
    }),
  )
  const roomOf = (tenant: TenantId): OrganisationRoom => {
    const room = rooms.find(({ organisation }) => organisation.id === tenant)
    if (room === undefined) throw new Error('a message belongs to no organisation of this process')
    return room
  }
  const afterResponse = createAfterResponse((error) =>
    log.warn({ error: nameOf(error) }, 'work after a response failed'),
  )
  const administrations = rooms.map((room) =>
    buildAdministrationRoom(room, storage.forTenant(room.organisation.id), languages.locales),
  )
  let stopping = false
  const server = await buildServer(plan, {
    rooms: administrations,
    languages,
    secrets,
    later: afterResponse.later,
    isStopping: () => stopping,
    hasSchema: storage.installation.hasSchema,
    telemetry,
    metrics: metricsOf(plan, { backlog: storage.backlog, hashing: hashing.hashingLoad }),
  })

  // Before any work begins: where it can't listen nothing may be left that keeps the process running.
  await server.listen(plan.listen).catch(async (cause: unknown) => {
    await server.close()
    mail.close()
    await database.close()
    throw cause
  })

  const audit = createAudit(plan, storage, secrets)
  const rounds = createRounds(sleep, log)
  worker.start()
  rounds.every(seconds(2), 'look at the keyring', async () => plan.keyring.lookAgain?.())
  rounds.every(seconds(1), 'seal the audit log', audit.seal)
  rounds.every(seconds(10), 'take up unfinished journeys', () => Promise.all(rooms.map((room) => sweepJourneys(room))))
  for (const room of rooms) {
    const alarm = () =>
      log.error(
        { organisation: room.organisation.id },
        'attack mode: so many failures that everyone has to wait before answering',
      )
    rounds.every(seconds(10), 'watch for an attack', createAttackWatch(room, alarm))
  }
  rounds.every(minutes(10), 'tidy up', async () => {
    await storage.housekeeping.purge()
    await storage.housekeeping.countEnabled()
    await storage.housekeeping.tidy()
  })
  rounds.every(hours(1), 'checkpoint the audit log', audit.checkpoint)
  const isSigned = isSignedWith(plan.keyring)
  for (const room of administrations) {
    const alarm = (sequence: number) =>
      log.error({ organisation: room.organisation.id, sequence }, 'the audit log is not what was sealed')
    rounds.every(minutes(5), 'look at the chain of the audit log', () =>
      checkChain(chainStretch, room, { trail: storage.auditTrail, sha256, isSigned, sign: secrets.sign, alarm }),
    )
  }

  return {
    port: (server.server.address() as AddressInfo).port,
    rooms,
    storage,
    async stop() {
      stopping = true
      await sleep(plan.drain ?? 0, new AbortController().signal)
      await closeWithin(mostPatience, server)
      await afterResponse.settled()
      await rounds.stop()
      await worker.stop()
      await audit.finish()
      mail.close()
      await database.close()
    },
  }
}

/** Longer than any request may take, and shorter than what service managers wait before they kill. */
const mostPatience = seconds(20)

/** Who a message is from, and whom it names for help: as the pages do. */
async function senderOf(room: OrganisationRoom): Promise<Sender> {
  const { name, mailFrom, baseUrl } = room.organisation
  const { help, branding } = await room.outline()
  return { ...shownSender(name, branding), from: mailFrom, baseUrl, help }
}

function metricsOf({ watch }: Plan, gauges: Gauges): ShowsMetrics | null {
  if (!watch || watch.token === null) return null
  const { numbers, token } = watch
  return { token, show: async () => ({ type: numbers.contentType, body: await numbers.show(gauges) }) }
}

function mergeSentences({ extraMethods }: Plan): Record<string, Record<string, string>> {
  const merged: Record<string, Record<string, string>> = {}
  for (const { sentences } of extraMethods) {
    for (const [locale, texts] of Object.entries(sentences)) merged[locale] = { ...merged[locale], ...texts }
  }
  return merged
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown')
