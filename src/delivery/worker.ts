// Sends what waits in the outbox, until it dies and never after. A worker that is killed leaves a message due again once
// its lease is over, so at most a second copy of the same message goes out.
import type { TenantId } from '../core/people/identifiers.ts'
import { minutes, seconds } from '../core/time.ts'
import { type Alarm, createAlarm } from './alarm.ts'
import { deliver } from './deliver.ts'
import type { DeliveryParts } from './delivery-parts.ts'

export interface DeliveryWorker {
  /** Everything that is due now, of every tenant; resolves when the last of it is settled. */
  runOnce(): Promise<void>
  /** Something was written for this tenant: it is looked at without waiting for the next round. */
  nudge(tenant: TenantId): void
  start(): void
  /** Claims nothing more and waits for the messages in hand, ten seconds at most. */
  stop(): Promise<void>
}

const concurrency = 8
/** Longer than any send takes; what a killed worker held is due again after it. */
const lease = seconds(30)
const round = seconds(1)
const burialRound = minutes(1)
const patienceAtStop = seconds(10)

export function createDeliveryWorker(parts: DeliveryParts): DeliveryWorker {
  const { outbox, tenants, clock, log } = parts
  const inHand = new Set<Promise<void>>()
  const nudged = new Set<TenantId>()
  const alarm: Alarm = createAlarm(clock.sleep)
  let stopping = false
  let running: Promise<void> | null = null
  let nextBurial = 0

  async function runOnce(): Promise<void> {
    await lookAtAll()
    await Promise.all(inHand)
  }

  async function lookAtAll(): Promise<void> {
    const buries = clock.elapsed() >= nextBurial
    if (buries) nextBurial = clock.elapsed() + burialRound
    for (const tenant of await tenants()) {
      await take(tenant)
      if (buries) await outbox.bury(tenant)
    }
  }

  /** Claims until nothing more is due. Messages already in hand go on beside it. */
  async function take(tenant: TenantId): Promise<void> {
    for (;;) {
      // Half of the places at least, so that a burst costs few statements and one slow message holds up nobody.
      while (inHand.size > concurrency / 2) await Promise.race(inHand)
      if (stopping) return
      const free = concurrency - inHand.size
      // Read before asking: the message can only be younger than we take it to be.
      const asked = clock.elapsed()
      const claimed = await outbox.claim(tenant, free, lease)
      for (const message of claimed) hold(deliver(message, asked + (message.diesAt - message.now), parts))
      if (claimed.length < free) return
    }
  }

  function hold(delivery: Promise<void>): void {
    const held: Promise<void> = delivery.finally(() => inHand.delete(held))
    inHand.add(held)
  }

  async function rounds(): Promise<void> {
    let nextRound = clock.elapsed()
    while (!stopping) {
      try {
        if (clock.elapsed() >= nextRound) {
          nextRound = clock.elapsed() + round
          nudged.clear()
          await lookAtAll()
        }
        for (const tenant of nudged) {
          nudged.delete(tenant)
          await take(tenant)
        }
      } catch (error) {
        log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'the outbox could not be looked at')
      }
      if (!stopping && nudged.size === 0) await alarm.wait(Math.max(0, nextRound - clock.elapsed()))
    }
  }

  return {
    runOnce,
    nudge(tenant) {
      nudged.add(tenant)
      alarm.ring()
    },
    start() {
      stopping = false
      running ??= rounds()
    },
    async stop() {
      stopping = true
      alarm.ring()
      const patience = new AbortController()
      const settled = Promise.all([running, ...inHand])
      await Promise.race([settled, clock.sleep(patienceAtStop, patience.signal).catch(() => undefined)])
      patience.abort()
      running = null
    },
  }
}
