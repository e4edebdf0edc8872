// What a route of the API is: its address, who may call it, and the shapes that go in and out. Validation, the OpenAPI
// document, the portal's types and the contract tests are all made from these descriptions.
import { z } from 'zod'
import type { Permission } from '../core/people/permissions.ts'

export interface ApiRoute<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Result extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/api/v1`, as OpenAPI writes it: `/accounts/{account}`. */
  readonly path: `/${string}`
  readonly summary: string
  /** `signed-in`: whoever holds any role. A route without a rule can't be written (AT-03). */
  readonly permission: Permission | 'signed-in'
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** Of the answer; `nothing` is 204. */
  readonly result: Result
  /** 201 where something new has an address now, 200 otherwise. */
  readonly created: boolean
  /** `writes`: `If-Match` is needed, and 412 answers one that is no longer current (RFC 9110 §13.1.1). `reads`: an `ETag` is given. */
  readonly version: 'none' | 'reads' | 'writes'
  /** Answered as a file to keep, in one of these types, instead of JSON. */
  readonly downloads: readonly Download[]
}

export type Download = 'text/csv' | 'application/jsonl'

export const nothing = z.undefined()

const plain = {
  params: z.strictObject({}),
  query: z.strictObject({}),
  body: nothing,
  result: nothing,
  created: false,
  version: 'none',
  downloads: [],
} as const

type Given = Pick<ApiRoute, 'method' | 'path' | 'summary' | 'permission'> & Partial<ApiRoute>
type Plain = typeof plain
type Filled<Some extends Given> = Some & Omit<Plain, keyof Some>

/** A route, with what it leaves out filled in: no parameters, no body, nothing to answer. */
export const route = <const Some extends Given>(given: Some): Filled<Some> => ({ ...plain, ...given })

export type ParamsOf<Route extends ApiRoute> = z.output<Route['params']>
export type QueryOf<Route extends ApiRoute> = z.output<Route['query']>
export type BodyOf<Route extends ApiRoute> = z.output<Route['body']>
export type ResultOf<Route extends ApiRoute> = z.input<Route['result']>

/** Milliseconds since 1970 inside; RFC 3339 in UTC outside. */
export const instant = z.iso.datetime().describe('RFC 3339, UTC')
export const id = z.uuid()

/** Longer than any place in a list: a name of 256 characters, each of four bytes, in base64. */
const longestCursor = 2000

/** A page of a list: what to ask for next, or null at its end. Cursors are opaque and signed by nobody: they only say where. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next: z.string().max(longestCursor).nullable() })

export const paging = {
  cursor: z.string().max(longestCursor).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}

/** Why somebody acts on another's account: told to nobody else, kept in the audit log. */
export const reason = z.string().trim().min(3).max(500)
