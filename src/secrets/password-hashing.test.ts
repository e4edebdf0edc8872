import { describe, expect, test } from 'vitest'
import { newPassword } from '../core/people/new-password.ts'
import type { HashLane } from '../ports/secrets.ts'
import { type Argon2, createPasswordHashing } from './password-hashing.ts'

describe('with real argon2id', () => {
  const hashing = createPasswordHashing(2)
  const right = newPassword('correct horse ünd 🔑')
  const wrong = newPassword('correct horse ünd 🔒')

  test.each([
    ['member', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/],
    ['administrator', /^\$argon2id\$v=19\$m=65536,t=3,p=4\$/],
  ] as const)('a %s hash has its cost, opens to its password only, and is not outdated', async (strength, form) => {
    const hash = await hashing.hash(right, strength)
    expect(hash).toMatch(form)
    expect(await hashing.verify(hash, right, strength, 'check')).toBe('right')
    expect(await hashing.verify(hash, wrong, strength, 'check')).toBe('wrong')
    expect(await hashing.verify(hash, newPassword(''), strength, 'check')).toBe('wrong')
    expect(await hashing.verify(undefined, right, strength, 'check')).toBe('wrong')
    expect(hashing.isOutdated(hash, strength)).toBe(false)
    expect(hashing.isOutdated(hash, strength === 'member' ? 'administrator' : 'member')).toBe(true)
  })

  test('two hashes of one password differ', async () => {
    expect(await hashing.hash(right, 'member')).not.toBe(await hashing.hash(right, 'member'))
  })

  test('a hash of another form or a shorter salt is outdated', () => {
    const salted = (form: string, salt: string) => `${form}$m=19456,t=2,p=1$${salt}$${'A'.repeat(43)}`
    const salt = Buffer.alloc(16, 1).toString('base64').replace(/=+$/, '')
    expect(hashing.isOutdated(salted('$argon2id$v=19', salt), 'member')).toBe(false)
    expect(hashing.isOutdated(salted('$argon2i$v=19', salt), 'member')).toBe(true)
    expect(hashing.isOutdated(salted('$argon2id$v=16', salt), 'member')).toBe(true)
    expect(hashing.isOutdated(salted('$argon2id$v=19', salt.slice(0, 11)), 'member')).toBe(true)
  })

  test('a zero-length password never matches, not even a hash of itself', async () => {
    const empty = newPassword('')
    const hash = await hashing.hash(empty, 'member')
    expect(await hashing.verify(hash, empty, 'member', 'check')).toBe('wrong')
  })

  test('a stored hash that is none throws, says nothing of it, and gives its place back', async () => {
    const one = createPasswordHashing(1)
    for (let time = 0; time < 3; time += 1) {
      await expect(one.verify('$broken$stored', right, 'member', 'check')).rejects.not.toThrow(/stored|horse/)
    }
    expect(await one.verify(undefined, right, 'member', 'check')).toBe('wrong')
  })
})

test('a stranger costs one verification of the same strength as an account does', async () => {
  const { argon2, started, finishAll } = watchedArgon2()
  const hashing = createPasswordHashing(4, argon2)
  const answers = [
    hashing.verify(undefined, newPassword('x'), 'member', 'check'),
    hashing.verify(undefined, newPassword(''), 'administrator', 'check'),
  ]
  await finishAll()
  expect(await Promise.all(answers)).toEqual(['wrong', 'wrong'])
  expect(started).toEqual([
    expect.stringMatching(/^verify \$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43} x$/),
    expect.stringMatching(/^verify \$argon2id\$v=19\$m=65536,t=3,p=4\$[\w+/]{22}\$[\w+/]{43} $/),
  ])
})

describe('RS-02: 500 at once', () => {
  test('run four at a time, 40 checks wait, and the rest are busy without a hash', async () => {
    const { argon2, started, most, finishAll } = watchedArgon2()
    const hashing = createPasswordHashing(4, argon2)
    const answers = Array.from({ length: 500 }, (_, n) => hashing.verify('h', newPassword(`${n}`), 'member', 'check'))
    expect(hashing.isFull('check')).toBe(true)
    await finishAll()
    const given = await Promise.all(answers)
    expect(most()).toBe(4)
    expect(given.filter((answer) => answer === 'right')).toHaveLength(44)
    expect(given.filter((answer) => answer === 'busy')).toHaveLength(456)
    expect(started).toEqual(Array.from({ length: 44 }, (_, n) => `verify h ${n}`))
    expect(hashing.isFull('check')).toBe(false)
  })

  test('a flood of checks leaves room for ten writes, which go first, and no more than 50 wait', async () => {
    const { argon2, started, most, finishAll } = watchedArgon2()
    const hashing = createPasswordHashing(4, argon2)
    const ask = (lane: HashLane, n: number) => hashing.verify('h', newPassword(`${lane} ${n}`), 'member', lane)
    const checks = Array.from({ length: 250 }, (_, n) => ask('check', n))
    expect(hashing.isFull('write')).toBe(false)
    const writes = Array.from({ length: 9 }, (_, n) => ask('write', n))
    const hash = hashing.hash(newPassword('new'), 'member')
    expect(hashing.isFull('write')).toBe(true)
    const late = [
      ...Array.from({ length: 240 }, (_, n) => ask('write', 100 + n)),
      hashing.hash(newPassword('l'), 'member'),
    ]
    await finishAll()

    expect(new Set(await Promise.all(late))).toEqual(new Set(['busy']))
    expect(new Set(await Promise.all(writes))).toEqual(new Set(['right']))
    expect(await hash).toBe('hashed')
    expect((await Promise.all(checks)).filter((answer) => answer === 'right')).toHaveLength(44)
    expect(most()).toBe(4)
    expect(started).toEqual([
      ...[0, 1, 2, 3].map((n) => `verify h check ${n}`),
      ...Array.from({ length: 9 }, (_, n) => `verify h write ${n}`),
      'hash new',
      ...Array.from({ length: 40 }, (_, n) => `verify h check ${n + 4}`),
    ])
  })

  test('writes alone may use every waiting place', async () => {
    const { argon2, finishAll } = watchedArgon2()
    const hashing = createPasswordHashing(4, argon2)
    const answers = Array.from({ length: 500 }, (_, n) => hashing.hash(newPassword(`${n}`), 'member'))
    await finishAll()
    expect((await Promise.all(answers)).filter((answer) => answer === 'hashed')).toHaveLength(54)
  })
})

/** Stands in for the arithmetic alone: says what was started, in order, and finishes when told. */
function watchedArgon2() {
  const started: string[] = []
  const unfinished: (() => void)[] = []
  let running = 0
  let most = 0

  function begin<Result>(what: string, result: Result): Promise<Result> {
    started.push(what)
    running += 1
    most = Math.max(most, running)
    return new Promise((resolve) => {
      unfinished.push(() => {
        running -= 1
        resolve(result)
      })
    })
  }

  const argon2: Argon2 = {
    hash: (password) => begin(`hash ${password}`, 'hashed'),
    verify: (hash, password) => begin(`verify ${hash} ${password}`, true),
  }

  async function finishAll(): Promise<void> {
    const settled = () => new Promise((resolve) => setImmediate(resolve))
    await settled()
    for (let finish = unfinished.shift(); finish !== undefined; finish = unfinished.shift()) {
      finish()
      await settled()
    }
  }

  return { argon2, started, most: () => most, finishAll }
}
