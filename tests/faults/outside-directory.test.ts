// FT-02: a directory outside took the new password, and its answer was lost; or it was not there; or the process ended
// between the intent and the outcome. A made-up directory that speaks the port, before any real one exists.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { WriteOutcome } from '../../src/core/journey/events.ts'
import type { DirectoryKey } from '../../src/core/people/identifiers.ts'
import { revealPassword } from '../../src/core/people/new-password.ts'
import { type Instant, instantFrom } from '../../src/core/time.ts'
import type { Directory, Found } from '../../src/ports/directory.ts'
import type { Database } from '../../src/storage/database.ts'
import { openMemory } from '../../src/storage/open-memory.ts'
import { statement } from '../../src/storage/statement.ts'
import { sweepJourneys } from '../../src/use-cases/journey/resolve-journey.ts'
import { codeIn } from '../attacks/support/walk.ts'
import { type BareBrowser, hiddenField } from '../support/browser-without-scripts.ts'
import { appCode, mailedCode } from '../support/prove.ts'
import { main, startTestOrganisation, type TestOrganisation, type TestPerson } from '../support/test-organisation.ts'
import { dumpOf } from './support/dump.ts'

const wanted = 'brisk orchard lamp seventeen'

describe('FT-02: a directory that writes by itself', () => {
  let database: Database
  let acme: TestOrganisation
  let rows: Directory
  let tim: TestPerson
  let browser: BareBrowser
  let outside: ReturnType<typeof createOutsideDirectory>

  beforeAll(async () => {
    database = await openMemory()
    acme = await startTestOrganisation({ database })
    rows = acme.room.directories.get(main) ?? missing()
  })
  afterAll(() => acme.stop())

  let people = 0
  beforeEach(async () => {
    people += 1
    tim = await acme.addPerson(`tim${people}`)
    outside = createOutsideDirectory(rows)
    // The map is the program's own, and every room of the organisation holds it: the test stands in for the configuration
    // that will name such a directory.
    ;(acme.room.directories as Map<DirectoryKey, Directory>).set(main, outside.directory)
    browser = acme.browser()
  })
  afterEach(() => outside.release())

  it('is asked once when its answer is lost; the page promises nothing, and the change time tells the person what it was', async () => {
    outside.answers({ kind: 'indeterminate' }, 'written')
    await toNewPassword()
    const page = await offer(wanted)
    expect(page.path).toBe('/reset/wait')
    expect(await facts('password-write-indeterminate')).toBe(1)
    expect(await facts('password-reset')).toBe(0)

    await age()
    expect(await sweepJourneys(acme.room)).toBe(1)
    expect(outside.writes()).toBe(1)
    expect(await factsOf('password-write-settled')).toEqual([{ kind: 'password-write-settled', found: 'changed' }])
    await acme.mail.waitFor(({ envelope, text }) => envelope.to.includes(tim.mail) && text.includes('/not-me/'))
    expect((await browser.get('/reset/wait')).path).toBe('/reset/done')
    expect(await sweepJourneys(acme.room)).toBe(0)
    expect(outside.writes()).toBe(1)
    expect(await dumpOf(database)).not.toContain(wanted)
  })

  it('is found unchanged when the lost write never arrived; the person is told so, and no second write is made for them', async () => {
    outside.answers({ kind: 'indeterminate' }, 'not written')
    await toNewPassword()
    await offer(wanted)
    await age()
    await sweepJourneys(acme.room)
    expect(outside.writes()).toBe(1)
    expect(await factsOf('password-write-settled')).toEqual([{ kind: 'password-write-settled', found: 'unchanged' }])
    expect(await facts('password-reset')).toBe(0)
    const told = await acme.mail.waitFor(
      ({ envelope, text }) => envelope.to.includes(tim.mail) && codeIn(text) === null,
    )
    expect(told.text).not.toContain('/not-me/')
  })

  it('leads back to the new password when it is away, with both proofs kept and nothing sent anew', async () => {
    outside.answers({ kind: 'unavailable' }, 'not written')
    await toNewPassword()
    const codes = acme.mail.messages.length
    expect((await offer(wanted)).path).toBe('/reset/new-password')
    expect(await facts('password-reset')).toBe(0)

    outside.answers({ kind: 'set' }, 'written')
    expect((await offer(wanted)).path).toBe('/reset/done')
    expect(await facts('password-reset')).toBe(1)
    expect(await facts('proof-passed')).toBe(2)
    const later = acme.mail.messages.slice(codes)
    expect(later.filter(({ text }) => codeIn(text) !== null)).toEqual([])
  })

  it.each(['written', 'not written'] as const)(
    'settles by itself what a process left that ended between the intent and the answer: %s',
    async (arrived) => {
      outside.hangs(arrived)
      await toNewPassword()
      const lost = offer(wanted).catch(() => 'the process ended')
      await outside.asked()
      await age()
      expect(await sweepJourneys(acme.room)).toBe(1)
      const found = arrived === 'written' ? 'changed' : 'unchanged'
      expect(await factsOf('password-write-settled')).toEqual([{ kind: 'password-write-settled', found }])
      expect(outside.writes()).toBe(1)
      expect(await dumpOf(database)).not.toContain(wanted)

      // Even if it was alive after all and hears "written" now, nothing is recorded twice.
      outside.release()
      await lost
      expect(await facts('password-reset')).toBe(0)
      expect(await facts('password-write-settled')).toBe(1)
    },
  )

  async function toNewPassword(): Promise<void> {
    await browser.get('/reset')
    await browser.send('/reset', { username: tim.username })
    await browser.send('/reset/reason', { choice: 'reset' })
    await browser.send('/reset/proof', { method: 'email' })
    await answer(await mailedCode(acme.mail, tim.mail))
    await browser.send('/reset/proof', { method: 'authenticator-app' })
    await answer(appCode(tim.totpSecret))
    expect(browser.page().path).toBe('/reset/new-password')
  }

  const answer = (code: string) =>
    browser.send('/reset/proof', { challenge: hiddenField(browser.page().html, 'challenge'), code })

  const offer = (password: string) => browser.send('/reset/new-password', { 'new-password': password, again: password })

  /** As if it had been left half a minute ago. */
  const age = () => database.script(`update journeys set touched_at = touched_at - interval '30 seconds'`)

  const facts = async (kind: string): Promise<number> => (await factsOf(kind)).length

  async function factsOf(kind: string): Promise<readonly { readonly kind: string }[]> {
    const found = await database.run<{ fact: { kind: string } }>(factsAbout, { account: tim.id, kind })
    return found.map(({ fact }) => fact)
  }
})

