// One GET as somebody who comes by would send it, given up as a whole after so long. `fetch` gives up too, but keeps the connection
// that it was making, and with it the process, for ten seconds.
import { request as askPlainly } from 'node:http'
import { request as askSecurely } from 'node:https'

export interface Got {
  readonly status: number
  /** Where it would lead; empty where it leads nowhere. */
  readonly location: string
  /** The beginning of it, where it is long. */
  readonly body: string
}

/** Nothing that is looked at is longer. */
const mostCharacters = 10_000

/** Rejects with what broke the network, or with a `TimeoutError` as its cause. Follows nothing. */
export function getOnce(address: string, patience: number): Promise<Got> {
  const ask = new URL(address).protocol === 'https:' ? askSecurely : askPlainly
  return new Promise((resolve, reject) => {
    // Its own connection, closed behind it.
    const request = ask(address, { agent: false, signal: AbortSignal.timeout(patience) }, (response) => {
      const { statusCode: status = 0, headers } = response
      let body = ''
      const end = () => {
        resolve({ status, location: headers.location ?? '', body })
        request.destroy()
      }
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text
        if (body.length > mostCharacters) end()
      })
      response.on('end', end).on('error', reject)
    })
    request.on('error', reject).end()
  })
}
