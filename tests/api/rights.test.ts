// AT-01, AT-02, AT-03, AT-05, FL-04 at the API: the written matrix of roles and routes is what holds, nothing of another organisation
// is read or written, no secret is in any answer, and no field gets in that nobody described.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiRoute } from '../../src/contract/route.ts'
import { apiRoutes } from '../../src/contract/routes.ts'
import { rolePermissions } from '../../src/core/people/permissions.ts'
import { type Role, roles } from '../../src/core/people/roles.ts'
import { newKeyringText } from '../../src/secrets/keyring.ts'
import type { Database } from '../../src/storage/database.ts'
import { openMemory } from '../../src/storage/open-memory.ts'
import { statement } from '../../src/storage/statement.ts'
import { apiOf, type CallsApi, signInAs } from '../support/api-client.ts'
import type { BareBrowser } from '../support/browser-without-scripts.ts'
import { startTestOrganisation, type TestOrganisation, type TestPerson } from '../support/test-organisation.ts'

interface Signed {
  readonly person: TestPerson
  readonly browser: BareBrowser
  readonly api: CallsApi
}

let database: Database
let acme: TestOrganisation
let harbour: TestOrganisation
const signed = new Map<Role, Signed>()
let theirs: Signed

const routes = Object.entries(apiRoutes) as [keyof typeof apiRoutes, ApiRoute][]
const nowhere = '7d3f3c1e-0000-4000-8000-00000000ffff'

beforeAll(async () => {
  database = await openMemory()
  const keyringText = newKeyringText()
  acme = await startTestOrganisation({ database, keyringText })
  harbour = await startTestOrganisation({ database: shared(database), keyringText, host: 'reset.harbour.test' })
  for (const role of roles) signed.set(role, await sign(acme, role))
  theirs = await sign(harbour, 'global-administrator')
}, 120_000)
afterAll(async () => {
  await harbour.stop()
  await acme.stop()
})

/** The first to stop must not take the database from the other. */
const shared = (whole: Database): Database => ({ ...whole, close: async () => undefined })

async function sign(organisation: TestOrganisation, role: Role): Promise<Signed> {
  const person = await organisation.addPerson(`a-${role}`, { role })
  const browser = organisation.browser()
  await signInAs(browser, person)
  return { person, browser, api: apiOf(browser) }
}

const as = (role: Role): Signed => {
  const found = signed.get(role)
  if (found === undefined) throw new Error(`nobody is ${role}`)
  return found
}

/** With every place filled: a number for a version, a report for a report, else an id. */
const pathOf = ({ path }: ApiRoute, id: string): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => (name === 'version' ? '1' : name === 'report' ? 'resets' : id))

describe('AT-03: roles and routes', () => {
  it.each(roles)('%s may do what the matrix says and nothing else', async (role) => {
    const { api } = as(role)
    for (const [name, route] of routes) {
      const { json, status } = await api(
        route.method,
        pathOf(route, nowhere),
        route.method === 'GET' ? {} : { body: {} },
      )
      const may = route.permission === 'signed-in' || rolePermissions[role].includes(route.permission)
      expect([name, json?.code === 'not-allowed'], `${role} ${name} ${status}`).toEqual([name, !may])
      expect(status, `${role} ${name}`).not.toBe(500)
    }
  })

  it('a route without a rule does not exist, and a method that is smuggled in changes nothing', async () => {
    for (const [name, { permission }] of routes) {
      expect(['signed-in', ...rolePermissions['global-administrator']], name).toContain(permission)
    }
    const desk = as('help-desk-administrator').api
    for (const header of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
      const answer = await desk('GET', '/policy', { headers: { [header]: 'PUT' } })
      expect(answer.json.code, header).toBe('not-allowed')
    }
    expect((await desk('GET', '/policy?_method=PUT')).json.code).toBe('not-allowed')
  })

  it('what can’t be taken back asks for a fresh proof', async () => {
    const reader = as('reports-reader').api
    expect((await reader('GET', '/audit/export?format=csv')).json.code).toBe('step-up-needed')
    await database.script(
      `update sessions set state = jsonb_set(state, '{proofs}', '[]') where tenant_id = '${acme.room.organisation.id}'`,
    )
    const { api } = as('global-administrator')
    for (const [name, route] of routes.filter(
      ([, each]) => each.method !== 'GET' && each.permission !== 'policy.read',
    )) {
      const answer = await api(route.method, pathOf(route, nowhere), { body: {} })
      expect([name, answer.json.code]).toEqual([name, 'step-up-needed'])
    }
    expect((await api('GET', '/policy')).status, 'looking needs none').toBe(200)
    for (const role of roles) signed.set(role, await sign2(role))
  })

  async function sign2(role: Role): Promise<Signed> {
    const { person, browser } = as(role)
    await database.script(`update methods set last_step = null`)
    await browser.get('/sign-out')
    const again = acme.browser()
    await signInAs(again, person)
    return { person, browser: again, api: apiOf(again) }
  }
})

