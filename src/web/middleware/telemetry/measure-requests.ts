// Each request is measured under its route's pattern. One that a network limit refused is counted as that.
import type { FastifyInstance } from 'fastify'
import type { Telemetry } from '../../../ports/telemetry.ts'

/** Standard methods; a client may send others, and a label must not be of its choosing. */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

export function measureRequests(app: FastifyInstance, telemetry: Telemetry): void {
  const open = new WeakMap<object, { end(outcome: string): void }>()
  app.addHook('onRequest', (request, _reply, done) => {
    const method = methods.includes(request.method) ? request.method : 'other'
    const route = request.routeOptions.url ?? 'none'
    open.set(request, telemetry.begin({ kind: 'request', method, route }, done))
  })
  app.addHook('onResponse', async (request, { statusCode }) => {
    open.get(request)?.end(String(statusCode))
    if (statusCode === 429) telemetry.count({ kind: 'refused', limit: 'network' })
  })
}
