// The address that people use, as somebody who comes by it: does it lead here, and would a browser take its certificate.
import { isIP } from 'node:net'
import { connect } from 'node:tls'
import type { SeenAddress } from '../../core/doctor/judge-reach.ts'

/** `isOurs`: whether a mark that was answered is this installation's. */
export async function lookAtAddress(
  baseUrl: string,
  patience: number,
  isOurs: (mark: string) => boolean,
): Promise<SeenAddress> {
  const url = new URL(baseUrl)
  const secure = url.protocol === 'https:'
  const [answer, certificateLasts, plainHttp] = await Promise.all([
    ask(`${baseUrl}/healthz`, patience, isOurs),
    secure ? certificateOf(url, patience) : null,
    secure ? askPlainly(url, patience) : null,
  ])
  return { baseUrl, ...answer, certificateLasts, plainHttp }
}

async function ask(
  address: string,
  patience: number,
  isOurs: (mark: string) => boolean,
): Promise<Pick<SeenAddress, 'answer' | 'detail'>> {
  try {
    const response = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(patience) })
    const body: unknown = await response.json().catch(() => null)
    const mark: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'installation') : undefined
    const isMarked = response.status === 200 && typeof mark === 'string'
    return { answer: isMarked ? (isOurs(mark) ? 'this' : 'another') : 'other', detail: `status ${response.status}` }
  } catch (error) {
    const code = codeOf(error)
    return {
      answer: /CERT|SELF_SIGNED|ALTNAME|SSL|TLS|UNABLE_TO_(?:VERIFY|GET)/.test(code) ? 'certificate' : 'unreachable',
      detail: code === 'TimeoutError' ? `no answer in ${patience / 1000} seconds` : code,
    }
  }
}

/** What broke the network is the cause of what `fetch` throws. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if (error.cause instanceof Error) return codeOf(error.cause)
  const code: unknown = Reflect.get(error, 'code')
  return typeof code === 'string' ? code : error.name
}

/** Milliseconds until it ends, whether or not anybody would trust it; null where none is shown. */
function certificateOf({ hostname, port }: URL, patience: number): Promise<number | null> {
  return new Promise((resolve) => {
    const host = hostname.replace(/^\[|\]$/g, '')
    const socket = connect({
      host,
      port: port === '' ? 443 : Number(port),
      // An address is no name that a server could be asked for (RFC 6066 §3).
      ...(isIP(host) === 0 ? { servername: host } : {}),
      // It is looked at here; whether a browser takes it is what `ask` found.
      rejectUnauthorized: false,
    })
    const late = setTimeout(() => end(null), patience)
    const end = (lasts: number | null) => {
      clearTimeout(late)
      socket.destroy()
      resolve(lasts)
    }
    socket.once('secureConnect', () => {
      const until = Date.parse(socket.getPeerCertificate().valid_to ?? '')
      end(Number.isNaN(until) ? null : until - Date.now())
    })
    socket.on('error', () => end(null))
  })
}

async function askPlainly({ hostname, port }: URL, patience: number): Promise<SeenAddress['plainHttp']> {
  // On a port of its own there is no telling where http would be.
  if (port !== '') return null
  try {
    const signal = AbortSignal.timeout(patience)
    const { status, headers } = await fetch(`http://${hostname}/`, { redirect: 'manual', signal })
    const leads = headers.get('location') ?? ''
    if (status >= 400) return null
    return status >= 300 && leads.startsWith('https://') ? 'redirects' : 'answers'
  } catch {
    return null
  }
}
