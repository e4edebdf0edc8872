// /metrics: for a scraper that brings the token of the configuration, on any host. For everyone else there is no such page.
import { createHash, timingSafeEqual } from 'node:crypto'
import { Failure } from '../../middleware/failures/failure.ts'
import type { AddRoutes } from '../route.ts'

export const addMetrics: AddRoutes = (app, site) => {
  app.get('/metrics', async (request, reply) => {
    const { metrics } = site
    if (metrics === null || !bears(request.headers.authorization, metrics.token)) throw new Failure('not-found')
    const { type, body } = await metrics.show()
    return reply.type(type).send(body)
  })
}

function bears(header: string | undefined, token: string): boolean {
  const given = /^Bearer ([^\s]+)$/i.exec(header ?? '')?.[1] ?? ''
  return timingSafeEqual(digest(given), digest(token))
}

/** Of one length whatever was given. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
