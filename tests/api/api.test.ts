// The administrators' API as programs and the portal meet it, over HTTP: who gets in, what is refused and how, and that a policy
// is saved once, over what was seen.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problem } from '../../src/contract/problem.ts'
import { apiRoutes } from '../../src/contract/routes.ts'
import { apiOf, type CallsApi, signInAs } from '../support/api-client.ts'
import type { BareBrowser } from '../support/browser-without-scripts.ts'
import { startTestOrganisation, type TestOrganisation, type TestPerson } from '../support/test-organisation.ts'

let acme: TestOrganisation
let grace: TestPerson
let browser: BareBrowser
let api: CallsApi

beforeAll(async () => {
  acme = await startTestOrganisation({
    policy: { help: { text: null, phone: '+44 20 7946 0100', url: null, mail: null } },
  })
  grace = await acme.addPerson('grace', { role: 'global-administrator' })
  browser = acme.browser()
  await signInAs(browser, grace)
  api = apiOf(browser)
})
afterAll(() => acme.stop())

const nobody = () => apiOf(acme.browser())

describe('the door', () => {
  it('tells an administrator who they are, what they may, and that their proof is fresh', async () => {
    const { status, json, headers } = await api('GET', '/me')
    expect(status).toBe(200)
    expect(json).toMatchObject({ username: grace.username, role: 'global-administrator', by: 'session', demo: false })
    expect(json.permissions).toContain('policy.write')
    expect(Date.parse(json.provenUntil)).toBeGreaterThan(Date.now())
    expect(headers['cache-control']).toBe('no-store')
  })

  it('stays shut for nobody, for members, and for an administrator whose second proof is missing', async () => {
    expect((await nobody()('GET', '/me')).json.code).toBe('not-signed-in')
    const tom = await acme.addPerson('tom')
    const his = acme.browser()
    await signInAs(his, tom)
    expect((await apiOf(his)('GET', '/me')).json.code).toBe('not-allowed')
    const half = acme.browser()
    await half.get('/sign-in')
    await half.send('/sign-in', { username: grace.username, password: grace.password })
    expect(half.page().path).toContain('/prove')
    expect((await apiOf(half)('GET', '/me')).json.code).toBe('not-signed-in')
  })

  it('takes no write of a session without its token, from another site, or by a form', async () => {
    const body = JSON.stringify({ name: 'x', permissions: ['policy.read'], days: 1 })
    const json = { 'content-type': 'application/json' }
    const csrf = (await api('GET', '/me')).json.csrf
    const post = (headers: Record<string, string>) => browser.raw('POST', '/api/v1/tokens', { body, headers })
    expect((await post({ ...json })).status).toBe(403)
    expect((await post({ ...json, 'x-csrf-token': csrf, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await post({ ...json, 'x-csrf-token': csrf, 'sec-fetch-site': 'same-site' })).status).toBe(403)
    expect((await post({ 'x-csrf-token': csrf })).status).toBe(415)
    expect((await api('GET', '/tokens')).json.items).toEqual([])
  })

  it('answers what it doesn’t know with a problem of a known shape', async () => {
    for (const [method, path, code, status] of [
      ['GET', '/nothing', 'not-found', 404],
      ['PUT', '/tokens', 'method-not-allowed', 405],
      ['PATCH', '/policy', 'method-not-allowed', 405],
      ['GET', '/policy/versions?limit=few', 'bad-request', 400],
      ['GET', '/policy/versions?unknown=1', 'bad-request', 400],
      ['GET', '/policy/versions?limit=1&limit=2', 'bad-request', 400],
      ['GET', '/policy/versions?cursor=nonsense', 'bad-request', 400],
      ['GET', '/policy/versions/9999', 'not-found', 404],
    ] as const) {
      const answer = await api(method, path)
      expect([answer.status, answer.json.code], `${method} ${path}`).toEqual([status, code])
      expect(answer.headers['content-type']).toContain('application/problem+json')
      expect(() => problem.parse(answer.json)).not.toThrow()
    }
  })

  it('names every fault of a body at once, and refuses fields that nobody described', async () => {
    const { status, json } = await api('POST', '/tokens', {
      body: { name: '', permissions: ['everything'], days: 9999, role: 'global-administrator' },
    })
    expect(status).toBe(400)
    expect(json.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      'body.days',
      'body.name',
      'body.permissions.0',
      'body.role',
    ])
  })

  it.each(['{"name": ', '[]', '"text"', 'null', '{"__proto__": {"name": "x"}}', ''])(
    'is not troubled by the body %s',
    async (text) => {
      const { csrf } = (await api('GET', '/me')).json
      const { status } = await browser.raw('POST', '/api/v1/tokens', {
        body: text,
        headers: { 'content-type': 'application/json', 'x-csrf-token': csrf },
      })
      expect(status).toBe(400)
    },
  )
})

describe('a token', () => {
  it('is shown once, does what it was given, and nothing more; ended, it does nothing', async () => {
    const made = await api('POST', '/tokens', { body: { name: 'Reports', permissions: ['policy.read'], days: 30 } })
    expect(made.status).toBe(201)
    const { token, id } = made.json
    expect(token).toMatch(/^rk_[\w-]{43}$/)
    const program = apiOf(acme.browser(), token)
    expect((await program('GET', '/policy')).status).toBe(200)
    expect((await program('GET', '/me')).json).toMatchObject({ by: 'token', permissions: ['policy.read'], csrf: null })
    expect((await program('GET', '/tokens')).json.code).toBe('not-allowed')
    expect((await program('POST', '/tokens', { body: {} })).json.code).toBe('not-allowed')
    const { items } = (await api('GET', '/tokens')).json
    expect(items).toEqual([expect.objectContaining({ id, name: 'Reports', createdBy: grace.username })])
    expect(JSON.stringify(items)).not.toContain(token.slice(3))
    expect((await api('DELETE', `/tokens/${id}`)).status).toBe(204)
    expect((await program('GET', '/policy')).json.code).toBe('not-signed-in')
    expect((await api('DELETE', `/tokens/${id}`)).json.code).toBe('not-found')
  })

  it('makes no token, even with the right to', async () => {
    const { token } = (await api('POST', '/tokens', { body: { name: 'T', permissions: ['tokens.manage'], days: 1 } }))
      .json
    const body = { name: 'Longer', permissions: ['tokens.manage'], days: 365 }
    expect((await apiOf(acme.browser(), token)('POST', '/tokens', { body })).json.code).toBe('not-allowed')
  })

  it('is worth nothing once its maker has lost the role, is frozen, or gone', async () => {
    const ada = await acme.addPerson('ada', { role: 'global-administrator' })
    const hers = acme.browser()
    await signInAs(hers, ada)
    const body = { name: 'Hers', permissions: ['policy.read'], days: 1 }
    const { token } = (await apiOf(hers)('POST', '/tokens', { body })).json
    const program = apiOf(acme.browser(), token)
    expect((await program('GET', '/policy')).status).toBe(200)
    expect(
      (await api('POST', `/administrators/${ada.id}/take-role`, { body: { reason: 'She left the team' } })).status,
    ).toBe(204)
    expect((await program('GET', '/policy')).json.code).toBe('not-signed-in')
    expect((await apiOf(hers)('GET', '/policy')).json.code).toBe('not-allowed')
  })

  it.each(['rk_', `rk_${'A'.repeat(43)}`, 'Bearer', 'x'.repeat(5000)])(
    'that is none (%s) opens nothing',
    async (token) => {
      const answer = await apiOf(acme.browser(), token)('GET', '/me')
      expect([answer.status, answer.json.code]).toEqual([401, 'not-signed-in'])
    },
  )
})

describe('a write sent again', () => {
  const body = { name: 'Once', permissions: ['policy.read'], days: 1 }
  it('with its Idempotency-Key is answered as before and done once', async () => {
    const headers = { 'idempotency-key': 'a-key-of-this-test' }
    const before = (await api('GET', '/tokens')).json.items.length
    const first = await api('POST', '/tokens', { body, headers })
    const again = await api('POST', '/tokens', { body, headers })
    expect(again.json).toEqual(first.json)
    expect(again.status).toBe(201)
    expect((await api('GET', '/tokens')).json.items).toHaveLength(before + 1)
    const other = await api('POST', '/tokens', { body: { ...body, name: 'Other' }, headers })
    expect(other.json.code).toBe('idempotency-key-reused')
    const program = apiOf(acme.browser(), first.json.token)
    expect((await program('GET', '/policy')).status).toBe(200)
  })

  it('that was refused may be put right under the same key', async () => {
    const headers = { 'idempotency-key': 'refused-first', 'if-match': '"77"' }
    const document = (await api('GET', '/policy')).json.document
    const save = { document, seen: { gains: 0, loses: 0 } }
    expect((await api('PUT', '/policy', { body: save, headers })).json.code).toBe('version-moved')
    const right = { ...headers, 'if-match': String((await api('GET', '/policy')).headers['etag']) }
    const unreadable = { ...save, note: 'A note \u001b[2J of two\nlines' }
    expect((await api('PUT', '/policy', { body: unreadable, headers: right })).json.code).toBe('bad-request')
    expect((await api('PUT', '/policy', { body: save, headers: right })).status).toBe(200)
  })

  it.each(['', ' ', 'ü', 'x'.repeat(201)])('with the key %j is refused', async (key) => {
    const answer = await api('POST', '/tokens', { body, headers: { 'idempotency-key': key } }).catch(() => null)
    if (answer !== null && key.trim() !== '') expect(answer.json.code).toBe('bad-request')
  })
})

describe('the policy', () => {
  it('is previewed, saved over the version that was seen, kept in the history, and seen by the next step of anybody', async () => {
    const read = await api('GET', '/policy')
    const etag = String(read.headers['etag'])
    expect(etag).toBe(`"${read.json.version}"`)
    const document = { ...read.json.document, scope: { kind: 'none' } }
    const preview = (await api('POST', '/policy/impact', { body: { document } })).json
    expect(preview.loses).toBeGreaterThan(0)
    expect(preview.losing.map(({ reason }: { reason: string }) => reason)).toContain('out-of-scope')
    const seen = { gains: preview.gains, loses: preview.loses }
    const put = (body: object, headers: Record<string, string> = { 'if-match': etag }) =>
      api('PUT', '/policy', { body: { document, seen, ...body }, headers })
    expect((await put({}, {})).json.code).toBe('version-missing')
    expect((await put({}, { 'if-match': '*' })).json.code).toBe('version-missing')
    expect((await put({ seen: { gains: 0, loses: 0 } })).json).toMatchObject({
      code: 'impact-moved',
      impact: { loses: preview.loses },
    })
    expect((await put({ edition: 'free' })).json.code).toBe('bad-request')
    const saved = await put({ note: 'Closed for the holidays' })
    expect(saved.status).toBe(200)
    expect(saved.json.version).toBe(read.json.version + 1)
    expect((await put({})).json.code).toBe('version-moved')
    const { items } = (await api('GET', '/policy/versions?limit=1')).json
    expect(items[0]).toMatchObject({ savedBy: grace.username, note: 'Closed for the holidays' })
    expect(items[0].changes).toContainEqual({ path: 'scope.kind', from: 'groups', to: 'none' })
    const simulated = (await api('POST', '/policy/simulate', { body: { username: 'grace' } })).json
    expect(simulated).toMatchObject({ eligible: true })
    const back = await api('PUT', '/policy', {
      body: { document: read.json.document, seen: { gains: preview.loses, loses: 0 } },
      headers: { 'if-match': String(saved.headers['etag']) },
    })
    expect(back.json.document).toEqual(read.json.document)
  })

  it('that can’t work is refused with everything that is wrong, and nothing is saved', async () => {
    const { json, headers } = await api('GET', '/policy')
    const document = {
      ...json.document,
      methods: ['carrier-pigeon'],
      scope: { kind: 'groups', include: ['nobody-knows-it'], exclude: [] },
    }
    const body = { document, seen: { gains: 0, loses: 0 } }
    const answer = await api('PUT', '/policy', { body, headers: { 'if-match': String(headers['etag']) } })
    expect(answer.status).toBe(422)
    expect(answer.json.errors.map(({ path }: { path: string }) => path)).toEqual([
      'methods',
      'scope.include',
      'methods',
    ])
    expect((await api('GET', '/policy')).json.version).toBe(json.version)
  })

  it('has groups, methods and directories to be made of', async () => {
    expect((await api('GET', '/groups?search=every')).json.items).toEqual([
      expect.objectContaining({ name: 'Everyone', directory: 'main' }),
    ])
    expect((await api('GET', '/methods')).json.items.map(({ kind }: { kind: string }) => kind)).toEqual([
      'email',
      'authenticator-app',
    ])
    expect((await api('GET', '/directories')).json.items).toEqual([
      { key: 'main', source: 'cloud-only', unlocks: true, enforcesHistoryOnReset: true },
    ])
  })
})

describe('the last global administrator', () => {
  it('keeps the role, and a role is granted by a link alone', async () => {
    const mine = `/administrators/${grace.id}/take-role`
    expect((await api('POST', mine, { body: { reason: 'Testing the door' } })).json.code).toBe('last-administrator')
    const bob = await acme.addPerson('bob')
    const body = { username: 'bob', role: 'help-desk-administrator', reason: 'Joins the help desk' }
    const granted = await api('POST', '/administrators', { body })
    expect(granted.status).toBe(201)
    expect(granted.json.link).toMatch(/\/set-up\/[\w-]{43}$/)
    for (const reason of ['Joins\nthe help desk', 'Joins \u202e the help desk', '電'.repeat(400)]) {
      expect((await api('POST', '/administrators', { body: { ...body, reason } })).json.code).toBe('bad-request')
      expect((await api('POST', mine, { body: { reason } })).json.code).toBe('bad-request')
    }
    const { items } = (await api('GET', '/administrators')).json
    expect(items.map(({ account }: { account: string }) => account)).not.toContain(bob.id)
    expect((await api('POST', '/administrators', { body: { ...body, role: 'boss' } })).json.code).toBe('bad-request')
  })
})

describe('the OpenAPI document', () => {
  it('is open to everybody and names every route, its permission and its answers', async () => {
    const { status, json } = await nobody()('GET', '/api/openapi.json')
    expect(status).toBe(200)
    expect(json.openapi).toBe('3.1.0')
    for (const [id, { path, method, permission }] of Object.entries(apiRoutes)) {
      const operation = json.paths[path][method.toLowerCase()]
      expect(operation).toMatchObject({ operationId: id, 'x-rekey-permission': permission })
      expect(Object.keys(operation.responses)).toHaveLength(2)
      for (const name of path.matchAll(/\{(\w+)\}/g)) {
        expect(operation.parameters).toContainEqual(
          expect.objectContaining({ name: name[1], in: 'path', required: true }),
        )
      }
    }
  })
})
