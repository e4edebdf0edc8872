// FT-09: told to stop, a server is not kept by a request that never ends.
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import { expect, it } from 'vitest'
import { closeWithin } from './close-within.ts'

/** A server in the midst of one request; what it answers is sent by `answer`. */
async function serving() {
  const app = fastify({ logger: false })
  let answer = (_text: string): void => undefined
  const text = new Promise<string>((resolve) => {
    answer = resolve
  })
  const arrived = new Promise<void>((resolve) => {
    app.get('/slow', async () => {
      resolve()
      return text
    })
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const answered = new Promise<string>((resolve) => {
    const asked = request({ host: '127.0.0.1', port, path: '/slow' }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (piece: string) => {
        body += piece
      })
      response.on('end', () => resolve(body))
    })
    asked.on('error', (error: NodeJS.ErrnoException) => resolve(`cut off: ${error.code}`))
    asked.end()
  })
  await arrived
  return { app, answer, answered }
}

/** A clock that stands until it is told to go. */
function standingClock() {
  let pass = (): void => undefined
  const asked: number[] = []
  let aborted = false
  return {
    asked,
    pass: () => pass(),
    aborted: () => aborted,
    waits: (milliseconds: number, signal: AbortSignal) => {
      asked.push(milliseconds)
      return new Promise<void>((resolve, reject) => {
        pass = resolve
        signal.addEventListener('abort', () => {
          aborted = true
          reject(new Error('aborted'))
        })
      })
    },
  }
}

it('waits for a request in hand, and cuts it off once its patience has passed', async () => {
  const { app, answered } = await serving()
  const clock = standingClock()
  let closed = false
  const closing = closeWithin(20_000, app, clock.waits).then(() => {
    closed = true
  })
  // The server takes nothing more long before: the request is all that keeps it.
  while (app.server.listening) await new Promise((resolve) => setImmediate(resolve))
  expect([clock.asked, closed]).toEqual([[20_000], false])
  clock.pass()
  await closing
  expect(await answered).toBe('cut off: ECONNRESET')
})

it('ends with the last answer, waits no longer, and cuts off nobody', async () => {
  const { app, answer, answered } = await serving()
  const clock = standingClock()
  const closing = closeWithin(20_000, app, clock.waits)
  answer('done')
  await closing
  expect(await answered).toBe('done')
  expect(clock.aborted()).toBe(true)
})
