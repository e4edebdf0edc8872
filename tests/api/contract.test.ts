// The API against its own description: for every operation and each field that it describes, a request with a hostile value in that
// field is answered as the document says, never with a fault of ours, and a request that is refused changes nothing.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiRoutes } from '../../src/contract/routes.ts'
import type { Database } from '../../src/storage/database.ts'
import { openMemory } from '../../src/storage/open-memory.ts'
import { statement } from '../../src/storage/statement.ts'
import { apiOf, type CallsApi, signInAs } from '../support/api-client.ts'
import { startTestOrganisation, type TestOrganisation, type TestPerson } from '../support/test-organisation.ts'

type Schema = Readonly<Record<string, unknown>> & {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly minimum?: number
}

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly schema: Schema
}

interface Described {
  readonly operationId: string
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } }
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema: Schema }>> }>>
}

interface Request {
  readonly path: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
}

let database: Database
let acme: TestOrganisation
let grace: TestPerson
let lena: TestPerson
let api: CallsApi
let described: ReadonlyMap<string, Described>

const validators = new Map<string, ValidateFunction>()

beforeAll(async () => {
  database = await openMemory()
  acme = await startTestOrganisation({ database })
  grace = await acme.addPerson('grace', { role: 'global-administrator' })
  lena = await acme.addPerson('lena')
  const browser = acme.browser()
  await signInAs(browser, grace)
  api = apiOf(browser)
  const document = (await api('GET', '/api/openapi.json')).json
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats['default'](ajv)
  ajv.addSchema(document, 'api')
  const found = new Map<string, Described>()
  for (const [path, methods] of Object.entries<Record<string, Described>>(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      found.set(operation.operationId, operation)
      for (const [status, { content = {} }] of Object.entries(operation.responses)) {
        for (const type of Object.keys(content)) {
          const at = ['paths', path, method, 'responses', status, 'content', type, 'schema']
          const pointer = at.map((each) => each.replaceAll('~', '~0').replaceAll('/', '~1')).map(encodeURIComponent)
          const validate = ajv.getSchema(`api#/${pointer.join('/')}`)
          if (validate === undefined) throw new Error(`no schema at ${at.join('/')}`)
          validators.set(`${operation.operationId} ${status} ${type}`, validate)
        }
      }
    }
  }
  described = found
})
afterAll(() => acme.stop())

const hostile: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  1e300,
  2_147_483_648,
  '',
  ' ',
  'x'.repeat(5_000),
  'a\u0000b',
  '\ud800',
  '\u202etxt.exe',
  "'; drop table accounts; --",
  '{{7*7}}',
  '00000000-0000-0000-0000-000000000000',
  [],
  [null],
  {},
  { constructor: 'x' },
]

describe.each(Object.keys(apiRoutes))('%s', (name) => {
  it('answers as it describes, whatever stands in any of its fields, and changes nothing that it refuses', async () => {
    const operation = described.get(name)
    if (operation === undefined) throw new Error(`${name} is not described`)
    const plain = sample(operation)
    await asks(name, operation, plain)
    for (const { field, requests } of spoiled(operation, plain)) {
      const before = await state()
      const statuses: number[] = []
      for (const request of requests) statuses.push(await asks(name, operation, request))
      if (statuses.every((each) => each >= 400))
        expect({ field, state: await state() }).toEqual({ field, state: before })
    }
  }, 120_000)
})

