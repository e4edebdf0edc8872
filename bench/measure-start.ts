// How long until the server takes its first connection: on an empty database, and on one that has been used. As a multiple
// of what Node itself needs to start and end.
import { execFileSync } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { median } from './numbers/quantile.ts'
import { memoryOf } from './server/proc.ts'
import { prepareStage, type Stage, type StageOrder } from './server/stage.ts'

export interface StartReport {
  readonly cold: number
  readonly warm: number
  /** MiB resident a second after the start. */
  readonly idle: number
}

export async function measureStart(order: Omit<StageOrder, 'count'>, seeded: Stage): Promise<StartReport> {
  const node = median(Array.from({ length: 5 }, timeNode))
  const empty = await prepareStage({ ...order, count: null })
  const first = await empty.start()
  await first.stop()
  empty.clear()
  const second = await seeded.start()
  await pause(1000)
  const idle = memoryOf(second.pid).now
  await second.stop()
  return { cold: first.startedIn / node, warm: second.startedIn / node, idle }
}

function timeNode(): number {
  const begun = performance.now()
  execFileSync(process.execPath, ['--eval', '0'])
  return performance.now() - begun
}
