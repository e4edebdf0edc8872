// /healthz: the process answers, and on a host of ours whose process it is. /readyz: it may be sent work. For probes, on any host.
import { markOf } from '../../../use-cases/installation-mark.ts'
import type { AddRoutes } from '../route.ts'

export const addHealth: AddRoutes = (app, site) => {
  app.get('/healthz', async (request, reply) => {
    const room = site.room((request.raw.headers.host ?? '').toLowerCase())
    const whose = room === undefined ? {} : { installation: markOf(room.organisation.id, room.secrets) }
    return reply.type('application/json').send({ status: 'ok', ...whose })
  })

  app.get('/readyz', async (_request, reply) => {
    const { ready, checks, failing } = await site.readiness()
    return reply
      .code(ready ? 200 : 503)
      .type('application/json')
      .send({ status: ready ? 'ok' : 'not-ready', checks, failing })
  })
}
