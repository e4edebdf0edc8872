// The one timer of the product. Everything that waits is given it.
import { setTimeout } from 'node:timers/promises'

/** Resolves after so many milliseconds, or rejects when `signal` aborts. */
export const sleep = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  setTimeout(milliseconds, undefined, { signal })
