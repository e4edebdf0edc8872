// What happened, over the API: journeys as lines that open into facts, exports that no spreadsheet runs, figures that agree with what
// was done, and the chain's own state.
import { createHash } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { headText } from '../../src/core/audit/chain.ts'
import type { Role } from '../../src/core/people/roles.ts'
import { createAuditSigning, verifyAuditSignature } from '../../src/secrets/audit-signing.ts'
import { newKeyringText, parseKeyring } from '../../src/secrets/keyring.ts'
import type { Database } from '../../src/storage/database.ts'
import { openMemory } from '../../src/storage/open-memory.ts'
import { checkChain } from '../../src/use-cases/audit/check-chain.ts'
import { buildAdministrationRoom } from '../../src/wiring/build-administration-room.ts'
import { apiOf, type CallsApi, signInAs } from '../support/api-client.ts'
import { hiddenField } from '../support/browser-without-scripts.ts'
import { appCode, mailedCode } from '../support/prove.ts'
import { startTestOrganisation, type TestOrganisation, type TestPerson } from '../support/test-organisation.ts'

let acme: TestOrganisation
let database: Database
let api: CallsApi
let ann: TestPerson
let bob: TestPerson

beforeAll(async () => {
  database = await openMemory()
  acme = await startTestOrganisation({ database })
  api = await administrator('grace', 'global-administrator')
  ann = await acme.addPerson('ann')
  bob = await acme.addPerson('bob', { methods: [] })
  await reset(ann)
  await walkTo('bob')
  await cancelled('ann')
})
afterAll(() => acme.stop())

async function administrator(name: string, role: Role): Promise<CallsApi> {
  const browser = acme.browser()
  await signInAs(browser, await acme.addPerson(name, { role }))
  return apiOf(browser)
}

async function walkTo(name: string) {
  const browser = acme.browser()
  await browser.get('/reset')
  await browser.send('/reset', { username: name })
  while ((await acme.room.journeys.unfinished(0, 1)).length > 0) await new Promise((resolve) => setImmediate(resolve))
  await browser.send('/reset/reason', { choice: 'reset' })
  return browser
}

async function reset(person: TestPerson) {
  const since = acme.mail.messages.length
  const browser = await walkTo(person.username)
  await browser.send('/reset/proof', { method: 'email' })
  const code = await mailedCode(acme.mail, person.mail, since)
  await browser.send('/reset/proof', { challenge: hiddenField(browser.page().html, 'challenge'), code })
  await browser.send('/reset/proof', { method: 'authenticator-app' })
  const challenge = hiddenField(browser.page().html, 'challenge')
  await browser.send('/reset/proof', { challenge, code: appCode(person.totpSecret) })
  const password = 'brisk orchards hum along'
  await browser.send('/reset/new-password', { 'new-password': password, again: password })
}

async function cancelled(name: string) {
  const browser = await walkTo(name)
  await browser.send('/reset/proof', { do: 'cancel' }).catch(() => undefined)
}

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
const items = async (path: string, of = api): Promise<any[]> => (await of('GET', path)).json.items

