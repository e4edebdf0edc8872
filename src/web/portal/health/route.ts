// /healthz: the process answers. /readyz: it may be sent work. For probes, on any host.
import type { AddRoutes } from '../route.ts'

export const addHealth: AddRoutes = (app, site) => {
  app.get('/healthz', async (_request, reply) => reply.type('application/json').send({ status: 'ok' }))

  app.get('/readyz', async (_request, reply) => {
    const { ready, checks, failing } = await site.readiness()
    return reply
      .code(ready ? 200 : 503)
      .type('application/json')
      .send({ status: ready ? 'ok' : 'not-ready', checks, failing })
  })
}
