// FT-03, RS-06, DL-05: the database crashes, hangs, runs out of connections, or can't take what has to be written. Pages
// say so plainly, nothing is burned, nothing that was counted is forgotten, and everything works again by itself.
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { brandNew } from '../attacks/support/walk.ts'
import { type FaultProxy, startFaultProxy } from '../servers/fault-proxy.ts'
import { type RunningPostgres, startPostgres } from '../servers/postgres.ts'
import type { RekeyProcess } from '../servers/rekey-process.ts'
import { type BareBrowser, headingOf, hiddenField, type Page } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
import { type Installation, install } from './support/installation.ts'
import { codesTo, countFacts, failuresOf, passwordsThatWork } from './support/invariants.ts'
import { atMailedCode, atNewPassword, createStubbornPerson } from './support/stubborn-person.ts'

describeWith('postgres', 'a database in trouble', () => {
  let postgres: RunningPostgres
  let proxy: FaultProxy
  let installation: Installation
  let rekey: RekeyProcess

  beforeAll(async () => {
    postgres = (await startPostgres()) ?? missing()
    installation = await install(await postgres.createDatabase())
    proxy = await startFaultProxy(postgres.port)
    rekey = await installation.start({ databasePort: proxy.port })
  })
  afterAll(async () => {
    await rekey.kill('SIGKILL')
    await proxy.stop()
    await postgres.stop()
  })

  it('FT-03: a crash in the middle of a reset costs a page and nothing else: wrong answers stay counted, the code still works', async () => {
    const { person, browser, code } = await atCode()
    await answer(browser, '00000000')
    await answer(browser, '00000001')
    expect(await failuresOf(installation, person)).toBe(2)

    await postgres.crash()
    refusedPlainly(await post(browser, code))
    expect(await ready()).toEqual({ status: 503, failing: ['database'] })
    expect((await installation.browser().raw('GET', '/healthz')).status).toBe(200)

    await postgres.startAgain()
    await worksAgain()
    expect(await failuresOf(installation, person)).toBe(2)
    await browser.get('/reset/proof')
    await answer(browser, code)
    expect(await countFacts(installation, person, 'proof-passed')).toBe(1)
  })

  it('FT-03: a database that takes everything and answers nothing is given up on, and a code sent into the silence is not burned', async () => {
    const { person, browser, code } = await atCode()
    proxy.blackHole()
    refusedPlainly(await post(browser, code))
    expect(await ready()).toEqual({ status: 503, failing: ['database'] })
    await proxy.heal()
    await worksAgain()
    await browser.get('/reset/proof')
    await answer(browser, code)
    expect(await countFacts(installation, person, 'proof-passed')).toBe(1)
    expect(await failuresOf(installation, person)).toBe(0)
  })

  it('FT-03: with every connection taken the rest are told to come back, and nobody waits for ever', async () => {
    const { browser } = await atCode()
    const blocker = new pg.Client({ connectionString: installation.databaseUrl })
    await blocker.connect()
    try {
      await blocker.query('begin')
      await blocker.query('lock table journeys in access exclusive mode')
      const pages = await Promise.all(Array.from({ length: 40 }, () => browser.raw('GET', '/reset/proof')))
      for (const page of pages) refusedPlainly(page)
      await blocker.query('rollback')
    } finally {
      await blocker.end()
    }
    await worksAgain()
    expect((await browser.get('/reset/proof')).status).toBe(200)
  })

  it('RS-06: where failures can no longer be counted no code is judged, right or wrong, and none is burned', async () => {
    const { person, browser, code } = await atCode()
    await installation.sql('alter table counters rename to counters_gone')
    const wrong = await post(browser, '00000000')
    const right = await post(browser, code)
    await installation.sql('alter table counters_gone rename to counters')
    for (const page of [wrong, right]) brokenPlainly(page)
    expect(await countFacts(installation, person, 'proof-passed')).toBe(0)
    await browser.get('/reset/proof')
    await answer(browser, code)
    expect(await countFacts(installation, person, 'proof-passed')).toBe(1)
    expect(await failuresOf(installation, person)).toBe(0)
  })

  it('DL-05: where no audit event can be written no password is, and the same form works once it can', async () => {
    const person = await installation.add()
    const stubborn = createStubbornPerson(installation, person)
    await stubborn.walk('reset', brandNew, atNewPassword)
    await installation.sql(`alter table audit_events add constraint closed check (fact ->> 'kind' = 'x') not valid`)
    const fields = { 'new-password': brandNew, again: brandNew }
    const page = await stubborn.browser.send('/reset/new-password', fields)
    await installation.sql('alter table audit_events drop constraint closed')
    brokenPlainly(page)
    expect(await passwordsThatWork(installation, person, [person.password, brandNew])).toEqual([person.password])
    await stubborn.browser.get('/reset/new-password')
    expect((await stubborn.browser.send('/reset/new-password', fields)).path).toBe('/reset/done')
    expect(await countFacts(installation, person, 'password-reset')).toBe(1)
  })

  async function atCode() {
    const person = await installation.add()
    const { walk, browser } = createStubbornPerson(installation, person)
    await walk('reset', brandNew, atMailedCode)
    const code = await vi.waitFor(() => codesTo(installation, person).at(-1) ?? missing(), patience)
    return { person, browser, code }
  }

  const answer = (browser: BareBrowser, code: string): Promise<Page> =>
    browser.send('/reset/proof', { challenge: hiddenField(browser.page().html, 'challenge'), code })

  /** As the person would, and the browser stays on the page it had. */
  function post(browser: BareBrowser, code: string): Promise<Page> {
    const { html } = browser.page()
    const fields = { _csrf: hiddenField(html, '_csrf'), challenge: hiddenField(html, 'challenge'), code }
    return browser.raw('POST', '/reset/proof', { body: new URLSearchParams(fields).toString() })
  }

  async function ready() {
    const { status, html } = await installation.browser().raw('GET', '/readyz')
    return { status, failing: (JSON.parse(html) as { failing: readonly string[] }).failing }
  }

  const worksAgain = () => vi.waitFor(async () => expect(await ready()).toEqual({ status: 200, failing: [] }), patience)
})

const patience = { timeout: 20_000, interval: 50 }

/** 503, a page with a reference, and when to come back. */
function refusedPlainly(page: Page): void {
  expect([page.status, Number(page.headers['retry-after']) > 0]).toEqual([503, true])
  brokenPlainly(page)
}

function brokenPlainly(page: Page): void {
  expect(page.status).toBeGreaterThanOrEqual(500)
  expect(headingOf(page.html)).not.toBe('')
  expect(page.html).toMatch(/RK-[0-9A-Z]{4}-[0-9A-Z]{4}/)
  expect(page.html).not.toMatch(/postgres|ECONN|relation|constraint/i)
}

function missing(): never {
  throw new Error('it is not there')
}
