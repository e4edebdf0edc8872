// One kept connection to the server, for one request at a time: just enough of HTTP/1.1 to cost next to nothing beside
// the server that is measured. Answers must have a Content-Length, as all of the product's pages do.
import { connect, type Socket } from 'node:net'

export interface Answer {
  readonly status: number
  readonly head: string
  readonly body: string
}

export interface HttpLine {
  ask(request: string): Promise<Answer>
  close(): void
}

export function openLine(port: number): HttpLine {
  let socket: Socket | null = null
  let received = ''
  let pending: { resolve(answer: Answer): void; reject(error: Error): void } | null = null

  function open(): Socket {
    const fresh = connect({ port, host: '127.0.0.1', noDelay: true }).setEncoding('latin1')
    received = ''
    fresh.on('data', (chunk: string) => {
      received += chunk
      const answer = readAnswer(received)
      if (answer === null || pending === null) return
      const { resolve } = pending
      pending = null
      received = ''
      resolve(answer)
    })
    fresh.on('error', fail)
    fresh.on('close', () => {
      if (socket === fresh) socket = null
      fail(new Error('the server closed the connection in the middle of an answer'))
    })
    return fresh
  }

  function fail(error: Error): void {
    const waiting = pending
    pending = null
    waiting?.reject(error)
  }

  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        pending = { resolve, reject }
        socket ??= open()
        socket.write(request)
      }),
    close: () => {
      socket?.destroy()
      socket = null
    },
  }
}

function readAnswer(text: string): Answer | null {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return null
  const head = text.slice(0, end)
  const length = Number(headerOf(head, 'content-length') ?? 0)
  if (text.length < end + 4 + length) return null
  return { status: Number(head.slice(9, 12)), head, body: text.slice(end + 4) }
}

export function headerOf(head: string, name: string): string | undefined {
  const at = head.toLowerCase().indexOf(`\r\n${name}: `)
  if (at < 0) return undefined
  const end = head.indexOf('\r\n', at + 2)
  return head.slice(at + name.length + 4, end < 0 ? undefined : end)
}
