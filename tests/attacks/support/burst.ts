// Many requests that arrive at the same moment: each is sent but for its last byte on a connection of its own, and the
// last bytes are released together.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type BareBrowser, formToken } from '../../support/browser-without-scripts.ts'

export interface Answer {
  readonly status: number
  /** As sent, by lower-case name; of repeated ones the last. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
  /** Everything, as it came. */
  readonly raw: string
}

export interface Shot {
  readonly port: number
  readonly text: string
}

/** Answers in the order of the shots. */
export async function burst(shots: readonly Shot[]): Promise<readonly Answer[]> {
  const sockets = await Promise.all(shots.map(load))
  const answers = sockets.map(readAll)
  for (const [index, socket] of sockets.entries()) socket.write(lastByteOf(shots[index]))
  return (await Promise.all(answers)).map(readAnswer)
}

/** One request exactly as written, for what no client would send. */
export async function sendRaw(port: number, text: string): Promise<Answer> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(text, 'latin1')
  return readAnswer(await readAll(socket))
}

/** The form of the page the browser is on, as the browser would send it. */
export function formShot(
  url: string,
  browser: BareBrowser,
  path: string,
  fields: Readonly<Record<string, string>>,
): Shot {
  const { host, port, origin } = new URL(url)
  const body = new URLSearchParams({ _csrf: formToken(browser.page().html), ...fields }).toString()
  const text = [
    `POST ${path} HTTP/1.1`,
    `host: ${host}`,
    'connection: close',
    'content-type: application/x-www-form-urlencoded',
    `content-length: ${Buffer.byteLength(body)}`,
    `origin: ${origin}`,
    'sec-fetch-site: same-origin',
    'x-forwarded-for: 11.255.0.1',
    `cookie: ${[...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')}`,
    '',
    body,
  ].join('\r\n')
  return { port: Number(port), text }
}

async function load({ port, text }: Shot): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.setNoDelay(true)
  await new Promise<void>((resolve) => socket.write(text.slice(0, -1), () => resolve()))
  return socket
}

const lastByteOf = (shot: Shot | undefined): string => shot?.text.slice(-1) ?? ''

function readAll(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    // A server that cuts the connection has answered too: with what came until then.
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')))
  })
}

function readAnswer(raw: string): Answer {
  const end = raw.indexOf('\r\n\r\n')
  const [line = '', ...headers] = raw.slice(0, end === -1 ? undefined : end).split('\r\n')
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(line)?.[1] ?? 0),
    headers: new Map(
      headers.map((each) => [each.slice(0, each.indexOf(':')).toLowerCase(), each.slice(each.indexOf(':') + 2)]),
    ),
    body: end === -1 ? '' : raw.slice(end + 4),
    raw,
  }
}
