// The administrators' API below /api: one door for every route. Who calls, what they may, what they sent, which version they build on,
// and whether it was done before are settled here, in this order; a handler is left with the act.
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ApiRoute } from '../../contract/route.ts'
import { apiRoutes, type Operation } from '../../contract/routes.ts'
import type { AdministrationRoom } from '../../use-cases/administer/administration-room.ts'
import { refusalOf } from '../../use-cases/administer/administrator.ts'
import { type Answer, answerOnce } from '../../use-cases/administer/answer-once.ts'
import { type Caller, callerOfSession, callerOfToken } from '../../use-cases/administer/who-calls.ts'
import { Busy, type Visitor } from '../../use-cases/request.ts'
import { Failure } from '../middleware/failures/failure.ts'
import { visitOf } from '../middleware/frame/visit.ts'
import { isUnsafe } from '../middleware/same-site/same-site.ts'
import type { Site } from '../site.ts'
import { checkRequest, readIfMatch } from './check-request.ts'
import type { Call, Refused, Reply } from './handler.ts'
import { handlers } from './handlers.ts'
import { openApiDocument } from './openapi.ts'
import { ApiProblem, sendProblem } from './problems.ts'
import { asksFreshProof } from './step-up.ts'

const apiPrefix = '/api'

/** A policy with every list in it filled. */
const bodyLimit = 64 * 1024

/** Calls with a token bring no cookie's rights, so no page of another site can make one. */
export const bearerOf = ({ headers, url }: FastifyRequest): string | null =>
  url.startsWith(`${apiPrefix}/`) ? (/^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null) : null

export const isForApi = ({ url }: FastifyRequest): boolean => url === apiPrefix || url.startsWith(`${apiPrefix}/`)

export async function serveApi(app: FastifyInstance, site: Site): Promise<void> {
  await app.register(
    async (api) => {
      answerProblems(api)
      takeJsonOnly(api)
      const document = JSON.stringify(openApiDocument(apiRoutes))
      api.get('/openapi.json', async (_request, reply) => reply.type('application/json').send(document))
      const methods = new Map<string, string[]>()
      for (const [name, route] of Object.entries(apiRoutes) as [Operation, ApiRoute][]) {
        const url = `/v1${route.path.replace(/\{(\w+)\}/g, ':$1')}`
        methods.set(url, [...(methods.get(url) ?? []), route.method])
        const handler = (request: FastifyRequest, reply: FastifyReply) => answer(name, route, request, reply, site)
        api.route({ method: route.method, url, bodyLimit, handler })
      }
      for (const [url, allowed] of methods) refuseOtherMethods(api, url, allowed)
    },
    { prefix: apiPrefix },
  )
}

async function answer(
  name: Operation,
  route: ApiRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  site: Site,
): Promise<FastifyReply> {
  const { room, visitor, by, key } = await whoAsks(request, site)
  const { permission } = route
  const refusal = permission === 'signed-in' ? null : refusalOf(by, permission)
  if (refusal === 'not-allowed' || (refusal !== null && asksFreshProof(route))) throw new ApiProblem(refusal)
  const asked = checkRequest(route, { params: request.params, query: request.query, body: request.body })
  const builtOn = route.version === 'writes' ? readIfMatch(request.headers['if-match']) : null
  if (route.version === 'writes' && builtOn === null) throw new ApiProblem('version-missing')
  const call = {
    by,
    room,
    visitor,
    ...asked,
    builtOn,
    csrf: by.via === 'token' ? null : reply.generateCsrf(),
    demo: site.demo,
    renders: { languages: site.languages, messages: site.messages },
  }
  const replied = (): Promise<Reply<Operation>> =>
    (handlers[name] as (call: Call<Operation>) => Promise<Reply<Operation>>)(call as Call<Operation>)
  if (route.downloads.length > 0) return sendFile(await replied(), reply)
  const once = isUnsafe(route.method) ? idempotencyKey(request) : null
  const work = async () => {
    const reply = await replied()
    return 'problem' in reply ? { nothingDone: reply } : answerOf(reply, route)
  }
  const { method, url, body } = request
  const order = { key: once ?? '', caller: key, request: JSON.stringify([method, url, builtOn, body ?? null]) }
  const answered = once === null ? await work() : await answerOnce(order, room, work)
  if (answered === 'other') throw new ApiProblem('idempotency-key-reused')
  if (answered === 'running') throw new ApiProblem('not-now')
  if (answered === 'unknown') throw new ApiProblem('outcome-unknown')
  if ('nothingDone' in answered) throw problemOf(answered.nothingDone)
  const { status, text, version } = answered
  if (version !== null) reply.header('etag', `"${version}"`)
  if (status === 204) return reply.code(204).send()
  return reply.code(status).type('application/json').send(text)
}