const factsAbout = statement(
  'facts-about',
  `select fact from audit_events e join subjects s on s.tenant_id = e.tenant_id and s.id = e.subject
   where s.account_id = :account and fact ->> 'kind' = :kind order by at`,
)

function missing(): never {
  throw new Error('there is no directory')
}

/** Finds people where the built-in directory keeps them, and writes like a server somewhere else. */
function createOutsideDirectory(rows: Directory) {
  let outcome: WriteOutcome = { kind: 'set' }
  let arrives = true
  let hanging = false
  let writes = 0
  let changedAt: Instant | null = null
  let release = (): void => undefined
  let wasAsked = (): void => undefined
  const asked = new Promise<void>((resolve) => {
    wasAsked = resolve
  })
  const withTime = (found: Found): Found =>
    found.kind === 'entry' ? { kind: 'entry', entry: { ...found.entry, passwordChangedAt: changedAt } } : found
  const directory: Directory = {
    ...rows,
    capabilities: { ...rows.capabilities, writesWithStep: false },
    find: async (name) => withTime(await rows.find(name)),
    read: async (id) => withTime(await rows.read(id)),
    async set(_account, password) {
      writes += 1
      expect(revealPassword(password)).toBe(wanted)
      if (arrives) changedAt = instantFrom(Date.now())
      wasAsked()
      if (hanging) {
        await new Promise<void>((resolve) => {
          release = resolve
        })
      }
      return outcome
    },
  }
  return {
    directory,
    writes: () => writes,
    asked: () => asked,
    release: () => release(),
    answers(next: WriteOutcome, effect: 'written' | 'not written') {
      outcome = next
      arrives = effect === 'written'
    },
    hangs(effect: 'written' | 'not written') {
      hanging = true
      arrives = effect === 'written'
    },
  }
}
