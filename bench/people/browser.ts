// What a person's browser does between two clicks: keeps cookies, sends the form's token, follows the redirect.
import { type Answer, type HttpLine, headerOf } from './http-line.ts'

export interface Visit {
  /** The page it is on. */
  page(): Answer
  get(path: string): Promise<void>
  /** Posts a form of the page and follows the redirect, if any. */
  send(path: string, fields: string): Promise<void>
}

export type Clocked = (step: string, milliseconds: number) => void | Promise<void>

/** `clocked` is told what every request took, in milliseconds, from its first byte out to its last byte in. */
export function openVisit(line: HttpLine, host: string, address: string, clocked: Clocked): Visit {
  const cookies = new Map<string, string>()
  let page: Answer = { status: 0, head: '', body: '' }

  async function ask(method: 'GET' | 'POST', path: string, body: string): Promise<void> {
    const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const form = `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\nOrigin: http://${host}\r\nSec-Fetch-Site: same-origin\r\n`
    const request = `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-For: ${address}\r\nUser-Agent: ${agent}\r\nAccept-Language: en\r\n${jar === '' ? '' : `Cookie: ${jar}\r\n`}${method === 'POST' ? form : ''}\r\n${body}`
    const begun = performance.now()
    page = await line.ask(request)
    await clocked(`${method} ${path}`, performance.now() - begun)
    keepCookies(page.head, cookies)
    const location = page.status === 303 ? headerOf(page.head, 'location') : undefined
    if (location !== undefined) await ask('GET', location, '')
  }

  return {
    page: () => page,
    get: (path) => ask('GET', path, ''),
    send: (path, fields) => ask('POST', path, `_csrf=${hiddenField(page.body, '_csrf')}&${fields}`),
  }
}

const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36'

export function hiddenField(html: string, name: string): string {
  const mark = `name="${name}" value="`
  const at = html.indexOf(mark)
  return at < 0 ? '' : html.slice(at + mark.length, html.indexOf('"', at + mark.length))
}

function keepCookies(head: string, cookies: Map<string, string>): void {
  for (let at = head.toLowerCase().indexOf('\r\nset-cookie: '); at >= 0; ) {
    const from = at + '\r\nset-cookie: '.length
    const end = head.indexOf('\r\n', from)
    const pair = head.slice(from, end < 0 ? undefined : end).split(';')[0] ?? ''
    const equals = pair.indexOf('=')
    cookies.set(pair.slice(0, equals), pair.slice(equals + 1))
    at = head.toLowerCase().indexOf('\r\nset-cookie: ', from)
  }
}