interface Asking {
  readonly room: AdministrationRoom
  readonly visitor: Visitor
  readonly by: Caller
  /** Whose writes are told apart by their idempotency keys. */
  readonly key: string
}

async function whoAsks(request: FastifyRequest, site: Site): Promise<Asking> {
  const visit = visitOf(request, site)
  const room = site.administration((request.raw.headers.host ?? '').toLowerCase())
  if (visit === null || room === undefined) throw new ApiProblem('unknown-host')
  const { visitor } = visit
  if (request.headers.authorization !== undefined) {
    const bearer = bearerOf(request)
    const [, token] = /^rk_([\w-]{43})$/.exec(bearer ?? '') ?? []
    const by = token === undefined ? null : await callerOfToken(room.secrets.tokenHash(token), room)
    if (by === null) throw new ApiProblem('not-signed-in')
    return { room, visitor, by, key: `token:${room.secrets.tokenHash(token ?? '')}` }
  }
  const session = visit.hashOf('session')
  const by = session === null ? null : await callerOfSession(session, visitor, room)
  if (by === null) throw new ApiProblem('not-signed-in')
  if (by === 'no-role') throw new ApiProblem('not-allowed')
  return { room, visitor, by, key: `account:${by.account}` }
}

/** Only what the route's description names leaves: a field that slipped in is a fault of ours, not an answer. */
function answerOf(reply: Exclude<Reply<Operation>, Refused>, route: ApiRoute): Answer {
  if ('file' in reply) throw new TypeError('a file where an answer was described')
  const result = route.result.parse(reply.ok)
  const version = reply.version ?? null
  if (result === undefined) return { status: 204, text: '', version }
  return { status: route.created ? 201 : 200, text: JSON.stringify(result), version }
}

const problemOf = ({ problem, detail, more }: Refused): ApiProblem => new ApiProblem(problem, { detail, ...more })

function sendFile(reply: Reply<Operation>, to: FastifyReply): FastifyReply {
  if ('problem' in reply) throw problemOf(reply)
  if (!('file' in reply)) throw new TypeError('an answer where a file was described')
  const { type, name, pieces } = reply.file
  return to
    .type(`${type}; charset=utf-8`)
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(Readable.from(pieces))
}

/** What a form or a plain text could bring is refused by its type, before it is read. */
function takeJsonOnly(api: FastifyInstance): void {
  const parse = api.getDefaultJsonParser('error', 'error')
  api.removeAllContentTypeParsers()
  api.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit }, parse)
}

function refuseOtherMethods(api: FastifyInstance, url: string, allowed: readonly string[]): void {
  const others = (['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const).filter(
    (each) => !allowed.includes(each),
  )
  api.route({
    method: [...others],
    url,
    handler: async (_request, reply) => {
      reply.header('allow', [...allowed, ...(allowed.includes('GET') ? ['HEAD'] : [])].join(', '))
      throw new ApiProblem('method-not-allowed')
    },
  })
}

function answerProblems(api: FastifyInstance): void {
  api.setNotFoundHandler((request, reply) => sendProblem('not-found', {}, request, reply))
  api.setErrorHandler((error: Error & { readonly code?: string; readonly statusCode?: number }, request, reply) => {
    if (error instanceof ApiProblem) return sendProblem(error.code, error.more, request, reply)
    if (error instanceof Busy) return sendProblem('busy', {}, request, reply)
    if (error.name === 'DatabaseUnavailable') return sendProblem('unavailable', {}, request, reply)
    if (error instanceof Failure && error.kind !== 'broken') return sendProblem(error.kind, {}, request, reply)
    if (error.code?.startsWith('FST_CSRF_')) return sendProblem('cross-site', {}, request, reply)
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return sendProblem('too-large', {}, request, reply)
    if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return sendProblem('not-json', {}, request, reply)
    const status = error.statusCode ?? 500
    if (status >= 400 && status < 500)
      return sendProblem('bad-request', { detail: 'Send JSON that can be read.' }, request, reply)
    request.log.error({ err: error }, 'request failed')
    return sendProblem('broken', {}, request, reply)
  })
}

/** One that came twice names nothing. */
function idempotencyKey({ headers }: FastifyRequest): string | null {
  const key = headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key === 'string' && /^[\x21-\x7e]{1,200}$/.test(key)) return key
  throw new ApiProblem('bad-request', { detail: 'Send Idempotency-Key once, in 1 to 200 printable characters.' })
}
