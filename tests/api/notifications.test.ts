// Who is told, as administrators choose it over the API: read, refused, saved, and heard of by the others.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { apiOf, type CallsApi, signInAs } from '../support/api-client.ts'
import { startTestOrganisation, type TestOrganisation, type TestPerson } from '../support/test-organisation.ts'

let acme: TestOrganisation
let grace: TestPerson
let greg: TestPerson
let api: CallsApi

beforeAll(async () => {
  acme = await startTestOrganisation({
    policy: { help: { text: null, phone: '+44 20 7946 0100', url: null, mail: null } },
  })
  grace = await acme.addPerson('grace', { role: 'global-administrator' })
  greg = await acme.addPerson('greg', { role: 'global-administrator' })
  api = await signedInAs(grace)
})
afterAll(() => acme.stop())

async function signedInAs(person: TestPerson): Promise<CallsApi> {
  const browser = acme.browser()
  await signInAs(browser, person)
  return apiOf(browser)
}

async function save(change: (notifications: Notifications) => unknown, as: CallsApi = api) {
  const { json, headers } = await as('GET', '/policy')
  const document = { ...json.document, notifications: change(json.document.notifications) }
  const body = { document, seen: { gains: 0, loses: 0 } }
  return as('PUT', '/policy', { body, headers: { 'if-match': String(headers['etag']) } })
}

interface Notifications {
  readonly people: Readonly<Record<string, boolean>>
  readonly administrators: Readonly<Record<string, unknown>>
}

const first = {
  people: { reset: true, unlock: true, change: true },
  administrators: { passwords: 'global-administrators', policySaved: true, mailboxes: [] },
}

it('begins with everybody told, and is saved and read as it was chosen', async () => {
  expect((await api('GET', '/policy')).json.document.notifications).toEqual(first)
  const chosen = {
    people: { reset: true, unlock: false, change: true },
    administrators: { passwords: 'all-administrators', policySaved: true, mailboxes: ['soc@acme.test'] },
  }
  const saved = await save(() => chosen)
  expect([saved.status, saved.json.document.notifications]).toEqual([200, chosen])
  expect((await api('GET', '/policy')).json.document.notifications).toEqual(chosen)
  const { items } = (await api('GET', '/policy/versions?limit=1')).json
  expect(items[0].changes).toEqual([
    { path: 'notifications.administrators.mailboxes', from: [], to: ['soc@acme.test'] },
    { path: 'notifications.administrators.passwords', from: 'global-administrators', to: 'all-administrators' },
    { path: 'notifications.people.unlock', from: true, to: false },
  ])
})

it('says before it is saved what each loose choice costs', async () => {
  const { document } = (await api('GET', '/policy')).json
  const loose = {
    people: { reset: false, unlock: false, change: false },
    administrators: { passwords: 'nobody', policySaved: false, mailboxes: [] },
  }
  const { json } = await api('POST', '/policy/impact', { body: { document: { ...document, notifications: loose } } })
  expect(json.warnings.map(({ id }: { id: string }) => id)).toEqual(
    expect.arrayContaining([
      'reset-untold',
      'unlock-untold',
      'change-untold',
      'administrators-untold',
      'policy-untold',
    ]),
  )
})

it('refuses mailboxes that are none, twice or too many, all at once, and what it never heard of', async () => {
  const before = (await api('GET', '/policy')).json.version
  const mailboxes = ['soc', 'a@acme.test', 'A@acme.test', 'c@acme.test', 'd@acme.test', 'e@acme.test', 'f@acme.test']
  const refused = await save(({ people, administrators }) => ({
    people,
    administrators: { ...administrators, mailboxes },
  }))
  expect(refused.status).toBe(422)
  const path = 'notifications.administrators.mailboxes'
  expect(refused.json.errors.map((each: { path: string; problem: string }) => [each.path, each.problem])).toEqual([
    [path, 'mailbox-no-address: soc'],
    [path, 'mailbox-twice: A@acme.test'],
    [path, 'too-many-mailboxes'],
  ])
  for (const wrong of [
    { ...first, people: { ...first.people, methods: false } },
    { ...first, administrators: { ...first.administrators, passwords: 'everybody' } },
    { people: first.people },
  ]) {
    expect((await save(() => wrong)).json.code).toBe('bad-request')
  }
  expect((await api('GET', '/policy')).json.version).toBe(before)
})

it('that somebody saved is told to the other global administrators and the mailboxes there were, and not to who did', async () => {
  // The second is Greg's own: he hears it once, as Greg.
  const mailboxes = ['soc@acme.test', greg.mail.toUpperCase()]
  await save(() => first)
  await save(() => ({ ...first, administrators: { ...first.administrators, mailboxes } }))
  const { version } = (await api('GET', '/policy')).json
  const policySavers = await signedInAs(await acme.addPerson('paul', { role: 'authentication-policy-administrator' }))
  const { status } = await save(() => ({ ...first, people: { ...first.people, reset: false } }), policySavers)
  expect(status).toBe(200)
  const heard = (saved: number) =>
    acme.mail.messages.filter(({ text }) => text.includes(`saved version ${saved} of the policy`))
  await acme.mail.waitFor(() => heard(version + 1).length >= 3)
  expect(
    heard(version + 1)
      .flatMap(({ envelope }) => envelope.to)
      .sort(),
  ).toEqual([grace.mail, greg.mail, 'soc@acme.test'].sort())
  const [toGreg] = heard(version + 1).filter(({ envelope }) => envelope.to.includes(greg.mail))
  expect(toGreg?.text).toContain('paul@acme.test saved version')
  expect(toGreg?.text).toContain('to every address on your account')
  // Grace put the mailbox there herself: of that the other one heard, and she did not.
  expect(heard(version).flatMap(({ envelope }) => envelope.to)).toEqual([greg.mail])
})
