// What answers a route: given who calls and what was asked, already checked, and answering with a value or a named problem.

import type { ProblemCode } from '../../contract/problem.ts'
import type { BodyOf, Download, ParamsOf, QueryOf, ResultOf } from '../../contract/route.ts'
import type { apiRoutes, Operation } from '../../contract/routes.ts'
import type { AdministrationRoom } from '../../use-cases/administer/administration-room.ts'
import type { Caller } from '../../use-cases/administer/who-calls.ts'
import type { Visitor } from '../../use-cases/request.ts'
import type { Renders } from './policy/branded.tsx'

type RouteOf<Name extends Operation> = (typeof apiRoutes)[Name]

export interface Call<Name extends Operation> {
  readonly by: Caller
  readonly room: AdministrationRoom
  readonly visitor: Visitor
  readonly params: ParamsOf<RouteOf<Name>>
  readonly query: QueryOf<RouteOf<Name>>
  readonly body: BodyOf<RouteOf<Name>>
  /** The version named by `If-Match`, on routes that need one. */
  readonly builtOn: number | null
  /** To be sent back with every write; null for a token. */
  readonly csrf: string | null
  readonly demo: boolean
  readonly renders: Renders
}

export type ResultFor<Name extends Operation> = ResultOf<RouteOf<Name>>

export interface Refused {
  readonly problem: ProblemCode
  /** What to do next, where the code's own sentence says too little. */
  readonly detail?: string
  readonly more?: Readonly<Record<string, unknown>>
}

export const unreadableReason: Refused = {
  problem: 'bad-request',
  detail: 'Write it in one line of visible characters, at most 1 KB.',
}

export type Reply<Name extends Operation> =
  | { readonly ok: ResultFor<Name>; readonly version?: number }
  | Refused
  /** Sent piece by piece, never held whole. */
  | { readonly file: { readonly type: Download; readonly name: string; readonly pieces: AsyncIterable<string> } }

export type Handlers<Names extends Operation> = {
  readonly [Name in Names]: (call: Call<Name>) => Promise<Reply<Name>>
}