describe('journeys', () => {
  it('are one line each, newest first: who, what, proved with what, and how it ended', async () => {
    const lines = await items('/audit/journeys')
    expect(lines).toHaveLength(3)
    const done = lines.find(({ outcome }) => outcome === 'got-back')
    expect(done).toMatchObject({
      username: ann.username,
      account: ann.id,
      purpose: 'reset',
      provedWith: ['email', 'authenticator-app'],
      reference: expect.stringMatching(/^RK-/),
    })
    const facts = await items(`/audit/events?journey=${done.journey}`)
    expect(facts).toHaveLength(done.facts)
    expect(facts[0].kind).toBe('password-reset')
    expect(facts.at(-1).kind).toBe('journey-started')
    expect(await items(`/audit/journeys?reference=${done.reference.toLowerCase()}`)).toEqual([done])
  })

  it('are found by how they ended, by person and by both', async () => {
    const outcomes = async (query: string) => (await items(`/audit/journeys?${query}`)).map(({ outcome }) => outcome)
    expect(await outcomes('outcome=got-back')).toEqual(['got-back'])
    expect(await outcomes('outcome=not-eligible')).toEqual(['not-eligible'])
    expect(await outcomes('outcome=blocked')).toEqual([])
    expect(await outcomes('person=bob')).toEqual(['not-eligible'])
    expect(await outcomes('person=bob&outcome=got-back')).toEqual([])
    expect((await outcomes('person=ann')).toSorted()).toContain('got-back')
    expect((await api('GET', '/audit/journeys?person=who-is-that')).json).toMatchObject({ code: 'not-found' })
  })

  it('that were given up or are under way are found among all that began, and no other', async () => {
    const outcomes = async (query: string) => (await items(`/audit/journeys?${query}`)).map(({ outcome }) => outcome)
    const all = await outcomes('')
    for (const outcome of ['gave-up', 'under-way']) {
      expect(await outcomes(`outcome=${outcome}`), outcome).toEqual(all.filter((each) => each === outcome))
      expect(await outcomes(`outcome=${outcome}&person=ann`), outcome).toEqual(await outcomes(`outcome=${outcome}`))
    }
    expect(all.filter((each) => each === 'gave-up' || each === 'under-way')).toHaveLength(1)
  })

  it('with several facts of a kind are on one page alone', async () => {
    const ids = async (query: string) => (await items(`/audit/journeys?${query}`)).map(({ journey }) => journey)
    const first = (await api('GET', '/audit/journeys?kind=challenge-issued&limit=1')).json
    expect(first.items).toHaveLength(1)
    const rest = await ids(`kind=challenge-issued&limit=100&cursor=${first.next}`)
    expect(rest).not.toContain(first.items[0].journey)
  })

  it('are what an outcome is of: facts are not searched by one, and nothing is left out in silence', async () => {
    for (const path of ['/audit/events?outcome=blocked', '/audit/export?format=csv&outcome=blocked']) {
      expect((await api('GET', path)).json, path).toMatchObject({ code: 'bad-request' })
    }
  })

  it('come in pages, each once', async () => {
    const seen: string[] = []
    let cursor = ''
    for (;;) {
      const { json } = await api('GET', `/audit/journeys?limit=1${cursor}`)
      seen.push(...json.items.map(({ journey }: { journey: string }) => journey))
      if (json.next === null) break
      cursor = `&cursor=${json.next}`
    }
    expect(new Set(seen).size).toBe(3)
    expect(seen).toHaveLength(3)
  })
})

describe('facts', () => {
  it('hold no address, no code and no name but the one that is looked up', async () => {
    const text = JSON.stringify(await items('/audit/events?limit=200'))
    for (const secret of [ann.mail, ann.totpSecret, 'brisk orchards', ann.password]) expect(text).not.toContain(secret)
    expect(await items('/audit/events?kind=password-reset')).toHaveLength(1)
    expect((await api('GET', '/audit/events?kind=nothing')).json.code).toBe('bad-request')
  })

  it('leave as files that agree with the list, and the export is on record before its first line', async () => {
    const csv = await api('GET', '/audit/export?format=csv&kind=password-reset')
    expect(csv.headers['content-type']).toContain('text/csv')
    expect(csv.headers['content-disposition']).toBe('attachment; filename="audit.csv"')
    const [row, ...more] = parse(csv.text, { columns: true }) as Record<string, string>[]
    expect(more).toEqual([])
    expect(row).toMatchObject({ kind: 'password-reset', username: ann.username, account: ann.id })
    const lines = (await api('GET', '/audit/export?format=jsonl')).text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ kind }) => kind)).toContain('audit-exported')
    expect(await items('/audit/events?kind=audit-exported')).toHaveLength(2)
  })

  it('are read and exported by those who may, and by nobody else', async () => {
    const reader = await administrator('rita', 'reports-reader')
    expect((await reader('GET', '/audit/events')).status).toBe(200)
    expect((await reader('GET', '/audit/export?format=csv')).json.code).toBe('step-up-needed')
    const desk = await administrator('desk', 'help-desk-administrator')
    for (const path of [
      '/audit/events',
      '/audit/journeys',
      '/audit/chain',
      '/overview',
      '/reports/resets',
      '/reports/unable',
    ]) {
      expect((await desk('GET', path)).json.code, path).toBe('not-allowed')
    }
  })
})

