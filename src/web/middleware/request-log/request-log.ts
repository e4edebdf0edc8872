// One line a request: the route's pattern (never the address, which may hold a token), the status, the reference, the
// organisation. No personal data: no name, no network address, nothing that the visitor wrote.
import type { FastifyInstance } from 'fastify'

/** `organisationOf`: its id by the Host header as it was sent; null for a host of nobody. */
export function logRequests(app: FastifyInstance, organisationOf: (host: string) => string | null): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, id } = request
    request.log.info(
      {
        reference: id,
        organisation: organisationOf(request.raw.headers.host ?? ''),
        method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
        bytes: Number(reply.getHeader('content-length') ?? 0),
      },
      'request',
    )
  })
}
