// The outlines of a key that is being cut, on a grid of 600 × 64: bow on the left, blade from x 72, tip at 600.
//
// Twelve cuts are shared out among the steps, so that a key of two steps and one of four look equally toothed.

export interface KeyPath {
  /** Bow and the metal already cut. */
  readonly cut: string
  /** What is still plain; empty once the key is whole. */
  readonly blank: string
  /** Where the cutter stands; null once the key is whole. */
  readonly cutter: number | null
}

const depths = [9, 15, 5, 12, 17, 7, 13, 4, 16, 8, 14, 6] as const
const bow =
  'M31 2a30 30 0 1 0 26 44h3v6h7v-6h5V18h-5v-6h-7v6h-3A30 30 0 0 0 31 2zM21 22a10 10 0 1 1 0 20 10 10 0 0 1 0-20z'
const tip = 'L600 30L588 18z'
const firstCut = 90
const lastCut = 576
const bottom = 46

/** The key after `done` of `steps` steps. */
export function keyPath(steps: number, done: number): KeyPath {
  const width = (lastCut - firstCut) / steps
  if (done <= 0) return { cut: bow, blank: `M72 18V46H576${tip}`, cutter: Math.round(firstCut + width / 2) }
  const cutsPerStep = Math.max(2, Math.round(depths.length / steps))
  let cut = `${bow}M72 18V46H86`
  for (let step = 0; step < Math.min(done, steps); step++) {
    cut += cutsOf(firstCut + step * width, width, step * cutsPerStep, cutsPerStep)
  }
  if (done >= steps) return { cut: cut + tip, blank: '', cutter: null }
  const edge = Math.round(firstCut + done * width)
  return { cut: `${cut}V18z`, blank: `M${edge} 18V46H576${tip}`, cutter: Math.round(edge + width / 2) }
}

/** One step's cuts: down to a flat of 12, up to a ridge between it and the next, and level at the end. */
function cutsOf(start: number, width: number, from: number, count: number): string {
  const pitch = width / count
  let path = `L${Math.round(start + 5)} ${bottom}`
  for (let index = 0; index < count; index++) {
    const x = start + index * pitch
    path += `L${Math.round(x + pitch / 2 - 6)} ${bottom - depth(from + index)}h12`
    path +=
      index === count - 1
        ? `L${Math.round(x + pitch - 3)} ${bottom}H${Math.round(x + pitch)}`
        : `L${Math.round(x + pitch)} ${bottom - ridge(depth(from + index), depth(from + index + 1))}`
  }
  return path
}

const depth = (index: number): number => depths[index % depths.length] ?? 0
const ridge = (left: number, right: number): number => Math.max(Math.min(left, right) - 5, 0)
