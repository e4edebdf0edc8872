// The geometry of a chart of stacked bars, on a grid of 590 × 184: pure, so that it can be tested and drawn anywhere.

export interface Bar {
  readonly label: string
  readonly parts: readonly { readonly series: number; readonly value: number }[]
}

export interface DrawnBar {
  readonly label: string
  /** Middle of the bar. */
  readonly x: number
  readonly width: number
  readonly parts: readonly { readonly series: number; readonly y: number; readonly height: number }[]
}

export interface DrawnBars {
  readonly ticks: readonly { readonly value: number; readonly y: number }[]
  readonly bars: readonly DrawnBar[]
}

const [left, right, top, bottom] = [28, 584, 6, 160]

/** Four or five ticks of 1, 2 or 5 times a power of ten, the last one at or above the highest bar. */
export function drawBars(bars: readonly Bar[]): DrawnBars {
  const highest = Math.max(1, ...bars.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0)))
  const step = niceStep(highest / 4)
  const most = Math.ceil(highest / step) * step
  const yOf = (value: number): number => bottom - (value / most) * (bottom - top)
  const pitch = (right - left) / Math.max(1, bars.length)
  const width = Math.min(26, pitch * 0.65)
  return {
    ticks: Array.from({ length: Math.round(most / step) + 1 }, (_, index) => ({
      value: index * step,
      y: yOf(index * step),
    })),
    bars: bars.map(({ label, parts }, index) => {
      let below = 0
      return {
        label,
        x: left + pitch * (index + 0.5),
        width,
        parts: parts.map(({ series, value }) => {
          const y = yOf(below + value)
          const height = yOf(below) - y
          below += value
          return { series, y, height }
        }),
      }
    }),
  }
}

function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1)))
  return [1, 2, 5, 10].map((each) => each * power).find((each) => each >= least) ?? 10 * power
}
