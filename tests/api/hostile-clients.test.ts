// The administrators' API as a client meets it that means no good, or was written in a hurry: whatever is sent, the answer is a problem
// that says what to do, nothing breaks, and nothing is done twice.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problem } from '../../src/contract/problem.ts'
import { openMemory } from '../../src/storage/open-memory.ts'
import { statement } from '../../src/storage/statement.ts'
import { answerOnce } from '../../src/use-cases/administer/answer-once.ts'
import { Busy } from '../../src/use-cases/request.ts'
import { buildAdministrationRoom } from '../../src/wiring/build-administration-room.ts'
import { type ApiAnswer, apiOf, type CallsApi, signInAs } from '../support/api-client.ts'
import type { BareBrowser } from '../support/browser-without-scripts.ts'
import { startTestOrganisation, type TestOrganisation, type TestPerson } from '../support/test-organisation.ts'

let acme: TestOrganisation
let grace: TestPerson
let browser: BareBrowser
let api: CallsApi
const database = openMemory()

beforeAll(async () => {
  acme = await startTestOrganisation({ database: await database })
  grace = await acme.addPerson('grace', { role: 'global-administrator' })
  browser = acme.browser()
  await signInAs(browser, grace)
  api = apiOf(browser)
})
afterAll(() => acme.stop())

function refusedWith(answer: ApiAnswer, code: string, path?: string) {
  expect(problem.safeParse(answer.json).error).toBe(undefined)
  expect(answer.json.code).toBe(code)
  if (path !== undefined) expect(answer.json.errors.map((each: { path: string }) => each.path)).toContain(path)
}

describe('text that no database keeps', () => {
  it.each([
    ['a NUL', '\u0000'],
    ['half of a character', '\ud800'],
  ])('is refused with its place: %s', async (_, bad) => {
    const query = encodeURIComponent(bad === '\u0000' ? `x${bad}` : 'x\u0000')
    refusedWith(await api('GET', `/audit/events?person=${query}`), 'bad-request', 'query.person')
    refusedWith(await api('GET', `/accounts?search=${query}`), 'bad-request', 'query.search')
    refusedWith(await api('GET', `/groups?search=${query}`), 'bad-request', 'query.search')
    const name = `x${bad}`
    refusedWith(
      await api('POST', '/tokens', { body: { name, permissions: ['policy.read'], days: 1 } }),
      'bad-request',
      'body.name',
    )
    refusedWith(await api('POST', '/policy/simulate', { body: { username: name } }), 'bad-request', 'body.username')
    const { document } = (await api('GET', '/policy')).json
    const named = { ...document, passwords: { ...document.passwords, organisationWords: ['Acme', name] } }
    refusedWith(
      await api('POST', '/policy/impact', { body: { document: named } }),
      'bad-request',
      'body.document.passwords.organisationWords.1',
    )
  })
})

describe('numbers and places beyond any list', () => {
  it('are refused, or lead past its end', async () => {
    refusedWith(await api('GET', '/policy/versions/99999999999'), 'bad-request', 'params.version')
    refusedWith(await api('GET', '/policy/versions/2147483647'), 'not-found')
    refusedWith(await api('GET', `/audit/events?cursor=${'x'.repeat(2001)}`), 'bad-request', 'query.cursor')
    for (const cursor of ['x', 'W10', Buffer.from('["\\u0000"]').toString('base64url')]) {
      for (const list of ['/audit/events', '/audit/journeys', '/accounts', '/groups', '/policy/versions']) {
        refusedWith(await api('GET', `${list}?cursor=${cursor}`), 'bad-request')
      }
    }
  })

  it('let a list of the longest names be read to its end', async () => {
    const longest = `${'ü'.repeat(200)}a`
    for (const end of ['a', 'b', 'c']) await acme.addPerson(`${longest}${end}`)
    const names: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const { json }: ApiAnswer = await api('GET', `/accounts?limit=1${next === '' ? '' : `&cursor=${next}`}`)
      for (const { username } of json.items) names.push(username)
      next = json.next
    }
    expect(names.filter((each) => each.startsWith('üü'))).toHaveLength(3)
  })
})

