// A code as people type it: with spaces, hyphens, or digits of another script.

/** The `count` digits that were meant, or null. */
export function readDigits(typed: string, count: number): string | null {
  if (typed.length > 64) return null
  const bare = typed.normalize('NFKC').replace(/[\s\p{Pd}.]/gu, '')
  const plain = [...bare].map(asDigit).join('')
  return plain.length === count && /^[0-9]+$/.test(plain) ? plain : null
}

// Decimal digits of every script stand in runs of ten that begin at a zero (Unicode, Nd), aligned so that the value is the offset.
function asDigit(character: string): string {
  if (!/^\p{Nd}$/u.test(character)) return character
  const point = character.codePointAt(0) ?? 0
  let zero = point
  while (point - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String(point - zero)
}
