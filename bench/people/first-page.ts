// What a browser fetches to show a page for the first time: the page and everything it names, as sent, without compression.
import type { HttpLine } from './http-line.ts'

export interface FirstPage {
  readonly requests: number
  readonly bytes: number
}

export async function fetchFirstPage(path: string, host: string, line: HttpLine): Promise<FirstPage> {
  const fetchOne = async (address: string) => {
    const { head, body } = await line.ask(`GET ${address} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    return { bytes: head.length + 4 + body.length, body }
  }
  const page = await fetchOne(path)
  let bytes = page.bytes
  const named = [...page.body.matchAll(/<(?:script|img)[^>]* src="([^"]+)"|<link[^>]* href="([^"]+)"/g)]
  for (const [, source, link] of named) bytes += (await fetchOne(source ?? link ?? '/')).bytes
  return { requests: 1 + named.length, bytes }
}
