// The API's own description, OpenAPI 3.1, made of the schemas that validate: what it says is what is checked.
import { z } from 'zod'
import { problem } from '../../contract/problem.ts'
import type { ApiRoute } from '../../contract/route.ts'
import { asksFreshProof } from './step-up.ts'

type Json = Readonly<Record<string, unknown>>

export function openApiDocument(routes: Readonly<Record<string, ApiRoute>>): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const [id, route] of Object.entries(routes)) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(id, route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rekey for administrators',
      version: '1',
      description:
        'Everything the portal does. With a token: `Authorization: Bearer rk_…`. With the session of a signed-in administrator: ' +
        'the cookie, and `X-CSRF-Token` from `/me` with every write. Lists are paged by `cursor`.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'rekey-session' },
      },
      schemas: { Problem: schemaOf(problem, 'output') },
    },
  }
}

function operationOf(id: string, route: ApiRoute): Json {
  const { permission } = route
  const unsafe = route.method !== 'GET'
  const parameters = [
    ...parametersOf(route.params, 'path'),
    ...parametersOf(route.query, 'query'),
    ...(route.version === 'writes' ? [header('If-Match', 'The version it builds on, as its ETag says', true)] : []),
    ...(unsafe
      ? [header('Idempotency-Key', 'The same key and request again are answered as the first time', false)]
      : []),
  ]
  const body = schemaOf(route.body, 'input')
  return {
    operationId: id,
    summary: route.summary,
    'x-rekey-permission': permission,
    'x-rekey-step-up': asksFreshProof(route),
    parameters,
    ...(isNothing(body) ? {} : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: { ...successOf(route), default: problemResponse },
  }
}

function successOf(route: ApiRoute): Json {
  if (route.downloads.length > 0) {
    const content = Object.fromEntries(route.downloads.map((type) => [type, { schema: { type: 'string' } }]))
    return { 200: { description: 'A file', content } }
  }
  const schema = schemaOf(route.result, 'output')
  if (isNothing(schema)) return { 204: { description: 'Done' } }
  const headers =
    route.version === 'none' ? {} : { headers: { ETag: { description: 'The version', schema: { type: 'string' } } } }
  const content = { 'application/json': { schema } }
  return { [route.created ? 201 : 200]: { description: route.created ? 'Made' : 'So it is', ...headers, content } }
}

const problemResponse = {
  description: 'Why not (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

const header = (name: string, description: string, required: boolean): Json => ({
  name,
  in: 'header',
  description,
  required,
  schema: { type: 'string' },
})

function parametersOf(shape: z.ZodType, place: 'path' | 'query'): readonly Json[] {
  const { properties = {}, required = [] } = schemaOf(shape, 'input') as {
    properties?: Readonly<Record<string, Json>>
    required?: readonly string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema,
  }))
}

/** `nothing` has no JSON: it is left out. */
function schemaOf(shape: z.ZodType, io: 'input' | 'output'): Json {
  if (shape instanceof z.ZodUndefined) return {}
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any' })
  return schema
}

const isNothing = (schema: Json): boolean => Object.keys(schema).length === 0
