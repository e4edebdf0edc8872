// FT-06, FT-09: two processes on one database. Limits hold over both, whoever began on one goes on at the other, and when
// one is killed or told to stop nobody loses more than the request in hand.
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { beforeAll, expect, it, vi } from 'vitest'
import { verifyAuditSignature } from '../../src/secrets/audit-signing.ts'
import { farthestCheckpoint } from '../../src/use-cases/audit/checkpoint.ts'
import { verifyTrail } from '../../src/use-cases/audit/verify.ts'
import { sha256 } from '../../src/wiring/audit.ts'
import { pass } from '../attacks/support/travel.ts'
import { brandNew } from '../attacks/support/walk.ts'
import type { RekeyProcess } from '../servers/rekey-process.ts'
import { usePostgres } from '../servers/use-postgres.ts'
import { type BareBrowser, formToken, hiddenField, openBareBrowser } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
import { type Installation, install } from './support/installation.ts'
import { codesTo, countFacts, failuresOf, noticesTo, settled } from './support/invariants.ts'
import { atMailedCode, atNewPassword, createStubbornPerson } from './support/stubborn-person.ts'

describeWith('postgres', 'two processes on one database', () => {
  const databases = usePostgres()
  let installation: Installation
  const processes: RekeyProcess[] = []

  beforeAll(async () => {
    installation = await install(await databases.createDatabase())
    processes.push(...(await Promise.all([installation.start(), installation.start({ at: 1 })])))
  })

  it('FT-06: five wrong answers are five, on whichever process they land, and the sixth is not compared', async () => {
    const person = await installation.add()
    const { walk, browser } = createStubbornPerson(installation, person)
    await walk('reset', brandNew, atMailedCode)
    const code = await vi.waitFor(() => codesTo(installation, person).at(-1) ?? missing(), patience)
    const both = [browser, twinOf(browser, 1)]
    for (let n = 0; n < 8; n += 1) {
      await pass(installation, 65_000) // whoever waits as told is compared again
      await answer(both[n % 2] ?? browser, `0000000${n}`)
    }
    expect(await failuresOf(installation, person)).toBe(5)
    await answer(browser, code)
    expect(await countFacts(installation, person, 'proof-passed')).toBe(0)
  })

  it('FT-06: a reset begun on one process is finished on the other after the first was killed, and so does a session live on', async () => {
    const person = await installation.add()
    const { walk, browser } = createStubbornPerson(installation, person)
    const other = await installation.add()
    await browserSignsIn(browser, other.username, other.password)
    await walk('reset', brandNew, atMailedCode)
    await vi.waitFor(() => expect(codesTo(installation, person)).toHaveLength(1), patience)
    await processes[0]?.kill('SIGKILL')

    const elsewhere = createStubbornPerson(installation, person, 1)
    for (const [name, value] of browser.cookies) elsewhere.browser.cookies.set(name, value)
    expect((await elsewhere.browser.get('/')).path).toBe('/')
    await elsewhere.walk('reset', brandNew)
    await settled(installation)
    expect(await countFacts(installation, person, 'password-reset')).toBe(1)
    expect(await countFacts(installation, person, 'journey-started')).toBe(0) // named only once it is resolved
    expect(await journeysOf(person.id)).toBe(1)
    expect(noticesTo(installation, person)).toBe(2)
    processes[0] = await installation.start()
  })

  it('FT-09: told to stop, a process answers what it has begun, seals and signs off its log, and ends with 0', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => installation.add()))
    const walkers = people.map((person) => createStubbornPerson(installation, person))
    for (const { walk } of walkers) await walk('reset', brandNew, atNewPassword)

    const blocker = new pg.Client({ connectionString: installation.databaseUrl })
    await blocker.connect()
    await blocker.query('begin')
    await blocker.query('lock table journeys in access exclusive mode')
    const answers = walkers.map(({ browser }) => {
      const fields = { _csrf: formToken(browser.page().html), 'new-password': brandNew, again: brandNew }
      return browser.raw('POST', '/reset/new-password', { body: new URLSearchParams(fields).toString() })
    })
    await vi.waitFor(async () => expect(await countBlocked()).toBe(people.length), patience)
    const ending = processes[0]?.stop()
    await vi.waitFor(() => expect(fetch(installation.urls[0] ?? '')).rejects.toThrow(), patience)
    await blocker.query('rollback')
    await blocker.end()

    for (const { status, headers } of await Promise.all(answers)) {
      expect([status, headers['location']]).toEqual([303, '/reset/done'])
    }
    expect(await ending).toEqual({ code: 0, signal: null })
    await processes[1]?.stop()
    expect(await installation.sql('select 1 from audit_events where sequence is null')).toEqual([])
    const tenant = installation.organisation.id
    const checkpoint = farthestCheckpoint(readFileSync(installation.checkpointFile, 'utf8'), tenant)
    const [{ n = 0 } = {}] = await installation.sql<{ n: number }>('select count(*)::integer as n from audit_events')
    const report = await verifyTrail({
      trail: installation.storage.auditTrail,
      tenant,
      publicKeys: [installation.secrets.publicKey],
      checkpoint,
      sha256,
      verifySignature: verifyAuditSignature,
    })
    expect([report.kind, checkpoint?.sequence]).toEqual(['whole', n])
    for (const person of people) expect(await countFacts(installation, person, 'password-reset')).toBe(1)

    // Nothing that was promised is lost: whoever starts next sends it.
    await installation.sql('update outbox set due = now() where payload is not null')
    processes[1] = await installation.start({ at: 1 })
    await settled(installation)
    for (const person of people) {
      expect(noticesTo(installation, person)).toBe(2)
    }
  })

  async function countBlocked(): Promise<number> {
    const rows = await installation.sql(
      `select 1 from pg_stat_activity where datname = current_database() and application_name = 'rekey' and wait_event_type = 'Lock'`,
    )
    return rows.length
  }

  /** The same browser, cookies and all, at the other process. */
  function twinOf(browser: BareBrowser, at: number): BareBrowser {
    const twin = openBareBrowser(installation.urls[at] ?? '', { from: '11.77.0.1' })
    for (const [name, value] of browser.cookies) twin.cookies.set(name, value)
    return twin
  }

  async function answer(browser: BareBrowser, code: string) {
    const { html } = await browser.get('/reset/proof')
    return browser.send('/reset/proof', { challenge: hiddenField(html, 'challenge'), code })
  }

  async function browserSignsIn(browser: BareBrowser, username: string, password: string) {
    await browser.get('/sign-in')
    expect((await browser.send('/sign-in', { username, password })).path).toBe('/')
  }

  async function journeysOf(account: string): Promise<number> {
    return (await installation.sql('select 1 from journeys where account_id = $1', [account])).length
  }
})

const patience = { timeout: 20_000, interval: 20 }

function missing(): never {
  throw new Error('it is not there')
}
