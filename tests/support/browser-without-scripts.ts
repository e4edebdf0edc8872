// A browser without scripts: keeps cookies, follows redirects of its own site, and sends forms with the token of the page it is on.
import { type IncomingMessage, request } from 'node:http'
import { request as requestOverTls } from 'node:https'

export interface Page {
  readonly path: string
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly html: string
}

export interface BareBrowser {
  readonly cookies: Map<string, string>
  /** The page it is on. */
  page(): Page
  get(path: string): Promise<Page>
  /** Sends the fields and the page's token; answers with the page that the redirect leads to. */
  send(path: string, fields: Readonly<Record<string, string>>): Promise<Page>
  /** One request, no redirect followed, headers as given. */
  raw(method: string, path: string, options?: RawOptions): Promise<Page>
}

export interface RawOptions {
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface BareBrowserOptions {
  /** Named in X-Forwarded-For, as a trusted proxy would. */
  readonly from?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Where a site that speaks TLS really is, whatever its name; and whence it is asked. */
  readonly connect?: { readonly port: number; readonly ca: string; readonly localAddress: string }
}

export function openBareBrowser(
  url: string,
  { from, headers: always = {}, connect }: BareBrowserOptions = {},
): BareBrowser {
  const base = new URL(url)
  const cookies = new Map<string, string>()
  let current: Page = { path: '', status: 0, headers: {}, html: '' }

  function raw(method: string, path: string, { body, headers = {} }: RawOptions = {}): Promise<Page> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const sent: Record<string, string> = {
      host: base.host,
      'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/156.0',
      ...(cookie === '' ? {} : { cookie }),
      ...(from === undefined ? {} : { 'x-forwarded-for': from }),
      ...(body === undefined
        ? {}
        : {
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': String(Buffer.byteLength(body)),
            origin: base.origin,
            'sec-fetch-site': 'same-origin',
          }),
      ...always,
      ...headers,
    }
    return new Promise((resolve, reject) => {
      const asked = { method, path, headers: sent }
      const answered = (response: IncomingMessage) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          for (const line of response.headers['set-cookie'] ?? []) keep(line, cookies)
          const html = Buffer.concat(chunks).toString('utf8')
          resolve({ path, status: response.statusCode ?? 0, headers: response.headers, html })
        })
      }
      const call = connect
        ? requestOverTls({ ...asked, ...connect, host: '127.0.0.1', servername: base.hostname }, answered)
        : request({ ...asked, host: base.hostname, port: base.port }, answered)
      call.on('error', reject)
      call.end(body)
    })
  }

  async function follow(page: Page): Promise<Page> {
    const { location } = page.headers
    current =
      page.status >= 300 && page.status < 400 && typeof location === 'string'
        ? await follow(await raw('GET', location))
        : page
    return current
  }

  return {
    cookies,
    page: () => current,
    raw,
    get: async (path) => follow(await raw('GET', path)),
    send: async (path, fields) => {
      const body = new URLSearchParams({ _csrf: formToken(current.html), ...fields }).toString()
      return follow(await raw('POST', path, { body }))
    },
  }
}

export const formToken = (html: string): string => /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''

/** The value of a hidden field on the page. */
export const hiddenField = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''

/** What the page of a "this was not me" link sends back of what it showed. */
export const referenceOn = (browser: BareBrowser): { reference: string } => ({
  reference: hiddenField(browser.page().html, 'reference'),
})

export const headingOf = (html: string): string => /<h1[^>]*>([^<]*)</.exec(html)?.[1] ?? ''

function keep(line: string, cookies: Map<string, string>): void {
  const [pair = ''] = line.split(';')
  const at = pair.indexOf('=')
  if (/expires=thu, 01 jan 1970|max-age=0/i.test(line)) cookies.delete(pair.slice(0, at))
  else cookies.set(pair.slice(0, at), pair.slice(at + 1))
}
