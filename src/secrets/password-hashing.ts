// argon2id (RFC 9106) behind its queue. A member costs OWASP's floor, an administrator RFC 9106's second choice. An
// account that does not exist costs the same as a member or administrator that does, down to one real verification.
import { randomBytes } from 'node:crypto'
import { hash as argon2Hash, verify as argon2Verify, parseOptions } from '@node-rs/argon2'
import { revealPassword } from '../core/people/new-password.ts'
import type { HashesPasswords, HashStrength } from '../ports/secrets.ts'
import { createHashQueue, type HashLoad } from './hash-queue.ts'

interface Cost {
  /** KiB. */
  readonly memoryCost: number
  readonly timeCost: number
  readonly parallelism: number
}

const costs: Record<HashStrength, Cost> = {
  member: { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 },
  administrator: { memoryCost: 64 * 1024, timeCost: 3, parallelism: 4 },
}
const SALT_BYTES = 16
const OUTPUT_BYTES = 32
/** argon2id, version 1.3: what the library makes by default. */
const FORM = '$argon2id$v=19$'

/** The parts of the argon2 library that are used, so that scheduling can be watched without burning a minute of CPU. */
export interface Argon2 {
  hash(password: string, cost: Cost): Promise<string>
  verify(hash: string, password: string): Promise<boolean>
}

/** With what only those who watch it ask for. */
export interface PasswordHashing extends HashesPasswords {
  hashingLoad(): HashLoad
}

const argon2id: Argon2 = { hash: argon2Hash, verify: argon2Verify }

/** A stored hash that is no argon2 hash at all is broken data: `verify` and `isOutdated` throw. */
export function createPasswordHashing(concurrency: number, argon2: Argon2 = argon2id): PasswordHashing {
  const queue = createHashQueue(concurrency)
  const decoys: Record<HashStrength, string> = { member: decoyFor('member'), administrator: decoyFor('administrator') }

  return {
    hash: (password, strength) => queue.run('write', () => argon2.hash(revealPassword(password), costs[strength])),

    verify: (hash, password, strength, lane) =>
      queue.run(lane, async () => {
        const text = revealPassword(password)
        const matches = await argon2.verify(hash ?? decoys[strength], text)
        return matches && hash !== undefined && text !== '' ? 'right' : 'wrong'
      }),

    isOutdated(hash, strength) {
      const made = parseOptions(hash)
      const { memoryCost, timeCost, parallelism } = costs[strength]
      const sameCost = made.memoryCost === memoryCost && made.timeCost === timeCost && made.parallelism === parallelism
      return !(hash.startsWith(FORM) && sameCost && made.saltLen >= SALT_BYTES && made.outputLen >= OUTPUT_BYTES)
    },

    isFull: queue.isFull,
    hashingLoad: queue.load,
  }
}

/** A well-formed hash of today's cost that belongs to no password: salt and output are both random. */
function decoyFor(strength: HashStrength): string {
  const { memoryCost, timeCost, parallelism } = costs[strength]
  const random = (bytes: number) => randomBytes(bytes).toString('base64').replace(/=+$/, '')
  return `${FORM}m=${memoryCost},t=${timeCost},p=${parallelism}$${random(SALT_BYTES)}$${random(OUTPUT_BYTES)}`
}
