// "Did you mean …?" for a name that is almost one of the known.

/** The known name that is a slip of the fingers away, is written otherwise, or goes on after it; undefined if none is. */
export function closestName(name: string, known: readonly string[]): string | undefined {
  const slips = (candidate: string): number => distance(bare(name), bare(candidate))
  const [best] = known.map((candidate) => ({ candidate, slips: slips(candidate) })).sort((a, b) => a.slips - b.slips)
  const longer = known.find((candidate) => name.length >= 4 && bare(candidate).startsWith(bare(name)))
  if (longer !== undefined) return longer
  return best !== undefined && best.slips <= Math.min(2, Math.floor(name.length / 3)) ? best.candidate : undefined
}

/** `baseUrl`, `base_url` and `base-url` are one name. */
const bare = (name: string): string => name.toLowerCase().replace(/[-_]/g, '')

/** Letters to add, drop, replace or swap with their neighbour (Damerau, restricted to adjacent swaps). */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Number.POSITIVE_INFINITY
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped))
    }
  }
  return at(a.length, b.length)
}
