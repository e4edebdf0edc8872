// What every page's routes are given: the visit, the frame, and a way to answer. A route without a visit can't be written.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import type { Frame } from '../components/frame.ts'
import { Failure } from '../middleware/failures/failure.ts'
import { frameOf } from '../middleware/frame/frame-of.ts'
import { type Visit, visitOf } from '../middleware/frame/visit.ts'
import { sendPage } from '../send-page.ts'
import type { Site } from '../site.ts'

export interface Turn extends Visit {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly site: Site
  frame(): Promise<Frame>
  page(view: VNode, status?: number): FastifyReply
  /** Post/redirect/get: always to a path of ours. */
  go(path: string): FastifyReply
}

export type AddRoutes = (app: FastifyInstance, site: Site) => void

export const turn =
  (site: Site, answer: (turn: Turn) => Promise<FastifyReply>) =>
  (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const visit = visitOf(request, site)
    if (visit === null) throw new Failure('unknown-host')
    return answer({
      ...visit,
      request,
      reply,
      site,
      frame: () => frameOf(request, reply, visit, site),
      page: (view, status = 200) => sendPage(reply, status, view),
      go: (path) => reply.code(303).header('location', path).send(),
    })
  }
