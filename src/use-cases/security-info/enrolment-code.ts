// Enrolment codes as people read them out and type them: 24 letters and digits in groups of four, 120 random bits.
import type { MakesChance } from '../../ports/secrets.ts'

/** RFC 4648 §6 without the letters that are taken for digits: Crockford's choice, which also reads O as 0 and I and L as 1. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 24

/** As it is stored a hash of, and as it is shown. */
export function newEnrolmentCode({ integer }: Pick<MakesChance, 'integer'>): {
  readonly code: string
  readonly shown: string
} {
  const code = Array.from({ length }, () => alphabet[integer(alphabet.length)] ?? '0').join('')
  return { code, shown: code.replace(/(.{4})(?=.)/g, '$1-') }
}

/** Null for what no such code can be, whatever it is. */
export function readEnrolmentCode(typed: string): string | null {
  const bare = typed
    .toUpperCase()
    .replace(/[\s\p{Pd}.]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  return bare.length === length && [...bare].every((each) => alphabet.includes(each)) ? bare : null
}
