// Work that goes on after a response: never awaited by a page, always by an orderly stop.

export interface AfterResponse {
  later(task: () => Promise<void>): void
  /** Resolves when everything begun so far has ended. */
  settled(): Promise<void>
}

/** What fails is reported and left to the sweeper. */
export function createAfterResponse(report: (error: unknown) => void): AfterResponse {
  const begun = new Set<Promise<void>>()
  return {
    later(task) {
      const work: Promise<void> = Promise.resolve()
        .then(task)
        .catch(report)
        .finally(() => begun.delete(work))
      begun.add(work)
    },
    async settled() {
      while (begun.size > 0) await Promise.all(begun)
    },
  }
}
