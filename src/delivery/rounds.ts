// Work that comes round again while the process runs: sealing, sweeping, purging. One task never runs twice at a time.
import type { DeliveryLog } from '../ports/delivery.ts'
import { type Alarm, createAlarm, type Sleep } from './alarm.ts'

export interface Rounds {
  /** Runs `task` now and then again `pause` milliseconds after it ended. What it throws is logged and tried again. */
  every(pause: number, name: string, task: () => Promise<unknown>): void
  /** Nothing begins any more; resolves when the last task has ended. */
  stop(): Promise<void>
}

export function createRounds(sleep: Sleep, log: DeliveryLog): Rounds {
  const alarms: Alarm[] = []
  const running: Promise<void>[] = []
  let stopping = false

  async function goRound(pause: number, name: string, task: () => Promise<unknown>, alarm: Alarm): Promise<void> {
    while (!stopping) {
      try {
        await task()
      } catch (error) {
        log.warn(
          { task: name, error: error instanceof Error ? error.name : 'unknown' },
          'a round failed and will be tried again',
        )
      }
      if (!stopping) await alarm.wait(pause)
    }
  }

  return {
    every(pause, name, task) {
      const alarm = createAlarm(sleep)
      alarms.push(alarm)
      running.push(goRound(pause, name, task, alarm))
    },
    async stop() {
      stopping = true
      for (const alarm of alarms) alarm.ring()
      await Promise.all(running)
    },
  }
}
