// A write that is sent again is answered again and not done again (draft-ietf-httpapi-idempotency-key-header). What it was answered
// with is kept sealed for a day: it may hold what is shown once.
import { sealedFields } from '../../ports/secrets.ts'
import type { AdministrationRoom } from './administration-room.ts'

export interface Answer {
  readonly status: number
  /** As it is sent. */
  readonly text: string
  readonly version: number | null
}

export interface OnceOrder {
  readonly key: string
  /** Whose writes are told apart by their keys. */
  readonly caller: string
  /** All that makes the request what it is. */
  readonly request: string
}

/** `other`: the key came with another request. `running`: the first one is not done yet. What `work` throws is not kept. */
export async function answerOnce(
  { key, caller, request }: OnceOrder,
  room: AdministrationRoom,
  work: () => Promise<Answer>,
): Promise<Answer | 'other' | 'running'> {
  const { organisation, secrets, apiAnswers } = room
  const place = { tenant: organisation.id, owner: caller, field: sealedFields.answer }
  const claim = await apiAnswers.claim(caller, key, secrets.lookups(organisation.id, 'api-request', request))
  switch (claim.kind) {
    case 'other':
    case 'running':
      return claim.kind
    case 'answered':
      return { status: claim.status, ...readKept(secrets.open(place, claim.sealed)) }
    case 'new':
      break
  }
  // What was refused may be tried again with its key. What was done keeps it, even where the answer could not be kept.
  const answer = await work().catch(async (error: unknown) => {
    await apiAnswers.release(caller, key)
    throw error
  })
  const { text, version } = answer
  await apiAnswers.keep(caller, key, answer.status, secrets.seal(place, JSON.stringify({ text, version })))
  return answer
}

const readKept = (text: string): Pick<Answer, 'text' | 'version'> =>
  JSON.parse(text) as Pick<Answer, 'text' | 'version'>
