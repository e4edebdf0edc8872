// How the API says no: RFC 9457, with one stable code for each way.
import { z } from 'zod'

export const problemCodes = {
  'bad-request': 400,
  'not-signed-in': 401,
  'not-allowed': 403,
  'step-up-needed': 403,
  'cross-site': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  /** What was shown no longer holds; the answer carries what holds now. */
  'impact-moved': 409,
  'not-now': 409,
  'last-administrator': 409,
  'idempotency-key-reused': 409,
  /** Sent before with this key, and broken off in between: it may have been done. */
  'outcome-unknown': 409,
  'version-moved': 412,
  'too-large': 413,
  'not-json': 415,
  'unknown-host': 421,
  'not-possible': 422,
  'version-missing': 428,
  'too-many': 429,
  broken: 500,
  busy: 503,
  unavailable: 503,
} as const

export type ProblemCode = keyof typeof problemCodes

export const problem = z.strictObject({
  /** `urn:rekey:problem:<code>` (RFC 9457 §3.1.1). */
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(problemCodes) as [ProblemCode, ...ProblemCode[]]),
  /** What to do next. */
  detail: z.string(),
  /** Read it out to whoever looks after the installation. */
  reference: z.string(),
  /** Every field at fault, not only the first. */
  errors: z.array(z.strictObject({ path: z.string(), problem: z.string() })).optional(),
  /** With `impact-moved`: the impact as it is now. */
  impact: z.unknown().optional(),
})

export type Problem = z.output<typeof problem>
