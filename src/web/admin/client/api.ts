// The API as the portal calls it: an operation's name, what it takes, and its answer or its problem.
import type { Problem } from '../../../contract/problem.ts'
import type { BodyOf, ParamsOf, QueryOf, ResultOf } from '../../../contract/route.ts'
import type { apiRoutes, Operation } from '../../../contract/routes.ts'
import { addresses } from './addresses.ts'

type Routes = typeof apiRoutes
export type Answer<Name extends Operation> = ResultOf<Routes[Name]>

type Loose<Value> = { readonly [Key in keyof Value]?: Value[Key] | undefined }

export interface Sends<Name extends Operation> {
  readonly params?: { readonly [Key in keyof ParamsOf<Routes[Name]>]: string | number }
  readonly query?: Loose<QueryOf<Routes[Name]>>
  readonly body?: BodyOf<Routes[Name]>
  /** The version it builds on. */
  readonly builtOn?: number
}

/** `away`: the browser is on its way to a sign-in or a proof, and comes back here. */
export type Called<Name extends Operation> =
  | { readonly kind: 'answer'; readonly answer: Answer<Name> }
  | {
      readonly kind: 'problem'
      readonly problem: Pick<Problem, 'code' | 'title' | 'detail' | 'reference' | 'errors' | 'impact'>
    }
  | { readonly kind: 'away' }

let csrf: string | null = null
export const rememberCsrf = (token: string | null): void => {
  csrf = token
}

export async function call<Name extends Operation>(name: Name, sends: Sends<Name> = {}): Promise<Called<Name>> {
  const [method = 'GET', path = ''] = addresses[name].split(' ')
  const headers: Record<string, string> = {
    ...(sends.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(method === 'GET' || csrf === null ? {} : { 'x-csrf-token': csrf, 'idempotency-key': crypto.randomUUID() }),
    ...(sends.builtOn === undefined ? {} : { 'if-match': `"${sends.builtOn}"` }),
  }
  let response: Response
  try {
    response = await fetch(addressOf(path, sends), {
      method,
      headers,
      ...(sends.body === undefined ? {} : { body: JSON.stringify(sends.body) }),
    })
  } catch {
    return { kind: 'problem', problem: noAnswer }
  }
  if (response.ok) {
    const text = await response.text()
    return { kind: 'answer', answer: (text === '' ? undefined : JSON.parse(text)) as Answer<Name> }
  }
  const problem = (await response.json().catch(() => noAnswer)) as Problem
  if (problem.code === 'not-signed-in') return goTo(`/sign-in?then=${here()}&because=session-ended`)
  // What was typed for a write would be gone: its page stays, and says where to prove.
  if (problem.code === 'step-up-needed' && method === 'GET') return goTo(provePath())
  return { kind: 'problem', problem }
}

interface Placed {
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: Readonly<Record<string, unknown>>
}

function addressOf(path: string, { params = {}, query = {} }: Placed): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(String(params[key] ?? '')))
  const asked = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') asked.set(key, String(value))
  }
  return `/api/v1${filled}${asked.size === 0 ? '' : `?${asked}`}`
}

export const downloadOf = <Name extends Operation>(name: Name, sends: Pick<Sends<Name>, 'params' | 'query'>): string =>
  addressOf(addresses[name].split(' ')[1] ?? '', sends)

/** A room of the portal, as `then` names it: its path without what is typed into it. */
const here = (): string => location.pathname.slice(1)

export const provePath = (): string => `/prove?then=${here()}`

function goTo(path: string): { readonly kind: 'away' } {
  location.assign(path)
  return { kind: 'away' }
}

const noAnswer = {
  code: 'unavailable',
  title: 'The server did not answer.',
  detail: 'Look at your connection, then try it again.',
  reference: '',
} as const
