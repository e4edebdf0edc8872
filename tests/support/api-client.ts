// The API as a program or the portal calls it: JSON in and out, with a session's cookie and CSRF token or with a token.
import { type BareBrowser, hiddenField } from './browser-without-scripts.ts'
import { appCode } from './prove.ts'

export interface ApiAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Undefined where nothing came. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly json: any
  readonly text: string
}

export interface ApiCall {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export type CallsApi = (method: string, path: string, call?: ApiCall) => Promise<ApiAnswer>

/** `token`: calls with it instead of the browser's cookies. */
export function apiOf(browser: BareBrowser, token?: string): CallsApi {
  let csrf: string | null = null
  const send: CallsApi = async (method, path, { body, headers = {} } = {}) => {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const answer = await browser.raw(method, path.startsWith('/api') ? path : `/api/v1${path}`, {
      ...(text === undefined ? {} : { body: text }),
      headers: {
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' || token !== undefined ? {} : { 'sec-fetch-site': 'same-origin' }),
        ...(csrf === null || method === 'GET' ? {} : { 'x-csrf-token': csrf }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}`, cookie: '' }),
        ...headers,
      },
    })
    const isJson = String(answer.headers['content-type'] ?? '').match(/json(?:;|$)/) !== null
    return {
      status: answer.status,
      headers: answer.headers,
      text: answer.html,
      json: isJson ? JSON.parse(answer.html) : undefined,
    }
  }
  return async (method, path, call) => {
    if (method !== 'GET' && csrf === null && token === undefined) csrf = (await send('GET', '/me')).json?.csrf ?? null
    return send(method, path, call)
  }
}

interface SignsIn {
  readonly username: string
  readonly password: string
  readonly totpSecret: string
}

/** An administrator's password and second proof: a session whose proof is fresh. */
export async function signInAs(browser: BareBrowser, person: SignsIn): Promise<void> {
  await browser.get('/sign-in')
  await browser.send('/sign-in', { username: person.username, password: person.password })
  if (!browser.page().path.startsWith('/prove')) return
  await proveByApp(browser, person)
}

/** The page that asks, answered with the app: this moment's code, or the next one where this one is used already. */
async function proveByApp(browser: BareBrowser, { totpSecret }: SignsIn): Promise<void> {
  const { path, html } = browser.page()
  const method = /value="([\w-]{36})"[^>]*>(?:(?!<button)[\s\S])*?authenticator/i.exec(html)?.[1] ?? ''
  await browser.send(path, { method })
  await browser.send(path, { challenge: hiddenField(browser.page().html, 'challenge'), code: appCode(totpSecret) })
}
