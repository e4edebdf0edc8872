// What people do while the process is killed under them, and what must be so afterwards: each flow can be acted again from
// wherever it was left, by somebody who does not know what happened.

import { expect } from 'vitest'
import type { Person } from '../../attacks/support/people.ts'
import { brandNew } from '../../attacks/support/walk.ts'
import type { BareBrowser } from '../../support/browser-without-scripts.ts'
import { referenceOn } from '../../support/browser-without-scripts.ts'
import type { Installation } from './installation.ts'
import { countFacts, mailsTo, noProofTwice, noticesTo, passwordsThatWork } from './invariants.ts'
import { atSecondGate, createStubbornPerson } from './stubborn-person.ts'

export interface Flow {
  readonly name: string
  /** Somebody nobody else is, ready to begin. */
  begin(installation: Installation): Promise<Actor>
}

export interface Actor {
  /** Resolves when the person has what they came for; rejects when the server goes away. Can be called again. */
  act(): Promise<void>
  /** Called when everything has settled. */
  check(how: 'as it was left' | 'finished'): Promise<void>
}

/** A notice goes to the mailbox of the method and to the contact address. */
const noticesEach = 2

export const reset: Flow = {
  name: 'reset',
  async begin(installation) {
    const person = await installation.add()
    const stubborn = createStubbornPerson(installation, person)
    const candidates = [brandNew, 'another lamp in the orchard']
    let tried = 0
    return {
      async act() {
        // Whoever comes back does not know whether the first one counted, and takes another.
        const wanted = candidates[tried] ?? ''
        tried += 1
        await stubborn.walk('reset', wanted)
      },
      async check(how) {
        const [works, ...others] = await passwordsThatWork(installation, person, [person.password, ...candidates])
        expect(others).toEqual([])
        const resets = await countFacts(installation, person, 'password-reset')
        expect(works === person.password).toBe(resets === 0)
        expect(noticesTo(installation, person)).toBe(resets * noticesEach)
        await noProofTwice(installation, person)
        if (how === 'as it was left') return
        expect(resets).toBeGreaterThan(0)
        expect(await staysProven(stubborn.browser, stubborn.lastProof())).toBe(false)
        expect(await countFacts(installation, person, 'password-reset')).toBe(resets)
        expect(await signsIn(installation, person, works ?? '')).toBe(true)
        expect(await signsIn(installation, person, person.password)).toBe(false)
      },
    }
  },
}

export const unlock: Flow = {
  name: 'unlock',
  async begin(installation) {
    const person = await installation.add()
    const { seeding } = installation.storage.forTenant(installation.organisation.id)
    await seeding.lockOut(person.id, 24 * 3_600_000)
    const stubborn = createStubbornPerson(installation, person)
    // The way here is that of a reset, and is walked under fire there.
    await stubborn.walk('unlock', '', atSecondGate)
    return {
      act: () => stubborn.walk('unlock', ''),
      async check(how) {
        const unlocks = await countFacts(installation, person, 'account-unlocked')
        expect(await isLockedOut(installation, person)).toBe(unlocks === 0)
        expect(noticesTo(installation, person)).toBe(unlocks * noticesEach)
        expect(await passwordsThatWork(installation, person, [person.password])).toEqual([person.password])
        expect(await countFacts(installation, person, 'password-reset')).toBe(0)
        await noProofTwice(installation, person)
        if (how === 'as it was left') return
        expect(unlocks).toBeGreaterThan(0)
        expect(await signsIn(installation, person, person.password)).toBe(true)
      },
    }
  },
}

