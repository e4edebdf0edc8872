// `rekey serve`: what a configuration describes, until a signal.
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Logger, pino } from 'pino'
import program from '../../package.json' with { type: 'json' }
import type { Actions, Refused } from '../cli/actions.ts'
import type { Config } from '../config/config.ts'
import { directoryKey, tenantId } from '../core/people/identifiers.ts'
import { initialPolicy } from '../core/policy/policy.ts'
import { seconds } from '../core/time.ts'
import type { Keyring } from '../secrets/keyring.ts'
import { followKeyring } from '../secrets/keyring-file.ts'
import { defaultHashesAtOnce } from '../secrets/secrets.ts'
import { createLog } from '../telemetry/log.ts'
import { createNumbers } from '../telemetry/prometheus.ts'
import { createTelemetry } from '../telemetry/telemetry.ts'
import { ownMethods, signInBeat } from './build-room.ts'
import { keyringOf, openDatabase, plainly } from './open.ts'
import type { Plan, PlannedOrganisation, Watch } from './plan.ts'
import { start } from './start.ts'

export const cores = availableParallelism()
/** Beside the built program. */
export const assetsFolder = join(fileURLToPath(new URL('.', import.meta.url)), 'assets')

export const serve: Actions['serve'] = async (config) => {
  const stopped = untilSignal()
  const plan = await planOf(config)
  return 'refused' in plan
    ? plan
    : runUntil(stopped, plan, (port) => plan.log.info({ host: config.listen.host, port }, 'ready'))
}

/** Starts, says so, and ends in order once `stopped` resolves. */
export const runUntil = (stopped: Promise<unknown>, plan: Plan, ready: (port: number) => void) =>
  plainly(async () => {
    const started = await start(plan)
    ready(started.port)
    await stopped
    await started.stop()
    return 'stopped' as const
  })

const signals = ['SIGINT', 'SIGTERM'] as const

/**
 * Registered before anything is opened: a first start that is told to stop must not be torn down half made. A second
 * signal, of either kind, finds nobody listening and ends the process at once.
 */
export const untilSignal = (): Promise<unknown> =>
  new Promise((resolve) => {
    const stop = () => {
      for (const signal of signals) process.removeListener(signal, stop)
      resolve(undefined)
    }
    for (const signal of signals) process.on(signal, stop)
  })

/** One JSON line an event, on stdout (1) or stderr (2). */
export const logTo = (descriptor: 1 | 2, level: string): Logger =>
  createLog(level, pino.destination({ dest: descriptor, sync: false }))

async function planOf(config: Config): Promise<Plan | Refused> {
  const read = keyringOf(config)
  if ('refused' in read) return read
  const keyring = followKeyring(read, () => keyringNow(config))
  const watch = watchOf(config)
  const database = await openDatabase(config, watch.telemetry)
  if ('refused' in database) return database
  return {
    database,
    keyring,
    organisations: config.organisations.map(planOrganisation),
    mail: config.mail,
    listen: { host: config.listen.host, port: config.listen.port },
    drain: seconds(config.listen.drain),
    trustedProxies: config.trustedProxies,
    checkpointFile: config.audit.checkpointFile,
    hashesAtOnce: config.hashing.concurrency ?? defaultHashesAtOnce(cores),
    log: logTo(1, config.log.level),
    watch,
    assetsFolder,
    demo: null,
    seed: null,
    refusalBeat: signInBeat,
    extraMethods: [],
  }
}

function keyringNow(config: Config): Keyring | null {
  const found = keyringOf(config)
  return 'refused' in found ? null : found
}

function watchOf({ metrics }: Config): Watch {
  const numbers = createNumbers(program.version)
  return { numbers, telemetry: createTelemetry(numbers, () => performance.now()), token: metrics.token }
}

export const planOrganisation = ({
  directories,
  ...organisation
}: Config['organisations'][number]): PlannedOrganisation => ({
  organisation: { ...organisation, id: tenantId(organisation.id) },
  directories: directories.map(({ key }) => directoryKey(key)),
  policy: initialPolicy(ownMethods.map(({ kind }) => kind)),
})
