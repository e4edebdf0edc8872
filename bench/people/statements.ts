// Watches the statements that go to PostgreSQL, from outside: a proxy that reads the name of each as it passes. The
// product names all of its statements, so each can be told.
import { type AddressInfo, connect, createServer } from 'node:net'
import { framer } from '../../tests/servers/frames.ts'

export interface StatementWatch {
  readonly port: number
  /** The names of all statements since the last call. */
  take(): readonly string[]
  close(): void
}

export function watchStatements(postgresPort: number): Promise<StatementWatch> {
  let seen: string[] = []
  const proxy = createServer((client) => {
    const server = connect({ port: postgresPort, host: '127.0.0.1', noDelay: true })
    client.setNoDelay(true)
    const split = framer('postgres', 'to-server')
    client.on('data', (chunk) => {
      for (const message of split(chunk)) {
        const name = statementOf(message)
        if (name !== null) seen.push(name)
      }
      server.write(chunk)
    })
    server.on('data', (chunk) => client.write(chunk))
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('close', () => other.destroy())
      one.on('error', () => other.destroy())
    }
  }).listen(0, '127.0.0.1')
  return new Promise((resolve) => {
    proxy.once('listening', () =>
      resolve({
        port: (proxy.address() as AddressInfo).port,
        take: () => {
          const taken = seen
          seen = []
          return taken
        },
        close: () => proxy.close(),
      }),
    )
  })
}

const [bind, query] = [0x42, 0x51]

/** The statement that a Bind message names, after the portal's name; the text of a simple query. */
function statementOf(message: Buffer): string | null {
  if (message[0] === query) return message.toString('utf8', 5, 45)
  if (message[0] !== bind) return null
  const portalEnd = message.indexOf(0, 5)
  return message.toString('utf8', portalEnd + 1, message.indexOf(0, portalEnd + 1))
}