describe('a body', () => {
  const token = (name: string) => JSON.stringify({ name, permissions: ['policy.read'], days: 1 })
  const post = async (body: string, type: string | null): Promise<ApiAnswer> => {
    const csrf = (await api('GET', '/me')).json.csrf
    const answer = await browser.raw('POST', '/api/v1/tokens', {
      body,
      headers: {
        'x-csrf-token': csrf,
        'sec-fetch-site': 'same-origin',
        ...(type === null ? {} : { 'content-type': type }),
      },
    })
    return { status: answer.status, headers: answer.headers, text: answer.html, json: JSON.parse(answer.html) }
  }

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', 'application/xml'])(
    'of type %s is refused by its type, whatever it holds',
    async (type) => {
      const answer = await post(
        type.includes('urlencoded') ? 'name=x&permissions=policy.read&days=1' : token('x'),
        type,
      )
      expect(answer.status).toBe(415)
      refusedWith(answer, 'not-json')
    },
  )

  it('may have 64 KB and not one byte more', async () => {
    const filled = (bytes: number) => {
      const empty = token('')
      return empty.replace('""', `"${'x'.repeat(bytes - empty.length)}"`)
    }
    expect(filled(64 * 1024)).toHaveLength(64 * 1024)
    refusedWith(await post(filled(64 * 1024), 'application/json'), 'bad-request', 'body.name')
    const over = await post(filled(64 * 1024 + 1), 'application/json')
    expect(over.status).toBe(413)
    refusedWith(over, 'too-large')
    expect((await api('GET', '/tokens')).json.items).toEqual([])
  })

  it('that names a prototype is refused', async () => {
    refusedWith(await post('{"__proto__": {"name": "x"}}', 'application/json'), 'bad-request')
  })
})

describe('an address', () => {
  it('that can not be read leads nowhere, in the form of its surroundings', async () => {
    refusedWith(await api('GET', '/accounts/%zz'), 'not-found')
    refusedWith(await api('GET', '/%E0%A4%A'), 'not-found')
    refusedWith(await api('GET', `/accounts/${'x'.repeat(129)}`), 'not-found')
    expect((await browser.get(`/assets/${'x'.repeat(129)}`)).html).toContain('<h1')
    const page = await browser.get('/%zz')
    expect(page.status).toBe(404)
    expect(page.html).toContain('<h1')
  })

  it('is not answered with another one, whatever language is asked for', async () => {
    refusedWith(await api('GET', '/me?lang=de'), 'bad-request', 'query.lang')
    expect((await api('GET', '/api/openapi.json?lang=de')).status).toBe(200)
  })

  it('says which methods it takes', async () => {
    for (const method of ['OPTIONS', 'PATCH', 'DELETE']) {
      const answer = await api(method, '/policy')
      expect(answer.headers['allow']).toBe('GET, PUT, HEAD')
      refusedWith(answer, 'method-not-allowed')
    }
  })
})

describe('the description', () => {
  it('says of each call whether it asks for a fresh proof', async () => {
    const { paths } = (await api('GET', '/api/openapi.json')).json
    const asks = (path: string, method: string) => paths[path][method]['x-rekey-step-up']
    expect(asks('/audit/export', 'get')).toBe(true)
    expect(asks('/policy', 'put')).toBe(true)
    expect(asks('/policy', 'get')).toBe(false)
    expect(asks('/policy/impact', 'post')).toBe(false)
    expect(asks('/tokens', 'get')).toBe(false)
    expect(asks('/tokens', 'post')).toBe(true)
  })
})

describe('a token', () => {
  it('gives and takes no role and makes no token, even where its maker may and it was asked for', async () => {
    const permissions = ['policy.read', 'administrators.read', 'administrators.write', 'tokens.manage']
    const made = await api('POST', '/tokens', { body: { name: 'Much', permissions, days: 1 } })
    expect(made.json.permissions).toEqual(['policy.read', 'administrators.read'])
    const program = apiOf(acme.browser(), made.json.token)
    expect((await program('GET', '/administrators')).status).toBe(200)
    const tim = await acme.addPerson('tim')
    const role = { username: tim.username, role: 'global-administrator', why: 'To be one' }
    refusedWith(await program('POST', '/administrators', { body: role }), 'not-allowed')
    expect((await api('GET', '/administrators')).json.items).toHaveLength(1)
    expect(acme.mail.messages.filter(({ envelope }) => envelope.to.includes(tim.mail))).toEqual([])
  })

  it('that was given such a right before it was withheld has it no longer', async () => {
    const made = await api('POST', '/tokens', { body: { name: 'Old', permissions: ['policy.read'], days: 1 } })
    const db = await database
    await db.script(
      `update api_tokens set permissions = array['policy.read', 'administrators.write', 'tokens.manage']::text[]`,
    )
    const program = apiOf(acme.browser(), made.json.token)
    expect((await program('GET', '/me')).json.permissions).toEqual(['policy.read'])
  })
})

