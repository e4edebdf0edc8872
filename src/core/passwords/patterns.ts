// What hands type by themselves: neighbouring keys, the alphabet, digits in order, years, and the same thing again.

/** A stretch of characters, from the first to before `end`. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** Runs of four characters or more, three where none is a letter: abcd, 4321, qwerty, 1q2w3e, 2026. */
export function findRuns(characters: readonly string[]): readonly Stretch[] {
  return characters.flatMap((_, start) =>
    [longRun, shortRun]
      .filter((length) => runs.has(characters.slice(start, start + length).join('')))
      .map((length) => ({ start, end: start + length })),
  )
}

/**
 * The same character three times or more, or the same two to eight at least twice: aaa, abab, abcabc.
 * What is longer and said twice is a phrase: it isn't weaker for being repeated.
 */
export function findRepeats(characters: readonly string[]): readonly Stretch[] {
  const found: Stretch[] = []
  for (let period = 1; period <= longestRepeated; period++) {
    const least = period === 1 ? 2 : period
    let equal = 0
    for (let index = period; index <= characters.length; index++) {
      if (index < characters.length && characters[index] === characters[index - period]) {
        equal++
        continue
      }
      if (equal >= least) found.push({ start: index - equal - period, end: index })
      equal = 0
    }
  }
  return found
}

const longRun = 4
const shortRun = 3
const longestRepeated = 8

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  // US, German and French keyboards, row by row.
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '!@#$%^&*()',
  'qwertzuiopü',
  'asdfghjklöä',
  'yxcvbnm',
  '!"§$%&/()=',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  // Columns and zigzags.
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '!qaz@wsx#edc$rfv%tgb^yhn&ujm',
  '1qay2wsx3edc4rfv5tgb6zhn7ujm',
  'qazwsxedcrfvtgbyhnujmikolp',
  'qayxswedcvfrtgbnhzujmkiolp',
  'zaq12wsxcde34rfvbgt56yhnmju78ik',
  'zaq1xsw2cde3vfr4bgt5nhy6mju7',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  'qweasdzxc',
  'qweasdyxc',
  '123qweasdzxc',
  '147258369',
  '159753',
  '741852963',
]

const years = Array.from({ length: 110 }, (_, index) => String(1940 + index))

const runs: ReadonlySet<string> = new Set([
  ...rows.flatMap((row) => [row, [...row].reverse().join('')]).flatMap(cuts),
  ...years,
])

function cuts(row: string): readonly string[] {
  const characters = [...row.normalize('NFKD').replace(/[\u0300-\u036f]/gu, '')]
  return characters.flatMap((_, start) => {
    const short = characters.slice(start, start + shortRun)
    const long = characters.slice(start, start + longRun)
    return [
      ...(short.length === shortRun && !short.some((each) => /\p{L}/u.test(each)) ? [short.join('')] : []),
      ...(long.length === longRun ? [long.join('')] : []),
    ]
  })
}
