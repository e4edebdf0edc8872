// The web server: limits first, then the checks every request passes, then one route file a page.
import cookie from '@fastify/cookie'
import csrf from '@fastify/csrf-protection'
import formbody from '@fastify/formbody'
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import { days, seconds } from '../core/time.ts'
import type { Telemetry } from '../ports/telemetry.ts'
import { bearerOf, isForApi, serveApi } from './api/serve-api.ts'
import { Failure } from './middleware/failures/failure.ts'
import { showFailures } from './middleware/failures/show-failures.tsx'
import { pathWithoutLanguage } from './middleware/frame/frame-of.ts'
import { addSecurityHeaders } from './middleware/headers/security-headers.ts'
import { logRequests } from './middleware/request-log/request-log.ts'
import { isSameSite, isUnsafe } from './middleware/same-site/same-site.ts'
import { measureRequests } from './middleware/telemetry/measure-requests.ts'
import { addAdmin } from './portal/admin/route.tsx'
import { addChangePassword } from './portal/change-password/route.tsx'
import { addHealth } from './portal/health/route.ts'
import { addHome } from './portal/home/route.tsx'
import { addLogo } from './portal/logo/route.ts'
import { addMetrics } from './portal/metrics/route.ts'
import { addNotMe } from './portal/not-me/route.tsx'
import { addProve } from './portal/prove/route.tsx'
import { addRegister } from './portal/register/route.tsx'
import { addDone } from './portal/reset/done/route.tsx'
import { addEnded } from './portal/reset/ended/route.tsx'
import { addNewPassword } from './portal/reset/new-password/route.tsx'
import { addProof } from './portal/reset/proof/route.tsx'
import { addReason } from './portal/reset/reason/route.tsx'
import { addResetStart } from './portal/reset/route.tsx'
import { addWait } from './portal/reset/wait/route.tsx'
import type { AddRoutes } from './portal/route.ts'
import { addAddMethod } from './portal/security-info/add/route.tsx'
import { addEnrolCode } from './portal/security-info/code/route.tsx'
import { addRemoveMethod } from './portal/security-info/remove/route.tsx'
import { addRenameMethod } from './portal/security-info/rename/route.tsx'
import { addSecurityInfo } from './portal/security-info/route.tsx'
import { addSessions } from './portal/sessions/route.tsx'
import { addSetUp } from './portal/set-up/route.tsx'
import { addSignIn } from './portal/sign-in/route.tsx'
import { addSignOut } from './portal/sign-out/route.ts'
import { readQuery } from './read-form.ts'
import type { Site } from './site.ts'

const pages: readonly AddRoutes[] = [
  addHealth,
  addMetrics,
  addLogo,
  addSignIn,
  addSignOut,
  addHome,
  addChangePassword,
  addProve,
  addRegister,
  addSecurityInfo,
  addAddMethod,
  addEnrolCode,
  addRemoveMethod,
  addRenameMethod,
  addSessions,
  addSetUp,
  addResetStart,
  addReason,
  addProof,
  addNewPassword,
  addWait,
  addDone,
  addEnded,
  addNotMe,
  addAdmin,
]

export interface ServerSettings {
  readonly secure: boolean
  readonly log: FastifyBaseLogger
  readonly reference: () => string
  readonly telemetry: Telemetry
  /** Routes beside the product's own: the demo's. */
  readonly more: readonly AddRoutes[]
}

