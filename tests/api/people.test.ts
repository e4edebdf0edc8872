// Helping one person over the API: who may, what it does to the account, what is recorded and who is told; and what stays out of reach.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../../src/core/people/roles.ts'
import { apiOf, type CallsApi, signInAs } from '../support/api-client.ts'
import { type BareBrowser, hiddenField } from '../support/browser-without-scripts.ts'
import { startTestOrganisation, type TestOrganisation, type TestPerson } from '../support/test-organisation.ts'

let acme: TestOrganisation
let grace: { person: TestPerson; api: CallsApi }
let desk: { person: TestPerson; api: CallsApi }

beforeAll(async () => {
  acme = await startTestOrganisation()
  grace = await administrator('grace', 'global-administrator')
  desk = await administrator('desk', 'help-desk-administrator')
})
afterAll(() => acme.stop())

async function administrator(name: string, role: Role) {
  const person = await acme.addPerson(name, { role })
  const browser = acme.browser()
  await signInAs(browser, person)
  return { person, api: apiOf(browser) }
}

const why = { body: { reason: 'They called and asked for it' } }
const read = async (id: string, api = grace.api) => (await api('GET', `/accounts/${id}`)).json
const act = (id: string, verb: string, api = grace.api) => api('POST', `/accounts/${id}/${verb}`, why)
const factsOf = async (id: string) =>
  (await grace.api('GET', `/accounts/${id}/events`)).json.items.map(({ kind }: { kind: string }) => kind)

async function failReset(name: string, times: number): Promise<BareBrowser> {
  const browser = acme.browser()
  await browser.get('/reset')
  await browser.send('/reset', { username: name })
  while ((await acme.room.journeys.unfinished(0, 1)).length > 0) await new Promise((resolve) => setImmediate(resolve))
  await browser.send('/reset/reason', { choice: 'reset' })
  await browser.send('/reset/proof', { method: 'email' })
  for (let wrong = 0; wrong < times; wrong += 1) {
    const challenge = hiddenField(browser.page().html, 'challenge')
    await browser.send('/reset/proof', { challenge, code: '00000000' })
  }
  return browser
}

describe('one person', () => {
  it('is found by the whole name, with the decision rule by rule, and every address masked', async () => {
    const ann = await acme.addPerson('ann')
    const found = (await desk.api('GET', '/accounts/find?name=ann')).json
    expect(found).toMatchObject({ id: ann.id, enabled: true, registered: true, capable: true, reason: null })
    expect(found.rules.every(({ holds }: { holds: boolean }) => holds)).toBe(true)
    expect(found.methods.map(({ kind, usable }: { kind: string; usable: boolean }) => [kind, usable])).toEqual(
      expect.arrayContaining([
        ['email', true],
        ['authenticator-app', true],
      ]),
    )
    expect(JSON.stringify(found)).not.toContain(ann.mail)
    expect(JSON.stringify(found)).not.toContain(ann.totpSecret)
    for (const part of ['an', 'ann@', 'nobody', 'ann%']) {
      expect((await desk.api('GET', `/accounts/find?name=${encodeURIComponent(part)}`)).json.code, part).toBe(
        'not-found',
      )
    }
  })

  it('who can’t get back in is told by the first rule that says no', async () => {
    const bare = await acme.addPerson('bare', { methods: [] })
    expect(await read(bare.id)).toMatchObject({
      enabled: true,
      registered: false,
      reason: 'not-registered',
      code: 'SSPR_0014',
    })
    const gone = await acme.addPerson('gone', { disabled: true })
    expect(await read(gone.id)).toMatchObject({ enabled: false, reason: 'disabled', code: null })
    expect((await grace.api('GET', '/accounts/7d3f3c1e-0000-4000-8000-00000000ffff')).json.code).toBe('not-found')
    expect((await grace.api('GET', '/accounts/not-a-uuid')).json.code).toBe('bad-request')
  })

  it('is in lists for those who may list, by beginning of a name and by state, in pages without a gap', async () => {
    for (const name of ['zoe-1', 'zoe-2', 'zoe-3']) await acme.addPerson(name, { methods: [] })
    const names = async (query: string) =>
      (await grace.api('GET', `/accounts?${query}`)).json.items.map(({ username }: { username: string }) => username)
    expect(await names('search=ZOE')).toEqual(['zoe-1@acme.test', 'zoe-2@acme.test', 'zoe-3@acme.test'])
    expect(await names('search=zoe&state=capable')).toEqual([])
    expect(await names('state=administrators')).toEqual(['desk@acme.test', 'grace@acme.test'])
    const seen: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const cursor = next === '' ? '' : `&cursor=${next}`
      const { json }: { json: { items: { username: string }[]; next: string | null } } = await grace.api(
        'GET',
        `/accounts?search=zoe&limit=1${cursor}`,
      )
      seen.push(...json.items.map(({ username }) => username))
      next = json.next
    }
    expect(seen).toEqual(['zoe-1@acme.test', 'zoe-2@acme.test', 'zoe-3@acme.test'])
    expect((await desk.api('GET', '/accounts')).json.code).toBe('not-allowed')
  })
})

