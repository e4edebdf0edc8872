// A write that is sent again is answered again and not done again (draft-ietf-httpapi-idempotency-key-header). What it was answered
// with is kept sealed for a day: it may hold what is shown once.
import { sealedFields } from '../../ports/secrets.ts'
import { Busy } from '../request.ts'
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

/** What the work came to where it is certain that nothing was done: the same key may be sent again. */
export interface NothingDone<Refusal> {
  readonly nothingDone: Refusal
}

/**
 * `other`: the key came with another request. `running`: the first one is not done yet. `unknown`: the first one broke off, and may
 * have been done. What `work` throws is not kept; but for `Busy` it may have come after an effect, and then it is not done twice.
 */
export async function answerOnce<Refusal>(
  { key, caller, request }: OnceOrder,
  room: AdministrationRoom,
  work: () => Promise<Answer | NothingDone<Refusal>>,
): Promise<Answer | NothingDone<Refusal> | 'other' | 'running' | 'unknown'> {
  const { organisation, secrets, apiAnswers } = room
  const place = { tenant: organisation.id, owner: caller, field: sealedFields.answer }
  const claim = await apiAnswers.claim(caller, key, secrets.lookups(organisation.id, 'api-request', request))
  switch (claim.kind) {
    case 'other':
    case 'running':
    case 'unknown':
      return claim.kind
    case 'answered':
      return { status: claim.status, ...readKept(secrets.open(place, claim.sealed)) }
    case 'new':
      break
  }
  const answer = await work().catch(async (error: unknown) => {
    const settled = error instanceof Busy ? apiAnswers.release(caller, key) : apiAnswers.forsake(caller, key)
    // What broke the work may be what this stands on too. A claim that is left as it is can't be told from one whose process died.
    await settled.catch(() => undefined)
    throw error
  })
  if ('nothingDone' in answer) {
    await apiAnswers.release(caller, key)
    return answer
  }
  const { text, version } = answer
  await apiAnswers.keep(caller, key, answer.status, secrets.seal(place, JSON.stringify({ text, version })))
  return answer
}

const readKept = (text: string): Pick<Answer, 'text' | 'version'> =>
  JSON.parse(text) as Pick<Answer, 'text' | 'version'>
