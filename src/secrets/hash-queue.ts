// The door to the password hash: a few run, some wait, the rest are told `busy` at once. Memory and the thread pool
// stay bounded however many ask. Final password writes go before checks, in order of arrival within a lane.
//
// At most 50 wait in all. Checks, which any stranger can cause, may take 40 of these places; the other 10 are kept for
// writes, which come after proofs: a flood of sign-ins fills its own share and a reset still gets through.
import type { HashLane } from '../ports/secrets.ts'

interface HashQueue {
  /** Runs `work` when its turn comes; `busy`, and nothing started, if too many wait already. */
  run<Result>(lane: HashLane, work: () => Promise<Result>): Promise<Result | 'busy'>
  /** True if `run` would answer `busy` now. */
  isFull(lane: HashLane): boolean
  /** How many run and how many wait at this moment. */
  load(): HashLoad
}

export interface HashLoad {
  readonly running: number
  readonly waiting: number
}

const MOST_WAITING = 50
const MOST_CHECKS_WAITING = 40

export function createHashQueue(concurrency: number): HashQueue {
  const waiting: Record<HashLane, (() => void)[]> = { write: [], check: [] }
  let running = 0

  function isFull(lane: HashLane): boolean {
    if (running < concurrency) return false
    if (waiting.write.length + waiting.check.length >= MOST_WAITING) return true
    return lane === 'check' && waiting.check.length >= MOST_CHECKS_WAITING
  }

  /** Resolves once a place is taken. A place that falls free is handed straight on, so nobody can slip in between. */
  async function takePlace(lane: HashLane): Promise<void> {
    if (running < concurrency) running += 1
    else await new Promise<void>((proceed) => waiting[lane].push(proceed))
  }

  function handOn(): void {
    const next = waiting.write.shift() ?? waiting.check.shift()
    if (next === undefined) running -= 1
    else next()
  }

  return {
    isFull,
    load: () => ({ running, waiting: waiting.write.length + waiting.check.length }),
    async run(lane, work) {
      if (isFull(lane)) return 'busy'
      await takePlace(lane)
      try {
        return await work()
      } finally {
        handOn()
      }
    },
  }
}