describe('an act', () => {
  it('clears the waits that wrong answers left: shown before, gone after, told and recorded', async () => {
    const bob = await acme.addPerson('bob')
    await failReset('bob', 3)
    const before = await read(bob.id)
    expect(before.waits).toEqual([expect.objectContaining({ what: 'answers', whose: 'strangers', failures: 3 })])
    const since = acme.mail.messages.length
    const after = await act(bob.id, 'clear-waits', desk.api)
    expect(after.status).toBe(200)
    expect(after.json.waits).toEqual([])
    expect(await factsOf(bob.id)).toContain('account-helped')
    const told = await acme.mail.waitFor(
      (each) =>
        acme.mail.messages.indexOf(each) >= since &&
        each.envelope.to.includes(bob.mail) &&
        each.text.includes('cleared the waits'),
    )
    expect(told.text).not.toContain(why.body.reason)
  })

  it('lifts a freeze, for those who may; the help desk may not', async () => {
    const cat = await acme.addPerson('cat')
    const { rows } = { rows: acme.storage.forTenant(acme.room.organisation.id) }
    const loaded = await rows.sessions.load({
      handle: { by: 'account', account: cat.id },
      browser: null,
      network: null,
      times: acme.room.sessionTimes,
    })
    expect(loaded.account?.id).toBe(cat.id)
    expect((await act(cat.id, 'lift-freeze')).json.code).toBe('not-possible')
    expect((await act(cat.id, 'lift-freeze', desk.api)).json.code).toBe('not-allowed')
  })

  it('asks for everything again: the next sign-in stops at the question, and an answer ends it', async () => {
    const dan = await acme.addPerson('dan')
    const signIn = async () => {
      const browser = acme.browser()
      await browser.get('/sign-in')
      await browser.send('/sign-in', { username: dan.username, password: dan.password })
      return browser
    }
    expect((await signIn()).page().path).toBe('/')
    expect((await act(dan.id, 'require-registration', desk.api)).status).toBe(200)
    const browser = await signIn()
    expect(browser.page().path).toBe('/register')
    expect(await factsOf(dan.id)).toContain('account-helped')
  })

  it('signs somebody out everywhere', async () => {
    const eve = await acme.addPerson('eve')
    const browser = acme.browser()
    await signInAs(browser, eve)
    expect((await browser.get('/')).path).toBe('/')
    expect(await read(eve.id)).toMatchObject({ sessions: 1 })
    expect((await act(eve.id, 'end-sessions', desk.api)).json).toMatchObject({ sessions: 0 })
    await browser.get('/')
    expect(browser.page().path).toContain('/sign-in')
  })

  it('removes a method, tells every other address, and keeps the way back for its owner', async () => {
    const fay = await acme.addPerson('fay')
    const [method] = (await read(fay.id)).methods.filter(({ kind }: { kind: string }) => kind === 'authenticator-app')
    const since = acme.mail.messages.length
    expect((await desk.api('POST', `/accounts/${fay.id}/methods/${method.id}/remove`, why)).json.code).toBe(
      'not-allowed',
    )
    const after = await grace.api('POST', `/accounts/${fay.id}/methods/${method.id}/remove`, why)
    expect(after.json).toMatchObject({ registered: false })
    expect(after.json.methods.map(({ kind }: { kind: string }) => kind)).toEqual(['email'])
    const told = await acme.mail.waitFor(
      (each) => acme.mail.messages.indexOf(each) >= since && each.envelope.to.includes(fay.mail),
    )
    expect(told.text).toContain('/not-me/')
    expect((await grace.api('POST', `/accounts/${fay.id}/methods/${method.id}/remove`, why)).json.code).toBe(
      'not-found',
    )
  })

  it('invites whoever can be written to, and says when nobody can', async () => {
    const gil = await acme.addPerson('gil')
    const since = acme.mail.messages.length
    expect((await act(gil.id, 'invite', desk.api)).json.invitedAt).not.toBeNull()
    await acme.mail.waitFor((each) => acme.mail.messages.indexOf(each) >= since && each.envelope.to.includes(gil.mail))
    const hal = await acme.addPerson('hal', { methods: [] })
    expect((await act(hal.id, 'invite')).json.code).toBe('not-possible')
  })

  it('needs a reason that can be written into a log', async () => {
    const ida = await acme.addPerson('ida')
    for (const reason of ['', '  ', 'x', 'a'.repeat(501)]) {
      const answer = await grace.api('POST', `/accounts/${ida.id}/end-sessions`, { body: { reason } })
      expect(answer.json.code, JSON.stringify(reason)).toBe('bad-request')
    }
    for (const reason of ['line\nbreak', 'turned \u202e round', 'bell \u0007']) {
      const answer = await grace.api('POST', `/accounts/${ida.id}/end-sessions`, { body: { reason } })
      expect(answer.json.code, JSON.stringify(reason)).toBe('bad-request')
    }
    expect(await factsOf(ida.id)).toEqual([])
  })

  it('never reaches an administrator from the help desk, nor oneself where it lifts one’s own limits', async () => {
    const uma = await administrator('uma', 'user-administrator')
    for (const verb of ['clear-waits', 'require-registration', 'end-sessions', 'invite']) {
      const answer = await act(grace.person.id, verb, desk.api)
      expect([answer.status, answer.json.code], verb).toEqual([403, 'not-allowed'])
      expect((await act(uma.person.id, verb, desk.api)).json.code).toBe('not-allowed')
    }
    for (const verb of ['clear-waits', 'lift-freeze']) {
      expect((await act(grace.person.id, verb)).json.detail).toContain('for themselves')
    }
    expect(await factsOf(grace.person.id)).not.toContain('account-helped')
    expect((await read(grace.person.id, desk.api)).actions).toEqual([])
  })

  it('that would keep an administrator out is refused: a set-up link is the way', async () => {
    const vic = await administrator('vic', 'user-administrator')
    const [method] = (await read(vic.person.id)).methods
    const answer = await grace.api('POST', `/accounts/${vic.person.id}/methods/${method.id}/remove`, why)
    expect(answer.json).toMatchObject({ code: 'not-possible', detail: expect.stringContaining('set-up link') })
    expect((await read(vic.person.id)).methods).toHaveLength(2)
  })
})
