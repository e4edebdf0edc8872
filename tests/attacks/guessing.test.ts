// Guessing codes: how many comparisons an attacker gets from one account, however the guesses are spread.
import { beforeAll, expect, it } from 'vitest'
import { hours, minutes, seconds } from '../../src/core/time.ts'
import { usePostgres } from '../servers/use-postgres.ts'
import { hiddenField } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
import { burst, formShot } from './support/burst.ts'
import { comparisonsOf, failWith, isProven } from './support/comparisons.ts'
import type { Person } from './support/people.ts'
import { type Site, startSite } from './support/site.ts'
import { pass } from './support/travel.ts'
import {
  answer,
  beginWith,
  brandNew,
  failuresOf,
  journeyOf,
  mailedCode,
  offer,
  proveApp,
  proveMail,
  type Walk,
} from './support/walk.ts'

const days = 24 * hours(1)

describeWith('postgres', 'guessing codes', () => {
  const databases = usePostgres()
  let site: Site
  beforeAll(async () => {
    site = await startSite(databases, { processes: 2 })
  })

  const walk = (at = 0): Walk => ({ site, browser: site.browser({ at }) })

  it('CG-01: after five wrong codes the right one is not compared, and exactly five failures are counted', async () => {
    const person = await site.add()
    const one = walk()
    await beginWith(one, person.username)
    const right = await mailedCode(one, person)
    for (const wait of [0, 0, seconds(30), seconds(60), minutes(5)]) {
      await answer(one, wrong(right))
      await pass(site, wait + 1)
    }
    await answer(one, right)
    expect(await isProven(one)).toBe(false)
    expect(await failuresOf(site, person)).toEqual({ strangers: 5, known: 0 })
    expect(await comparisonsOf(site, person)).toEqual({ failed: 5, passed: 0 })
  })

  it.each([1, 2])(
    'CG-02: of 60 guesses at one moment, over two processes, at most five are compared (run %i)',
    async () => {
      const person = await site.add()
      const one = walk()
      await beginWith(one, person.username)
      const right = await mailedCode(one, person)
      const challenge = hiddenField(one.browser.page().html, 'challenge')
      const place = Math.floor(Math.random() * 60)
      const shots = Array.from({ length: 60 }, (_, n) => {
        const code = n === place ? right : String((Number(right) + n + 1) % 1e8).padStart(8, '0')
        return formShot(site.urls[n % 2] ?? '', one.browser, '/reset/proof', { challenge, code })
      })
      const answers = await burst(shots)
      const { failed, passed } = await comparisonsOf(site, person)
      expect(failed + passed).toBeGreaterThan(0)
      expect(failed + passed).toBeLessThanOrEqual(5)
      expect((await failuresOf(site, person)).strangers).toBe(failed)
      // Everyone is led to the page of what is now so, or told to come back; nobody sees a failure page.
      expect([...new Set(answers.map((each) => each.status))].filter((each) => each !== 303 && each !== 503)).toEqual(
        [],
      )
    },
  )

  it('CG-03: many journeys from many networks share one allowance of 5 in 15 minutes, 10 a day, 30 in thirty days', async () => {
    const person = await site.add()
    await guessFromManyNetworks(person, 5)
    expect((await comparisonsOf(site, person)).failed).toBeLessThanOrEqual(5)
    for (let round = 0; round < 3; round += 1) {
      await pass(site, hours(2))
      await guessFromManyNetworks(person, 2)
    }
    expect((await comparisonsOf(site, person)).failed).toBeLessThanOrEqual(10)
    for (let day = 0; day < 4; day += 1) {
      await pass(site, days)
      for (let round = 0; round < 3; round += 1) {
        await guessFromManyNetworks(person, 2)
        await pass(site, hours(1) + minutes(1))
      }
    }
    const { failed, passed } = await comparisonsOf(site, person)
    expect(passed).toBe(0)
    expect(failed).toBeGreaterThan(10)
    expect(failed).toBeLessThanOrEqual(30)
  })

  it('CG-04: neither a resend nor a cancel nor a new browser nor a killed process gives a guess back', async () => {
    const person = await site.add()
    const one = walk()
    await beginWith(one, person.username)
    await answer(one, '00000000')
    expect((await failuresOf(site, person)).strangers).toBe(1)
    await pass(site, seconds(31))
    await one.browser.send('/reset/proof', { do: 'resend' })
    expect((await failuresOf(site, person)).strangers).toBe(1)
    await one.browser.send('/reset/proof', { do: 'another-way' })
    await one.browser.send('/reset/proof', { do: 'start-over' })
    await site.crash(1)
    const two = walk(1)
    await beginWith(two, person.username)
    expect((await failuresOf(site, person)).strangers).toBe(1)
    await answer(two, '00000000')
    expect((await failuresOf(site, person)).strangers).toBe(2)
  })

  it('CG-04: a method with 50 failures and no success is off for strangers, whatever time passes, and others are not', async () => {
    const person = await site.add()
    await failWith(site, person, 'email', 49)
    const one = walk()
    await beginWith(one, person.username)
    await answer(one, '00000000')
    await pass(site, 40 * days)
    const two = walk()
    await beginWith(two, person.username)
    await answer(two, await mailedCode(two, person))
    expect(await isProven(two)).toBe(false)
    const three = walk()
    await beginWith(three, person.username, 'authenticator-app')
    await answer(three, person.code())
    expect(await isProven(three)).toBe(true)
  })

  it('CG-12: with every allowance of strangers burned, the owner resets from a known browser, as often as tried', async () => {
    const person = await site.add()
    const known = walk()
    await known.browser.get('/sign-in')
    await known.browser.send('/sign-in', { username: person.username, password: person.password })
    expect(known.browser.cookies.has('rekey-browser')).toBe(true)
    await failWith(site, person, 'email', 60)
    await failWith(site, person, 'authenticator-app', 60)
    for (let tries = 0; tries < 2; tries += 1) {
      await guessFromManyNetworks(person, 4)
      await beginWith(known, person.username)
      // A stranger keeps beginning journeys under this name while the owner looks for the mail.
      for (let n = 0; n < 4; n += 1) await beginWith(walk(), person.username)
      await answer(known, await mailedCode(known, person))
      await proveApp(known, person, tries)
      await offer(known, `${brandNew} ${tries}`)
      expect(known.browser.page().path).toBe('/reset/done')
      await pass(site, hours(1))
    }
  })

  it('FT-06: two processes hold one journey and one limit', async () => {
    const person = await site.add()
    const one = walk(0)
    const two = walk(1)
    await proveMail(one, person)
    for (const [name, value] of one.browser.cookies) two.browser.cookies.set(name, value)
    await two.browser.get('/reset/proof')
    await two.browser.send('/reset/proof', { method: 'authenticator-app' })
    await answer(two, '000000')
    const other = await atProcess(0, two)
    await answer(other, '000000')
    await answer(other, '000000')
    expect((await failuresOf(site, person)).strangers).toBe(3)
    await site.crash(0)
    // The wait after the third failure was begun by the process that is gone, and goes on.
    await answer(two, person.code())
    expect((await journeyOf(two)).proofs).toHaveLength(1)
    await pass(site, seconds(31))
    await answer(await atProcess(0, two), person.code())
    const [journey] = await site.sql<{ proofs: number }>(
      "select jsonb_array_length(state -> 'proofs') as proofs from journeys where account_id = $1",
      [person.id],
    )
    expect(journey?.proofs).toBe(2)
  })

  /** The same browser's cookies at another process. */
  async function atProcess(at: number, { browser }: Walk): Promise<Walk> {
    const other = walk(at)
    for (const [name, value] of browser.cookies) other.browser.cookies.set(name, value)
    await other.browser.get('/reset/proof')
    return other
  }

  async function guessFromManyNetworks(person: Person, journeys: number): Promise<void> {
    for (let n = 0; n < journeys; n += 1) {
      const one = walk(n % 2)
      await beginWith(one, person.username, n % 2 === 0 ? 'email' : 'authenticator-app')
      for (let guess = 0; guess < 3; guess += 1) await answer(one, n % 2 === 0 ? '00000000' : '000000')
    }
  }
})

const wrong = (code: string): string => String((Number(code) + 1) % 1e8).padStart(8, '0')