export async function createServer(
  site: Site,
  { secure, log, reference, telemetry, more }: ServerSettings,
): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: reference,
    trustProxy: (address) => site.trustsProxy(address),
    bodyLimit: 16 * 1024,
    requestTimeout: seconds(15),
    keepAliveTimeout: seconds(10),
    // Node looks for late ones every 30 seconds unless told otherwise, and would keep a slow client for 40.
    http: { maxHeaderSize: 16 * 1024, headersTimeout: seconds(10), connectionsCheckingInterval: seconds(5) },
    routerOptions: { maxParamLength: longestParameter },
    rewriteUrl: ({ url = '/' }) => reachableUrl(url),
  })
  measureRequests(app, telemetry)
  logRequests(app, (host) => site.room(host.toLowerCase())?.organisation.id ?? null)
  await addSecurityHeaders(app, secure)
  await app.register(cookie)
  await app.register(formbody, { bodyLimit: 16 * 1024 })
  await app.register(csrf, {
    cookieKey: site.cookies.nameOf('form'),
    cookieOpts: { path: '/', httpOnly: true, sameSite: 'lax', secure },
    getToken: (request) => (isForApi(request) ? tokenHeader(request) : tokenOf(request.body)),
  })
  showFailures(app, site)
  refuseTwoHosts(app)
  refuseCrossSitePosts(app, site)
  switchLanguage(app, site)
  app.get<{ Params: { name: string } }>('/assets/:name', async ({ params }, reply) => {
    const asset = site.assets.get(params.name)
    if (asset === undefined) throw new Failure('not-found')
    return reply.header('cache-control', 'public, max-age=3600').type(asset.type).send(asset.body)
  })
  for (const addRoutes of [...pages, ...more]) addRoutes(app, site)
  await serveApi(app, site)
  return app
}

const longestParameter = 128

/** What can't be decoded (`/%zz`), or is longer than any address of ours, leads nowhere: told by our own page, not the framework's. */
function reachableUrl(url: string): string {
  const [path = ''] = url.split('?', 1)
  try {
    if (
      decodeURI(path)
        .split('/')
        .every((each) => each.length <= longestParameter)
    )
      return url
  } catch {
    // It isn't UTF-8.
  }
  return url.startsWith('/api/') ? '/api/nowhere' : '/nowhere'
}

/** RFC 9112 §3.2: 400. Node keeps the first one and a proxy may have looked at the other. */
function refuseTwoHosts(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ raw: { rawHeaders } }) => {
    const names = rawHeaders.filter((_, index) => index % 2 === 0)
    if (names.filter((name) => name.toLowerCase() === 'host').length > 1) throw new Failure('bad-request')
  })
}

/** First where it comes from, by headers no page can forge; then the form's own token. A bearer's call brings no cookie's rights. */
function refuseCrossSitePosts(app: FastifyInstance, site: Site): void {
  app.addHook('onRequest', async (request) => {
    if (!isUnsafe(request.method) || bearerOf(request) !== null) return
    const room = site.room((request.raw.headers.host ?? '').toLowerCase())
    if (room === undefined) throw new Failure('unknown-host')
    if (!isSameSite(request, room.organisation.baseUrl)) throw new Failure('cross-site')
    if (request.headers['content-encoding'] !== undefined) throw new Failure('bad-request')
  })
  app.addHook('preValidation', (request, reply, done) => {
    if (isUnsafe(request.method) && bearerOf(request) === null) app.csrfProtection(request, reply, done)
    else done()
  })
}

/** `?lang=de` on any page for people: a link, so that it works without a script. It keeps a cookie and changes nothing else. */
function switchLanguage(app: FastifyInstance, site: Site): void {
  app.addHook('preHandler', async (request, reply) => {
    const chosen = readQuery(request.query, 'lang')
    if (chosen === undefined || isUnsafe(request.method) || isForApi(request)) return
    site.cookies.write(reply, 'language', site.languages.chooseLocale(undefined, chosen), days(365) / 1000)
    return reply.code(303).header('location', pathWithoutLanguage(request)).send()
  })
}

const tokenHeader = ({ headers }: FastifyRequest): string | undefined => {
  const token = headers['x-csrf-token']
  return typeof token === 'string' ? token : undefined
}

const tokenOf = (body: unknown): string | undefined => {
  const token: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, '_csrf') : undefined
  return typeof token === 'string' ? token : undefined
}
