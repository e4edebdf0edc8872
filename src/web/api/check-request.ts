// A request against its route's description: every fault at once, each with its path. What isn't described is refused.
import type { z } from 'zod'
import type { ApiRoute } from '../../contract/route.ts'
import { ApiProblem } from './problems.ts'

export interface Asked {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
}

interface Fault {
  readonly path: string
  readonly problem: string
}

export function checkRequest(route: ApiRoute, asked: Asked): Asked {
  const faults: Fault[] = []
  const read = (name: keyof Asked, given: unknown): unknown => {
    const parsed = route[name].safeParse(given)
    if (parsed.success) return parsed.data
    faults.push(...parsed.error.issues.flatMap((issue) => faultsOf(name, issue)))
    return undefined
  }
  const checked = {
    params: read('params', asked.params),
    query: read('query', asked.query),
    body: read('body', asked.body ?? undefined),
  }
  for (const name of ['params', 'query', 'body'] as const) faults.push(...unkeepable([name], asked[name]))
  if (faults.length > 0) throw new ApiProblem('bad-request', { errors: faults })
  return checked
}

/** A NUL, or half of a surrogate pair: text that no database keeps. */
const noCharacter = /[\0\p{Surrogate}]/u

function unkeepable(at: readonly string[], given: unknown): Fault[] {
  if (typeof given === 'string') {
    return noCharacter.test(given) ? [{ path: at.join('.'), problem: 'Leave out what is no character.' }] : []
  }
  if (typeof given !== 'object' || given === null) return []
  // A field with such a name is none that is described, and was refused as that.
  return Object.entries(given).flatMap(([key, value]) => unkeepable([...at, key], value))
}

function faultsOf(name: keyof Asked, issue: z.core.$ZodIssue): Fault[] {
  const at = [name, ...issue.path.map(String)]
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...at, key.slice(0, 100)].join('.'), problem: 'There is no such field.' }))
  }
  return [{ path: at.join('.'), problem: issue.message }]
}

/** `If-Match: "14"` (RFC 9110 §13.1.1). A weak tag, a list or a star names no version that a write could build on. */
export function readIfMatch(header: string | undefined): number | null {
  if (header === undefined) return null
  const [, version] = /^"(\d{1,9})"$/.exec(header) ?? []
  if (version === undefined)
    throw new ApiProblem('version-missing', { detail: 'Send If-Match with one version, as "14".' })
  return Number(version)
}
