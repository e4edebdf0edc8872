// What a test file has begun ends with it. A hook that is registered in a hook, after an await, may belong to nothing and never run:
// this one is registered when the file is read.
import { afterAll } from 'vitest'

const endings: (() => Promise<void>)[] = []

/** The last begun ends first; each ends, also where another can't. */
export function atEndOfFile(end: () => Promise<void>): void {
  endings.push(end)
}

afterAll(async () => {
  const failures: unknown[] = []
  for (const end of endings.reverse()) await end().catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw new AggregateError(failures, 'what the file had begun could not all be ended')
})