describe('AT-01: another organisation', () => {
  /** What the route would take if the account were ours. */
  const bodyOf = (name: string, method: string): object => {
    const why = { reason: 'Reaching over the fence' }
    if (name === 'checkCaller') return { method }
    if (name === 'answerCallerCheck') return { check: 'A'.repeat(43), code: '00000000' }
    return name === 'setOneTimePassword' ? { ...why, check: 'A'.repeat(43) } : why
  }

  it('is neither read nor written by any route, whatever ids are named', async () => {
    const victim = await harbour.addPerson('victim')
    const token = (
      await theirs.api('POST', '/tokens', { body: { name: 'Theirs', permissions: ['policy.read'], days: 1 } })
    ).json
    const [method] = (await theirs.api('GET', `/accounts/${victim.id}`)).json.methods
    const foreign: Readonly<Record<string, string>> = {
      account: victim.id,
      token: token.id,
      method: method.id,
      version: '1',
      report: 'resets',
    }
    const before = await everythingOf(harbour)
    const { api } = as('global-administrator')
    for (const [name, route] of routes.filter(([, each]) => each.path.includes('{'))) {
      const path = route.path.replace(/\{(\w+)\}/g, (_, place: string) => foreign[place] ?? '')
      const answer = await api(route.method, path, route.method === 'POST' ? { body: bodyOf(name, method.id) } : {})
      expect(answer.text, name).not.toContain(victim.username)
      if (!['readPolicyVersion', 'exportReport', 'listAccountEvents'].includes(name))
        expect([name, answer.status], answer.text).toEqual([name, 404])
    }
    const lists = [
      '/accounts?search=',
      '/audit/events?limit=200',
      '/audit/journeys',
      '/administrators',
      '/tokens',
      '/groups',
      '/reports/unable',
    ]
    for (const path of [...lists, `/audit/events?account=${victim.id}`, `/accounts/find?name=victim`]) {
      expect((await api('GET', path)).text, path).not.toContain('harbour')
      expect((await api('GET', path)).text, path).not.toContain(victim.id)
    }
    expect(await everythingOf(harbour)).toEqual(before)
  })

  it('AT-02: takes no session and no token of ours, and answers no host that is not its own', async () => {
    const { browser, api } = as('global-administrator')
    const { token } = (await api('POST', '/tokens', { body: { name: 'Ours', permissions: ['policy.read'], days: 1 } }))
      .json
    const there = harbour.browser()
    for (const [name, value] of browser.cookies) there.cookies.set(name, value)
    expect((await apiOf(there)('GET', '/policy')).json.code).toBe('not-signed-in')
    expect((await apiOf(harbour.browser(), token)('GET', '/policy')).json.code).toBe('not-signed-in')
    expect((await apiOf(acme.browser(), token)('GET', '/policy')).status).toBe(200)
    for (const host of ['reset.harbour.test', 'evil.example', '']) {
      const answer = await api('GET', '/policy', { headers: { host } })
      expect([400, 421], host).toContain(answer.status)
    }
    const headers = { 'x-tenant': harbour.room.organisation.id, 'x-forwarded-host': 'reset.harbour.test' }
    expect((await api('GET', '/me', { headers })).json.organisation.name).toBe('Acme Widgets')
  })

  const everythingOf = async ({ room }: TestOrganisation) =>
    Promise.all(
      ['accounts', 'methods', 'policies', 'api_tokens', 'built_in_accounts'].map((table) =>
        database.run(
          statement(
            '',
            `select md5(string_agg(t::text, '' order by t::text)) as sum from ${table} t where tenant_id = '${room.organisation.id}'`,
          ),
        ),
      ),
    )
})

describe('AT-05: secrets', () => {
  it('are in no answer to anybody', async () => {
    const person = await acme.addPerson('secretive')
    const { api } = as('global-administrator')
    await api('POST', '/tokens', { body: { name: 'Canary', permissions: ['policy.read'], days: 1 } })
    const kept = await database.run<{ readonly secret: string }>(
      statement(
        '',
        `select password_hash as secret from built_in_accounts
         union select sealed from methods union select hash from sessions union select hash from api_tokens
         union select address_lookup from methods where address_lookup is not null union select hash from known_browsers`,
      ),
    )
    const canaries = [...kept.map(({ secret }) => secret), person.mail, person.totpSecret, person.password].filter(
      (each) => each.length > 8,
    )
    expect(canaries.length).toBeGreaterThan(20)
    for (const role of roles) {
      for (const [name, route] of routes.filter(([, { method }]) => method === 'GET')) {
        const { text } = await as(role).api('GET', pathOf(route, person.id))
        for (const canary of canaries) expect(text.includes(canary), `${role} ${name}`).toBe(false)
      }
    }
  })
})

describe('FL-04: what nobody described', () => {
  it('is refused on every route that takes a body, with its path', async () => {
    const { api } = as('global-administrator')
    for (const [name, route] of routes.filter(([, { method }]) => method !== 'GET')) {
      for (const field of [
        'role',
        'permissions',
        'tenant',
        'verified',
        'userId',
        'edition',
        '__proto__',
        'constructor',
      ]) {
        const answer = await api(route.method, pathOf(route, nowhere), {
          body: { [field]: 'x' },
          headers: { 'if-match': '"1"' },
        })
        expect([name, field, answer.status]).toEqual([name, field, 400])
      }
    }
  })

  it('no query, body or header of any shape is answered with a fault of ours', async () => {
    const { api } = as('global-administrator')
    const text = fc.string({ unit: 'grapheme', maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...routes),
        fc.jsonValue({ maxDepth: 3 }),
        fc.dictionary(text, text, { maxKeys: 3 }),
        fc.constantFrom('"1"', '1', '*', 'W/"1"', '"999999999999"'),
        async ([, route], body, query, version) => {
          const path = `${pathOf(route, nowhere)}?${new URLSearchParams(query)}`
          const { status } = await api(route.method, path, {
            ...(route.method === 'GET' ? {} : { body }),
            headers: { 'if-match': version },
          })
          expect(status, `${route.method} ${path}`).toBeLessThan(500)
        },
      ),
      { numRuns: 400 },
    )
  })
})
