import { afterEach, describe, expect, it } from 'vitest'
import { acme, createDeliveryScene } from '../../tests/support/delivery-scene.ts'
import { seconds } from '../core/time.ts'
import type { DeliveryParts } from './delivery-parts.ts'
import type { DeliveryWorker } from './worker.ts'

/** Lets everything run that waits for nothing but its turn. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('a worker that runs', () => {
  let running: DeliveryWorker | null = null
  afterEach(() => running?.stop())

  function start(parts: Partial<DeliveryParts> = {}) {
    const set = createDeliveryScene(parts)
    running = set.worker
    set.worker.start()
    return set
  }

  it('looks each second, and at once when it is nudged', async () => {
    const { worker, clock, put, sent } = start()
    await settle()
    put('m1')
    await settle()
    expect(sent).toHaveLength(0)
    worker.nudge(acme)
    await settle()
    expect(sent).toHaveLength(1)
    put('m2')
    clock.advance(seconds(1))
    await settle()
    expect(sent).toHaveLength(2)
  })

  it('asks for the nudged organisation only', async () => {
    const { worker, outbox } = start()
    await settle()
    const before = outbox.claims()
    worker.nudge(acme)
    await settle()
    expect(outbox.claims() - before).toBe(1)
  })

  it('sends what is nudged while another message hangs', async () => {
    const sent: string[] = []
    let release = (): void => undefined
    const hanging = new Promise<void>((resolve) => {
      release = resolve
    })
    const { worker, put } = start({
      mail: {
        async send({ messageId }) {
          if (messageId.startsWith('slow')) await hanging
          sent.push(messageId.slice(0, 4))
          return 'sent'
        },
      },
    })
    await settle()
    put('slow')
    worker.nudge(acme)
    await settle()
    put('fast')
    worker.nudge(acme)
    await settle()
    expect(sent).toEqual(['fast'])
    release()
    await settle()
    expect(sent).toEqual(['fast', 'slow'])
  })

  it('goes on after the database was away', async () => {
    const { worker, outbox, clock, put, sent, logged } = start()
    await settle()
    const claim = outbox.claim
    outbox.claim = async () => {
      throw new TypeError('no connection')
    }
    put('m1')
    worker.nudge(acme)
    await settle()
    expect(logged).toEqual(['{"error":"TypeError","message":"the outbox could not be looked at"}'])
    outbox.claim = claim
    clock.advance(seconds(1))
    await settle()
    expect(sent).toHaveLength(1)
  })

  it('stops when the message in hand is settled, and claims nothing more', async () => {
    let release = (): void => undefined
    const hanging = new Promise<void>((resolve) => {
      release = resolve
    })
    const { worker, outbox, put } = start({
      mail: {
        async send() {
          await hanging
          return 'sent'
        },
      },
    })
    await settle()
    put('m1')
    worker.nudge(acme)
    await settle()
    let stopped = false
    const stopping = worker.stop().then(() => {
      stopped = true
    })
    put('m2')
    worker.nudge(acme)
    await settle()
    expect(stopped).toBe(false)
    release()
    await stopping
    expect(outbox.rows.get('m1')?.outcome).toBe('sent')
    expect(outbox.rows.get('m2')).toMatchObject({ outcome: null, attempts: 0 })
  })

  it('leaves the rest of a burst to others when it stops', async () => {
    let release = (): void => undefined
    const hanging = new Promise<void>((resolve) => {
      release = resolve
    })
    const { worker, outbox, put } = start({
      mail: {
        async send() {
          await hanging
          return 'sent'
        },
      },
    })
    await settle()
    for (let index = 0; index < 20; index += 1) put(`m${index}`)
    worker.nudge(acme)
    await settle()
    const stopping = worker.stop()
    release()
    await stopping
    const rows = [...outbox.rows.values()]
    expect(rows.filter(({ outcome }) => outcome === 'sent')).toHaveLength(8)
    expect(rows.filter(({ attempts }) => attempts === 0)).toHaveLength(12)
  })

  it('waits ten seconds at most for a message that never settles', async () => {
    const { worker, clock, put } = start({ mail: { send: () => new Promise(() => undefined) } })
    await settle()
    put('m1')
    worker.nudge(acme)
    await settle()
    const stopping = worker.stop()
    await settle()
    clock.advance(seconds(10))
    await stopping
    running = null
    expect(clock.sleepers()).toBe(0)
  })
})
