// A sleep that can be cut short.

/** Resolves after so many milliseconds, or rejects when `signal` aborts. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>

export interface Alarm {
  /** Resolves when the time is over or the alarm rang, whichever is first. */
  wait(milliseconds: number): Promise<void>
  /** Rung while nobody waits, it ends the next wait at once. */
  ring(): void
}

export function createAlarm(sleep: Sleep): Alarm {
  let bell = new AbortController()
  return {
    async wait(milliseconds) {
      const { signal } = bell
      if (!signal.aborted) {
        await sleep(milliseconds, signal).catch((error: unknown) => {
          if (!signal.aborted) throw error
        })
      }
      if (signal.aborted) bell = new AbortController()
    },
    ring: () => bell.abort(),
  }
}
