// A TCP proxy that stands between the program and a server and does to the connection what networks do: cuts it after so
// many messages, slows it, swallows everything, or isn't there. Counts what passes.
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { type Amount, createLane } from './fault-lane.ts'
import { type Direction, type Framing, framer } from './frames.ts'

export interface FaultProxy {
  readonly port: number
  /** Messages and bytes that reached the proxy, over all connections, since it started. */
  count(direction: Direction): { readonly messages: number; readonly bytes: number }
  /** Passes so many more, then resets every connection; with 0, when the next arrives. New connections work again. */
  cutAfter(amount: Amount, direction: Direction): void
  /** Holds every message back for so long. */
  delay(milliseconds: number): void
  /** Keeps connections open and accepts new ones, but passes nothing on. */
  blackHole(): void
  /** Resets every connection and refuses new ones. */
  refuse(): Promise<void>
  /** Ends every fault. Connections that were reset stay so. */
  heal(): Promise<void>
  /** Runs `action` once, when the k-th message from now (1 is the next) has arrived and before it is passed on. */
  onMessage(k: number, action: () => void | Promise<void>, direction?: Direction): void
  stop(): Promise<void>
}

export interface FaultProxyOptions {
  /** What counts as one message. Default: whatever arrives at once. */
  readonly framing?: Framing
}

/** Listens on a random port of 127.0.0.1 and connects each client to `targetPort` there. */
export async function startFaultProxy(targetPort: number, options: FaultProxyOptions = {}): Promise<FaultProxy> {
  const framing = options.framing ?? 'chunk'
  const lanes = { 'to-server': createLane(), 'to-client': createLane() }
  const open = new Set<Socket>()
  let delayMs = 0
  let swallowing = false

  const listener = createServer({ allowHalfOpen: true }, (client) => {
    const server = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true })
    const sides = [client, server]
    for (const socket of sides) {
      open.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => reset(sides)) // a side that breaks takes the other with it
      socket.on('close', () => open.delete(socket))
    }
    carry(client, server, 'to-server').catch(() => reset(sides))
    carry(server, client, 'to-client').catch(() => reset(sides))
  })

  async function carry(from: Socket, to: Socket, direction: Direction): Promise<void> {
    const split = framer(framing, direction)
    // The other direction may still have something to say when this one has ended.
    for await (const chunk of from.iterator({ destroyOnReturn: false })) {
      for (const message of split(chunk)) {
        await pass(message, to, direction)
        if (to.destroyed) return // cut: what came with this message must not be counted or acted on
      }
    }
    if (!swallowing) to.end()
  }

  async function pass(message: Buffer, to: Socket, direction: Direction): Promise<void> {
    const { passing, cut } = await lanes[direction].admit(message)
    if (delayMs > 0) await pause(delayMs)
    if (!swallowing && passing.length > 0) await new Promise<void>((resolve) => to.write(passing, () => resolve()))
    if (cut) reset(open)
  }

  async function listen(port: number): Promise<void> {
    listener.listen(port, '127.0.0.1')
    await once(listener, 'listening')
  }

  async function close(): Promise<void> {
    const closed = listener.listening ? once(listener, 'close') : undefined
    if (closed) listener.close()
    reset(open)
    await closed
  }

  await listen(0)
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.')
  const { port } = address

  return {
    port,
    count: (direction) => lanes[direction].count(),
    cutAfter: (amount, direction) => lanes[direction].limit(amount),
    delay: (milliseconds) => {
      delayMs = milliseconds
    },
    blackHole: () => {
      swallowing = true
    },
    refuse: close,
    heal: async () => {
      delayMs = 0
      swallowing = false
      lanes['to-server'].limit(undefined)
      lanes['to-client'].limit(undefined)
      if (!listener.listening) await listen(port)
    },
    onMessage: (k, action, direction = 'to-server') => lanes[direction].plan(k, action),
    stop: close,
  }
}

function reset(sockets: Iterable<Socket>): void {
  for (const socket of sockets) socket.resetAndDestroy()
}
