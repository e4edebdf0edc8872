// Codes that are sent: eight digits, of which storage holds a keyed hash bound to their challenge.
import { timingSafeEqual } from 'node:crypto'
import { email } from '../core/methods/email/email.ts'
import type { Measurement } from '../core/methods/method.ts'
import type { ChallengeId, LookupHash } from '../core/people/identifiers.ts'
import type { Proofs } from '../ports/proofs.ts'
import type { LooksUp, MakesChance } from '../ports/secrets.ts'
import { readDigits } from './read-digits.ts'

const digits = email.digits ?? 8

export function createEmailCodes(secrets: LooksUp & Pick<MakesChance, 'digits'>): Proofs {
  return {
    kind: email.kind,
    sharedSecrets: null,
    issue: (tenant, challenge) => {
      const code = secrets.digits(digits)
      return { code, answer: secrets.lookup(tenant, purposeOf(challenge), code) }
    },
    measure: ({ tenant, challenge, issued, secret, typed }): Measurement => {
      const code = readDigits(typed, digits)
      // The hash is computed whatever comes, so that no answer is quicker for being impossible.
      const hashes = secrets.lookups(tenant, purposeOf(challenge), code ?? '')
      const matches = hashes.filter((hash) => issued.answer !== null && isSame(hash, issued.answer)).length > 0
      if (code === null || secret === null) return { kind: 'unusable' }
      return matches ? { kind: 'matches' } : { kind: 'differs' }
    },
  }
}

/** The challenge is part of what is hashed: a code is worth nothing beside another challenge, even if the digits agree. */
const purposeOf = (challenge: ChallengeId): string => `code:${challenge}`

function isSame(one: LookupHash, other: LookupHash): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)]
  return first.length === second.length && timingSafeEqual(first, second)
}
