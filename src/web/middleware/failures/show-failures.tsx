// Every error becomes a page with a status, a sentence, a next step and a reference that the log knows too.
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { problemSentences } from '../../../core/wording/problem-sentences.ts'
import { Busy } from '../../../use-cases/request.ts'
import { FailureView } from '../../portal/failure/view.tsx'
import { sendPage } from '../../send-page.ts'
import type { Site } from '../../site.ts'
import { frameOf, pathWithoutLanguage } from '../frame/frame-of.ts'
import { visitOf } from '../frame/visit.ts'
import { Failure, retryAfter, statusOf } from './failure.ts'

export function showFailures(app: FastifyInstance, site: Site): void {
  app.setNotFoundHandler((request, reply) => show(new Failure('not-found'), request, reply, site))
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const failure = failureOf(error)
    if (failure.kind === 'broken' || failure.kind === 'unavailable') request.log.error({ err: error }, 'request failed')
    return show(failure, request, reply, site)
  })
}

async function show(failure: Failure, request: FastifyRequest, reply: FastifyReply, site: Site) {
  const { kind, detail } = failure
  const seconds = retryAfter[kind]
  if (seconds !== undefined) reply.header('retry-after', seconds)
  const visit = kind === 'unavailable' ? null : visitOf(request, site)
  // Whom to ask is read from the database, which may be what fails: an error here would be answered by the framework, with
  // its message.
  const frame = await frameOf(request, reply, visit, site).catch(() => frameOf(request, reply, null, site))
  const again =
    request.method === 'GET' && kind !== 'not-found' && kind !== 'unknown-host'
      ? pathWithoutLanguage(request)
      : undefined
  const view = (
    <FailureView
      frame={frame}
      failure={kind}
      reference={request.id}
      {...(detail === undefined ? {} : { detail })}
      {...(again === undefined ? {} : { again })}
    />
  )
  return sendPage(reply, statusOf[kind], view)
}

function failureOf(error: FastifyError): Failure {
  if (error instanceof Failure) return error
  if (error instanceof Busy) return new Failure('busy')
  if (error.code?.startsWith('FST_CSRF_')) return new Failure('cross-site')
  if (isOutOfReach(error)) return new Failure('unavailable')
  const status = error.statusCode ?? 500
  return status >= 400 && status < 500
    ? new Failure('bad-request', { id: problemSentences['form-unreadable'] })
    : new Failure('broken')
}

/** The database can't be reached, asks for patience, or has no connection free in time. Storage marks such errors. */
const isOutOfReach = (error: Error): boolean => error.name === 'DatabaseUnavailable'
