// The end of a server: requests in hand are answered, and whoever is not done after a while is cut off. A download that is read a
// byte an hour must not keep a process that was told to stop.
import type { Server } from 'node:http'
import type { Sleep } from '../delivery/alarm.ts'
import { sleep } from './sleep.ts'

interface ClosesServer {
  /** Takes nothing more, and resolves when the last connection has ended. */
  close(): Promise<unknown>
  readonly server: Pick<Server, 'closeAllConnections'>
}

/** `patience` in milliseconds. Resolves when nobody is connected any more, `patience` after it was called at the latest. */
export async function closeWithin(patience: number, app: ClosesServer, waits: Sleep = sleep): Promise<void> {
  const done = new AbortController()
  const cutOff = waits(patience, done.signal).then(
    () => app.server.closeAllConnections(),
    () => undefined,
  )
  await app.close()
  done.abort()
  await cutOff
}
