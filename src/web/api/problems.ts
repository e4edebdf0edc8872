// Every way in which the API says no: RFC 9457, with a sentence and what to do next.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Problem, type ProblemCode, problemCodes } from '../../contract/problem.ts'

interface ProblemWords {
  readonly title: string
  readonly detail: string
}

const words: Readonly<Record<ProblemCode, ProblemWords>> = {
  'bad-request': {
    title: 'The request is not what this route takes.',
    detail: 'Put the fields right that are listed.',
  },
  'not-signed-in': { title: 'Nobody is signed in.', detail: 'Sign in, or send a token: Authorization: Bearer rk_…' },
  'not-allowed': { title: 'Your role does not allow this.', detail: 'Ask a global administrator.' },
  'step-up-needed': {
    title: 'This needs a fresh proof.',
    detail: 'Prove that it is you at /prove?then=admin, then send it again.',
  },
  'cross-site': {
    title: 'The request did not come from these pages.',
    detail: 'Send X-CSRF-Token as /api/v1/me gives it.',
  },
  'not-found': { title: 'There is nothing here.', detail: 'Look at the address: /api/openapi.json lists every one.' },
  'method-not-allowed': { title: 'This address does not take this method.', detail: 'Use one that Allow lists.' },
  'impact-moved': {
    title: 'Whom the policy reaches has changed meanwhile.',
    detail: 'Look at the impact that comes with this answer, then save again.',
  },
  'not-now': { title: 'Something else is changing this.', detail: 'Send it again in a moment.' },
  'last-administrator': {
    title: 'Nobody else could give the role back.',
    detail: 'Make another global administrator first.',
  },
  'idempotency-key-reused': {
    title: 'This Idempotency-Key came with another request.',
    detail: 'Use a new key for a new request.',
  },
  'outcome-unknown': {
    title: 'It was sent before with this Idempotency-Key and broke off: nobody knows whether it was done.',
    detail: 'Look whether it was. If not, send it with a new key.',
  },
  'version-moved': {
    title: 'Another version is in force by now.',
    detail: 'Read it, make the change there, and save that.',
  },
  'too-large': { title: 'The request is too large.', detail: 'Send 64 KB at most.' },
  'not-json': { title: 'The body is not JSON.', detail: 'Send Content-Type: application/json.' },
  'unknown-host': { title: 'This host is nobody’s.', detail: 'Use the address of your organisation.' },
  'not-possible': { title: 'That can’t work.', detail: 'Put right what is listed.' },
  'version-missing': {
    title: 'The version it builds on is missing.',
    detail: 'Send If-Match with the ETag that was read.',
  },
  'too-many': { title: 'That is enough for now.', detail: 'Try again later.' },
  broken: { title: 'Something broke on our side.', detail: 'Tell whoever looks after Rekey the reference.' },
  busy: { title: 'There is no room for it now.', detail: 'Send it again in a few seconds.' },
  unavailable: { title: 'What this stands on does not answer.', detail: 'Send it again in a moment.' },
}

export interface ProblemMore {
  readonly detail?: string | undefined
  readonly [field: string]: unknown
}

/** Thrown anywhere in a request of the API. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly code: ProblemCode
  readonly more: ProblemMore

  constructor(code: ProblemCode, more: ProblemMore = {}) {
    super(code)
    this.code = code
    this.more = more
  }
}

function problemOf(code: ProblemCode, { detail, ...more }: ProblemMore, reference: string): Problem {
  const { title, detail: usual } = words[code]
  const status = problemCodes[code]
  return { type: `urn:rekey:problem:${code}`, title, status, code, detail: detail ?? usual, reference, ...more }
}

export function sendProblem(
  code: ProblemCode,
  more: ProblemMore,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (code === 'not-signed-in') reply.header('www-authenticate', 'Bearer')
  if (code === 'busy' || code === 'unavailable') reply.header('retry-after', 5)
  return reply
    .code(problemCodes[code])
    .type('application/problem+json')
    .send(JSON.stringify(problemOf(code, more, request.id)))
}
