// The web server with everything it stands on.
import type { FastifyInstance } from 'fastify'
import { newPassword } from '../core/people/new-password.ts'
import { createRenderer } from '../messages/renderer.ts'
import type { SpeaksLanguages } from '../ports/languages.ts'
import type { Secrets } from '../ports/secrets.ts'
import { noTelemetry, type Telemetry } from '../ports/telemetry.ts'
import type { AdministrationRoom } from '../use-cases/administer/administration-room.ts'
import { readiness } from '../use-cases/readiness.ts'
import { loadAssets } from '../web/assets.ts'
import { createCookies } from '../web/middleware/cookies/cookies.ts'
import { trustedProxies } from '../web/middleware/network/trusted-proxies.ts'
import { authenticatorAppFace, emailFace } from '../web/portal/reset/proof/method-face.ts'
import { createServer } from '../web/server.ts'
import type { ShowsMetrics } from '../web/site.ts'
import type { Plan } from './plan.ts'

export interface ServerParts {
  readonly rooms: readonly AdministrationRoom[]
  readonly languages: SpeaksLanguages
  readonly secrets: Secrets
  readonly later: (task: () => Promise<void>) => void
  readonly isStopping: () => boolean
  readonly hasSchema: () => Promise<boolean>
  readonly telemetry?: Telemetry
  readonly metrics?: ShowsMetrics | null
}

export function buildServer(
  plan: Plan,
  { rooms, languages, secrets, later, isStopping, hasSchema, telemetry = noTelemetry, metrics = null }: ServerParts,
): Promise<FastifyInstance> {
  const byHost = new Map(rooms.flatMap((room) => room.organisation.hosts.map((host) => [host, room] as const)))
  const [first] = rooms
  if (first === undefined) throw new Error('no organisation is configured')
  // One process has one scheme: the configuration refuses plain http for anything but loopback.
  const secure = rooms.every(({ organisation }) => organisation.baseUrl.startsWith('https:'))
  return createServer(
    {
      room: (host) => byHost.get(host),
      administration: (host) => byHost.get(host),
      languages,
      messages: createRenderer(languages),
      faces: [emailFace, authenticatorAppFace, ...plan.extraMethods.map(({ face }) => face)],
      cookies: createCookies(secure),
      assets: loadAssets(plan.assetsFolder),
      demo: plan.demo !== null,
      readiness: () => readiness({ journeys: first.journeys, hasSchema, hostNow: Date.now, stopping: isStopping() }),
      later,
      trustsProxy: trustedProxies(plan.trustedProxies),
      chance: secrets.integer,
      newPassword,
      metrics,
    },
    { secure, log: plan.log, reference: secrets.reference, telemetry, more: plan.demo ?? [] },
  )
}
