// The arithmetic of a countdown.

/** Whole seconds until `until`, rounded up, so that nothing is offered too early; both in milliseconds. */
export const secondsLeft = (until: number, now: number): number => Math.max(0, Math.ceil((until - now) / 1_000))

/** The sentence with its time, such as 0:30, replaced by `seconds`. Without a time it stays as it is. */
export const clockIn = (sentence: string, seconds: number): string =>
  sentence.replace(/\d+:\d\d/, `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`)