describe('a write with a key', () => {
  const order = (key: string) => ({ key, caller: 'somebody', request: 'the same' })
  const answering = async () => ({ status: 200, text: '{}', version: null })
  const roomNow = () => buildAdministrationRoom(acme.room, acme.storage.forTenant(acme.room.organisation.id), ['en'])

  it('that was done and whose answer could not be kept is not done again', async () => {
    const room = roomNow()
    const broken = { ...room, apiAnswers: { ...room.apiAnswers, keep: () => Promise.reject(new Error('no room')) } }
    let done = 0
    const work = async () => {
      done += 1
      return { status: 201, text: '{}', version: null }
    }
    await expect(answerOnce(order('lost'), broken, work)).rejects.toThrow('no room')
    expect(await answerOnce(order('lost'), room, work)).toBe('running')
    expect(done).toBe(1)
  })

  it('that came to nothing may be sent again, and no other answer takes its place', async () => {
    const room = roomNow()
    const nothing = { nothingDone: 'version-moved' } as const
    expect(await answerOnce(order('refused'), room, async () => nothing)).toEqual(nothing)
    await expect(answerOnce(order('refused'), room, () => Promise.reject(new Busy('no room')))).rejects.toThrow(Busy)
    const answer = { status: 200, text: '{}', version: null }
    expect(await answerOnce(order('refused'), room, async () => answer)).toEqual(answer)
    expect(await answerOnce(order('refused'), room, () => Promise.reject(new Error('twice')))).toEqual(answer)
  })

  it('that broke off after it may have been done is not done again', async () => {
    const room = roomNow()
    let done = 0
    const work = async (): Promise<never> => {
      done += 1
      throw new TypeError('after the effect')
    }
    await expect(answerOnce(order('broken'), room, work)).rejects.toThrow('after the effect')
    expect(await answerOnce(order('broken'), room, work)).toBe('unknown')
    expect(await answerOnce({ ...order('broken'), request: 'another' }, room, work)).toBe('other')
    expect(done).toBe(1)
    expect(await answerOnce({ ...order('broken'), caller: 'somebody else' }, room, answering)).toEqual(
      await answering(),
    )
  })

  it('whose process died is not done again, and its key is free after a day', async () => {
    const room = roomNow()
    const { apiAnswers, organisation, secrets } = room
    const fingerprints = secrets.lookups(organisation.id, 'api-request', order('died').request)
    expect(await apiAnswers.claim('somebody', 'died', fingerprints)).toEqual({ kind: 'new' })
    expect(await answerOnce(order('died'), room, answering)).toBe('running')
    const db = await database
    const age = (span: string) =>
      db.script(`update api_answers set asked_at = now() - interval '${span}' where key = 'died'`)
    await age('3 minutes')
    expect(await answerOnce(order('died'), room, answering)).toBe('unknown')
    await age('23 hours')
    expect(await answerOnce(order('died'), room, answering)).toBe('unknown')
    await age('25 hours')
    expect(await answerOnce(order('died'), room, answering)).toEqual(await answering())
  })

  it('that broke off is answered with 409 and what to do, through the door', async () => {
    const headers = { 'idempotency-key': 'broken-off' }
    const body = { name: 'Nightly', permissions: ['policy.read'], days: 1 }
    const db = await database
    await db.script('alter table api_tokens rename column hash to digest')
    expect((await api('POST', '/tokens', { body, headers })).json.code).toBe('broken')
    await db.script('alter table api_tokens rename column digest to hash')
    const again = await api('POST', '/tokens', { body, headers })
    expect([again.status, again.json.code]).toEqual([409, 'outcome-unknown'])
    expect(again.json.detail).toContain('a new key')
    expect((await api('GET', '/tokens')).json.items.map(({ name }: { name: string }) => name)).not.toContain('Nightly')
  })
})

it('leaves nothing of all that in the log of policies', async () => {
  const db = await database
  const saved = statement('policies-saved', `select 1 from audit_events where fact ->> 'kind' = 'policy-saved'`)
  expect(await db.run(saved)).toEqual([])
})