describe('figures', () => {
  it('of the overview are what was done', async () => {
    const { json } = await api('GET', '/overview?days=1')
    expect(json).toMatchObject({ started: 3, gotBack: 1, attackMode: false, frozenNow: 0 })
    expect(json.medianSeconds).toBeGreaterThan(0)
    expect(json.coverage).toMatchObject({ accounts: 5, nothingSetUp: 1, capable: 4 })
    expect(json.perDay.reduce((sum: number, day: { gotBack: number }) => sum + day.gotBack, 0)).toBe(1)
    const ofAQuarter = (await api('GET', '/overview?days=90')).json.perDay.map(({ day }: { day: string }) => day)
    expect(ofAQuarter).toHaveLength(91)
    expect(new Set(ofAQuarter).size).toBe(91)
    expect(ofAQuarter).toEqual(ofAQuarter.toSorted())
    expect(json.decisions.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining(['one-administrator', 'not-registered']),
    )
  })

  it('of the reports agree, and say who could not get back in and why', async () => {
    const registration = (await api('GET', '/reports/registration')).json
    expect(registration.byReason).toContainEqual({ reason: 'not-registered', accounts: 1 })
    expect(registration.byMethod).toContainEqual({ kind: 'email', accounts: 4, usable: 4 })
    const resets = (await api('GET', '/reports/resets')).json
    expect(resets.byOutcome).toContainEqual({ outcome: 'got-back', journeys: 1 })
    expect(resets.byMethod).toContainEqual({ kind: 'email', passed: 1, failed: 0 })
    expect(await items('/reports/unable')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ username: bob.username, reason: 'not-registered', code: 'SSPR_0014' }),
      ]),
    )
    for (const report of ['registration', 'resets', 'unable']) {
      const rows = parse((await api('GET', `/reports/${report}/export`)).text) as string[][]
      expect(rows.length, report).toBeGreaterThan(1)
    }
  })
})

describe('the chain', () => {
  const trail = () => acme.storage.auditTrail
  const tenant = () => acme.room.organisation.id
  const state = async () => (await api('GET', '/audit/chain')).json
  /** What a look is alarmed at. */
  const look = async (stretch = 10_000, key = acme.room.secrets.publicKey) => {
    const alarms: number[] = []
    const room = buildAdministrationRoom(acme.room, acme.storage.forTenant(tenant()), ['en'])
    await checkChain(stretch, room, {
      trail: trail(),
      sha256: (text) => createHash('sha256').update(text).digest('base64url'),
      isSigned: (text, signature) => verifyAuditSignature(key, text, signature),
      sign: acme.room.secrets.sign,
      alarm: (at) => alarms.push(at),
    })
    return alarms
  }
  const edit = (sequence: number, fact: string) =>
    database.script(`update audit_events set fact = ${fact} where sequence = ${sequence}`)

  beforeAll(async () => {
    while ((await trail().waiting(tenant(), 1)).length > 0) await new Promise((resolve) => setImmediate(resolve))
  })

  it('is walked a stretch at a time and found whole', async () => {
    expect(await look(5)).toEqual([])
    expect(await state()).toMatchObject({ state: 'whole', checkedThrough: 5 })
    expect(await look()).toEqual([])
    const whole = await state()
    expect(whole.checkedThrough).toBe(whole.sealedThrough)
  })

  it('stays broken at every look until what was edited is as it was, and then until all of it was walked', async () => {
    await edit(7, `fact || '{"x": 1}'`)
    expect(await look(5)).toEqual([])
    expect(await look(5)).toEqual([7])
    expect(await state()).toMatchObject({ state: 'broken', checkedThrough: 6 })
    expect(await look(5)).toEqual([7])
    expect(await state()).toMatchObject({ state: 'broken', checkedThrough: 6 })
    await edit(7, `fact - 'x'`)
    expect(await look(5)).toEqual([])
    expect(await state()).toMatchObject({ state: 'broken', checkedThrough: 11 })
    expect(await look()).toEqual([])
    expect((await state()).state).toBe('whole')
  })

  it('is broken where whoever owns the database chained all of it anew, without the key', async () => {
    const other = createAuditSigning(keyringOf(newKeyringText()).keyring).publicKey
    const end = (await state()).sealedThrough
    expect(await look(10_000, other)).toEqual([end + 1])
    expect((await state()).state).toBe('broken')
    expect(await look()).toEqual([])
    expect((await state()).state).toBe('whole')
  })

  it('whose head an older key has signed is signed with the one that writes now', async () => {
    const old = createAuditSigning(keyringOf(newKeyringText()).keyring)
    const head = await trail().head(tenant())
    if (head === null) throw new Error('nothing is sealed')
    await trail().seal(tenant(), head, [], { ...head, signature: old.sign(headText(tenant(), head, head.sealedAt)) })
    expect(await look(10_000, old.publicKey)).toEqual([])
    expect(await trail().head(tenant())).toEqual(head)
    expect(await look()).toEqual([])
  })

  it('is broken where its end was cut off, and where its head is gone', async () => {
    await database.script('delete from audit_events where sequence = (select max(sequence) from audit_events)')
    expect(await look()).toHaveLength(1)
    expect((await state()).state).toBe('broken')
    await database.script('delete from audit_heads')
    expect(await look()).toHaveLength(1)
    expect((await state()).state).toBe('broken')
  })
})

function keyringOf(text: string) {
  const parsed = parseKeyring(text)
  if ('problems' in parsed) throw new Error('a new keyring is not one')
  return parsed
}
