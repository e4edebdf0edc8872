// `Idempotency-Key`: a write that is sent again is answered again and not done again (draft-ietf-httpapi-idempotency-key-header).
import { createHash } from 'node:crypto'
import { sealedFields } from '../../ports/secrets.ts'
import type { AdministrationRoom } from '../../use-cases/administer/administration-room.ts'
import { ApiProblem } from './problems.ts'

export interface Answer {
  readonly status: number
  /** As it was sent. */
  readonly text: string
  readonly version: number | null
}

/** Answers of our own faults are not kept: the next one may do better. */
export async function answerOnce(
  key: string | undefined,
  caller: string,
  request: { readonly method: string; readonly url: string; readonly body: unknown; readonly builtOn: number | null },
  room: AdministrationRoom,
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (key === undefined) return work()
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new ApiProblem('bad-request', { detail: 'Write Idempotency-Key in 1 to 200 printable characters.' })
  }
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([request.method, request.url, request.builtOn, request.body ?? null]))
    .digest('base64url')
  const place = { tenant: room.organisation.id, owner: caller, field: sealedFields.answer }
  const claim = await room.apiAnswers.claim(caller, key, fingerprint)
  switch (claim.kind) {
    case 'other':
      throw new ApiProblem('idempotency-key-reused')
    case 'running':
      throw new ApiProblem('not-now')
    case 'answered': {
      const kept = JSON.parse(room.secrets.open(place, claim.sealed)) as Pick<Answer, 'text' | 'version'>
      return { status: claim.status, ...kept }
    }
    case 'new':
      break
  }
  try {
    const answer = await work()
    const { text, version } = answer
    await room.apiAnswers.keep(caller, key, answer.status, room.secrets.seal(place, JSON.stringify({ text, version })))
    return answer
  } catch (error) {
    await room.apiAnswers.release(caller, key)
    throw error
  }
}
