// Can two kinds of names be told apart by how long a step takes? The area under the ROC curve is the chance that a sample
// of one takes longer than a sample of the other: 0.5 is a coin, and whoever guesses by the clock is right that often.

export interface Auc {
  readonly auc: number
  /** Bootstrap, 95 %. If 0.5 lies between the two, no difference was seen with so many samples. */
  readonly from: number
  readonly to: number
}

const resamples = 500

export function compareTimes(one: readonly number[], other: readonly number[]): Auc {
  const values = [...new Set([...one, ...other])].toSorted((a, b) => a - b)
  const placeOf = new Map(values.map((value, place) => [value, place]))
  const places = (samples: readonly number[]) => Int32Array.from(samples, (value) => placeOf.get(value) ?? 0)
  const [a, b] = [places(one), places(other)]
  const all = Array.from({ length: resamples }, () => area(resample(a), resample(b), values.length)).toSorted(
    (x, y) => x - y,
  )
  const at = (share: number) => all[Math.floor(share * (resamples - 1))] ?? Number.NaN
  return { auc: area(a, b, values.length), from: at(0.025), to: at(0.975) }
}

const resample = (places: Int32Array): Int32Array =>
  places.map(() => places[Math.floor(Math.random() * places.length)] ?? 0)

/** Mann and Whitney's U over the number of pairs; a tie counts half. */
function area(a: Int32Array, b: Int32Array, distinct: number): number {
  const [countsOfA, countsOfB] = [a, b].map((places) => {
    const counts = new Int32Array(distinct)
    for (const place of places) counts[place] = (counts[place] ?? 0) + 1
    return counts
  })
  let below = 0
  let wins = 0
  for (let place = 0; place < distinct; place += 1) {
    const [ofA, ofB] = [countsOfA?.[place] ?? 0, countsOfB?.[place] ?? 0]
    wins += ofA * (below + ofB / 2)
    below += ofB
  }
  return wins / (a.length * b.length)
}
