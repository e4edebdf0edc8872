// One line a request: the route's pattern (never the address, which may hold a token), the status, and the reference. No personal data.
import type { FastifyInstance } from 'fastify'

export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, id } = request
    const route = request.routeOptions.url ?? 'none'
    request.log.info(
      { method, route, status: reply.statusCode, reference: id, milliseconds: Math.round(reply.elapsedTime) },
      'request',
    )
  })
}
