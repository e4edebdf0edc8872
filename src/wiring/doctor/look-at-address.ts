// The address that people use, as somebody who comes by it: does it lead here, and would a browser take its certificate.
import { isIP } from 'node:net'
import { connect } from 'node:tls'
import type { SeenAddress } from '../../core/doctor/judge-reach.ts'
import { getOnce } from './get-once.ts'

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
    const { status, body } = await getOnce(address, patience)
    const mark = status === 200 ? markIn(body) : null
    return { answer: mark === null ? 'other' : isOurs(mark) ? 'this' : 'another', detail: `status ${status}` }
  } catch (error) {
    const code = codeOf(error)
    return {
      answer: /CERT|SELF_SIGNED|ALTNAME|SSL|TLS|UNABLE_TO_(?:VERIFY|GET)/.test(code) ? 'certificate' : 'unreachable',
      detail: code === 'TimeoutError' ? `no answer in ${patience / 1000} seconds` : code,
    }
  }
}

function markIn(body: string): string | null {
  try {
    const { installation }: { readonly installation?: unknown } = JSON.parse(body) ?? {}
    return typeof installation === 'string' ? installation : null
  } catch {
    return null
  }
}

/** That it took too long is the cause of its having been given up. */
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
    const { status, location } = await getOnce(`http://${hostname}/`, patience)
    if (status >= 400) return null
    return status >= 300 && location.startsWith('https://') ? 'redirects' : 'answers'
  } catch {
    return null
  }
}
