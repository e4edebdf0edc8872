// One question asked of the product and, in turn with it, the bare query that its answer can't do without.
import { quantile } from '../numbers/quantile.ts'

export interface Compared {
  readonly what: string
  readonly p50: number
  readonly p99: number
  /** Items in the answers, on average: an empty page is quickly found. */
  readonly items: number
  /** Milliseconds, to see what kind of number the ratio is of. */
  readonly bareP99: number
}

export interface Question {
  readonly what: string
  readonly rounds: number
  /** Each is given the number of its round, and says how many items it found. */
  readonly product: (round: number) => Promise<number>
  readonly bare: (round: number) => Promise<unknown>
}

export async function compare({ what, rounds, product, bare }: Question): Promise<Compared> {
  const took = { product: [] as number[], bare: [] as number[] }
  let items = 0
  // The first of each is planned and read from disk: it belongs to neither.
  const warm = Math.min(10, Math.ceil(rounds / 10))
  for (let round = -warm; round < rounds; round += 1) {
    // Whoever comes second finds the pages read: they take turns.
    const first = round % 2 === 0 ? 'product' : 'bare'
    for (const which of [first, first === 'product' ? 'bare' : 'product'] as const) {
      const from = performance.now()
      const found = await (which === 'product' ? product(round + warm) : bare(round + warm))
      if (round < 0) continue
      took[which].push(performance.now() - from)
      if (which === 'product') items += Number(found)
    }
  }
  const ratio = (share: number) => quantile(took.product, share) / quantile(took.bare, share)
  return { what, p50: ratio(0.5), p99: ratio(0.99), items: items / rounds, bareP99: quantile(took.bare, 0.99) }
}
