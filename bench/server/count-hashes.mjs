// Loaded before the product, in the one run that counts: every argon2id computation adds a byte to a file.
import { appendFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const file = process.env['BENCH_HASH_COUNT'] ?? ''
const argon2 = createRequire(import.meta.url)('@node-rs/argon2')
for (const name of ['hash', 'verify']) {
  const original = argon2[name]
  argon2[name] = (/** @type {unknown[]} */ ...given) => {
    appendFileSync(file, '.')
    return original(...given)
  }
}