/** Sends it, and holds the answer against the document. */
async function asks(name: string, operation: Described, { path, query, body }: Request): Promise<number> {
  const route = apiRoutes[name as keyof typeof apiRoutes]
  const filled = route.path.replace(/\{(\w+)\}/g, (_, each: string) => encodeURIComponent(textOf(path[each])))
  const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, textOf(value)]))
  const { status, json, headers, text } = await api(route.method, `${filled}?${search}`, {
    ...(body === undefined ? {} : { body }),
    headers: { 'if-match': '"1"' },
  })
  const type = String(headers['content-type'] ?? '').split(';')[0] ?? ''
  const told = JSON.stringify({ name, path, query, body, status, text: text.slice(0, 500) })
  expect(status, told).not.toBe(500)
  const described = status < 400 ? String(status) : 'default'
  expect(Object.keys(operation.responses), told).toContain(described)
  if (status === 204 || type === 'text/csv' || type === 'application/jsonl') return status
  const validate = validators.get(`${name} ${described} ${type}`)
  expect(validate, `${described} ${type} is described: ${told}`).toBeDefined()
  validate?.(json)
  expect(validate?.errors ?? [], told).toEqual([])
  return status
}

interface Spoiled {
  readonly field: string
  readonly requests: readonly Request[]
}

/** For each described field a request with each hostile value in it, and one without it; and a field that nobody described. */
function* spoiled({ parameters, requestBody }: Described, plain: Request): Generator<Spoiled> {
  for (const { name, in: place } of parameters) {
    if (place === 'header') continue
    const requests = hostile.map((value) => ({ ...plain, [place]: { ...plain[place], [name]: value } }))
    yield { field: `${place}.${name}`, requests }
  }
  yield { field: 'query', requests: [{ ...plain, query: { ...plain.query, admin: 'true' } }] }
  const schema = requestBody?.content['application/json'].schema
  if (schema === undefined) return
  for (const at of fieldsOf(schema)) {
    const requests = [...hostile, undefined].map((value) => ({ ...plain, body: replaced(plain.body, at, value) }))
    yield { field: `body.${at.join('.')}`, requests }
  }
  yield { field: 'body', requests: [{ ...plain, body: replaced(plain.body, ['verified'], true) }] }
}

function sample({ parameters, requestBody }: Described): Request {
  const of = (place: Parameter['in']) =>
    Object.fromEntries(
      parameters
        .filter((each) => each.in === place && (each.required || place === 'path'))
        .map(({ name, schema }) => [name, name === 'account' ? lena.id : sampleOf(schema)]),
    )
  const schema = requestBody?.content['application/json'].schema
  return { path: of('path'), query: of('query'), body: schema === undefined ? undefined : sampleOf(schema) }
}

function sampleOf(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  const [one] = schema.anyOf ?? schema.oneOf ?? []
  if (one !== undefined) return sampleOf(one)
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, each]) => [name, each['default'] ?? sampleOf(each)]),
      )
    case 'array':
      return []
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return false
    case 'null':
      return null
    default:
      return schema.format === 'uuid' ? '7d3f3c1e-0000-4000-8000-00000000ffff' : 'a text of no meaning'
  }
}

function* fieldsOf(schema: Schema, at: readonly string[] = []): Generator<readonly string[]> {
  for (const each of schema.anyOf ?? schema.oneOf ?? []) yield* fieldsOf(each, at)
  for (const [name, each] of Object.entries(schema.properties ?? {})) {
    yield [...at, name]
    yield* fieldsOf(each, [...at, name])
  }
}

function replaced(whole: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value
  const fields = typeof whole === 'object' && whole !== null ? (whole as Record<string, unknown>) : {}
  return { ...fields, [name]: replaced(fields[name], rest, value) }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\ufffd') : JSON.stringify(value)

/** All that the API can change, in one line. */
async function state(): Promise<string | undefined> {
  const [row] = await database.run<{ readonly all: string }>(everything)
  return row?.all
}

const everything = statement(
  'everything-that-can-change',
  `select md5(concat_ws('|',
    (select string_agg(t::text, ',' order by t::text) from policies t),
    (select string_agg(t::text, ',' order by t::text) from api_tokens t),
    (select string_agg(t::text, ',' order by t::text) from methods t),
    (select string_agg(t::text, ',' order by t::text) from accounts t),
    (select string_agg(t::text, ',' order by t::text) from built_in_accounts t),
    (select count(*)::text from outbox))) as all`,
)
