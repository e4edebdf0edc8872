// A view as a response.
import type { FastifyReply } from 'fastify'
import type { VNode } from 'preact'
import { renderPage } from './components/render-page.ts'

export const sendPage = (reply: FastifyReply, status: number, view: VNode): FastifyReply =>
  reply.code(status).type('text/html; charset=utf-8').send(renderPage(view))
