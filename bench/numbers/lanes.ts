// So many at a time, for so long: each lane does one whole thing after another. What only partly falls into the measured
// time counts by that part, so that a short window is not a lottery of which one ended just before it.

export interface Throughput {
  /** Whole things a second within the window. */
  readonly rate: number
  /** Everything done from the first to the last, warm-up and end included; what CPU time is divided by. */
  readonly done: number
}

export async function runLanes(
  { lanes, windowMs }: { readonly lanes: number; readonly windowMs: number },
  work: (lane: number) => Promise<void>,
): Promise<Throughput> {
  const spans: { readonly from: number; readonly to: number }[] = []
  const begun = performance.now()
  let opens = Number.POSITIVE_INFINITY
  let closes = Number.POSITIVE_INFINITY
  const warm = new Set<number>()
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      while (performance.now() < closes) {
        const from = performance.now()
        await work(lane)
        spans.push({ from, to: performance.now() })
        // The window opens when every lane has done one.
        if (warm.add(lane).size === lanes && opens === Number.POSITIVE_INFINITY) {
          opens = Math.max(performance.now(), begun + warmUpMs)
          closes = opens + windowMs
        }
      }
    }),
  )
  const credit = spans.reduce((sum, { from, to }) => {
    const inside = Math.min(to, closes) - Math.max(from, opens)
    return sum + (inside > 0 ? inside / (to - from) : 0)
  }, 0)
  return { rate: credit / (windowMs / 1000), done: spans.length }
}

const warmUpMs = 300
