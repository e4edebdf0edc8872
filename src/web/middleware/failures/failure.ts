// A request that can't be answered: which page people see, with which status. Thrown by routes, shown in one place.
import type { Sentence } from '../../../core/wording/wording.ts'
import type { FailureKind } from '../../portal/failure/view.tsx'

export class Failure extends Error {
  override readonly name = 'Failure'
  readonly kind: FailureKind
  readonly detail: Sentence | undefined

  constructor(kind: FailureKind, detail?: Sentence) {
    super(kind)
    this.kind = kind
    this.detail = detail
  }
}

export const statusOf: Readonly<Record<FailureKind, number>> = {
  'bad-request': 400,
  'cross-site': 403,
  'not-found': 404,
  'unknown-host': 421,
  broken: 500,
  busy: 503,
  unavailable: 503,
}

/** Seconds after which a client may ask again. */
export const retryAfter: Partial<Readonly<Record<FailureKind, number>>> = { busy: 5, unavailable: 10 }