export const change: Flow = {
  name: 'change password',
  async begin(installation) {
    const person = await installation.add()
    const browser = installation.browser()
    return {
      async act() {
        const page = await enter(browser, person, person.password)
        if (page.status === 422) return // the old one is refused: it was changed
        await browser.get('/change-password')
        const fields = { 'current-password': person.password, 'new-password': brandNew, again: brandNew }
        const changed = await browser.send('/change-password', fields)
        expect(changed.status).toBe(200)
      },
      async check(how) {
        const works = await passwordsThatWork(installation, person, [person.password, brandNew])
        const changes = await countFacts(installation, person, 'password-changed')
        expect(changes).toBeLessThanOrEqual(1)
        expect(works).toEqual([changes === 0 ? person.password : brandNew])
        expect(noticesTo(installation, person)).toBe(changes * noticesEach)
        if (how === 'as it was left') return
        expect(changes).toBe(1)
        expect(await signsIn(installation, person, brandNew)).toBe(true)
      },
    }
  },
}

export const signIn: Flow = {
  name: 'sign-in',
  async begin(installation) {
    const person = await installation.add()
    const browser = installation.browser()
    return {
      async act() {
        const page = await enter(browser, person, person.password)
        expect(page.path).toBe('/')
        await browser.get('/')
      },
      async check(how) {
        const facts = await countFacts(installation, person, 'signed-in')
        expect(await countSessions(installation, person)).toBe(facts)
        expect(await countFacts(installation, person, 'sign-in-failed')).toBe(0)
        if (how === 'finished') expect(facts).toBeGreaterThan(0)
      },
    }
  },
}

export const notMe: Flow = {
  name: 'this was not me',
  async begin(installation) {
    const person = await installation.add()
    await signsIn(installation, person, person.password)
    const thief = installation.browser()
    await enter(thief, person, person.password)
    await thief.get('/change-password')
    const fields = { 'current-password': person.password, 'new-password': brandNew, again: brandNew }
    await thief.send('/change-password', fields)
    const notice = await installation.mail.waitFor(
      ({ envelope, text }) => envelope.to.includes(person.mail) && text.includes('/not-me/'),
    )
    const link = /\/not-me\/[\w-]+/.exec(notice.text)?.[0] ?? ''
    const browser = installation.browser()
    return {
      async act() {
        const page = await browser.get(link)
        if (page.html.includes('<form method="post" action="/not-me"'))
          await browser.send('/not-me', referenceOn(browser))
      },
      async check(how) {
        const [row] = await installation.sql<{ frozen: boolean; used: number }>(
          `select frozen_at is not null as frozen, (select count(*)::integer from not_me_links l
             where l.account_id = a.id and used_at is not null) as used from accounts a where id = $1`,
          [person.id],
        )
        const frozen = await countFacts(installation, person, 'account-frozen')
        expect(row).toEqual({ frozen: frozen === 1, used: frozen })
        const told = mailsTo(installation, person).filter(({ subject }) => subject === 'Your account is protected')
        expect(told.length > 0).toBe(frozen === 1)
        const home = await thief.raw('GET', '/')
        expect(home.status).toBe(frozen === 1 ? 303 : 200)
        if (how === 'finished') expect(frozen).toBe(1)
      },
    }
  },
}

async function enter(browser: BareBrowser, person: Person, password: string) {
  await browser.get('/sign-in')
  return browser.send('/sign-in', { username: person.username, password })
}

const signsIn = async (installation: Installation, person: Person, password: string): Promise<boolean> =>
  (await enter(installation.browser(), person, password)).path === '/'

/** Whether a proof that was used leads anywhere when it is sent again. */
async function staysProven(browser: BareBrowser, proof: { challenge: string; code: string } | null): Promise<boolean> {
  if (proof === null) return false
  const page = await browser.send('/reset/proof', { ...proof })
  return page.path === '/reset/new-password'
}

async function isLockedOut({ sql }: Installation, person: Person): Promise<boolean> {
  const rows = await sql<{ locked: string | null }>(
    `select value -> 'signIns' -> 'strangers' ->> 'lockedUntil' as locked from counters where key = $1`,
    [`account:${person.id}`],
  )
  return Number(rows[0]?.locked ?? 0) > Date.now()
}

async function countSessions({ sql }: Installation, person: Person): Promise<number> {
  const rows = await sql<{ n: number }>('select count(*)::integer as n from sessions where account_id = $1', [
    person.id,
  ])
  return rows[0]?.n ?? 0
}
