// DL-01: what a real OpenTelemetry SDK is told, loaded as the operators' guide says: the spans of a request, each inside of what
// began it, and no word of a person or of a secret.
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, it, vi } from 'vitest'
import { codeIn } from '../attacks/support/walk.ts'
import { usePostgres } from '../servers/use-postgres.ts'
import { describeWith } from '../support/required-servers.ts'
import { type Installation, install } from './support/installation.ts'
import { settled } from './support/invariants.ts'
import { createStubbornPerson } from './support/stubborn-person.ts'

interface Span {
  readonly name: string
  readonly id: string
  readonly parent: string | null
  readonly trace: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly events: number
  readonly status: { readonly code: number; readonly message?: string }
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const password = 'canary lantern wxqv 4711 traced'

/** The example of the guide, and its exporter in the place that the guide says it has: into a file, a line a span. */
function sdkOfTheGuide(file: string): string {
  const guide = readFileSync(join(root, 'docs/operators/monitoring.md'), 'utf8')
  const [, example] = /^## Traces$[\s\S]*?```js\n([\s\S]*?)```/m.exec(guide) ?? []
  if (example === undefined) throw new Error('the guide has no example')
  expect(example).toContain('new ConsoleSpanExporter()')
  const exporter = `{
    export(spans, done) {
      for (const each of spans) {
        const { name, attributes, status, events, parentSpanContext, resource, links } = each
        const { spanId, traceId } = each.spanContext()
        const line = { name, attributes, status, events: events.length, id: spanId, trace: traceId, parent: parentSpanContext?.spanId ?? null, resource: resource.attributes, links }
        appendFileSync(${JSON.stringify(file)}, JSON.stringify(line) + '\\n')
      }
      done({ code: 0 })
    },
    async shutdown() {},
    async forceFlush() {},
  }`
  return `import { appendFileSync } from 'node:fs'\n${example.replace('new ConsoleSpanExporter()', exporter)}`
}

describeWith('postgres', 'DL-01: traces', () => {
  const databases = usePostgres()
  let installation: Installation
  let told = ''
  let spans: readonly Span[] = []
  const secrets: string[] = []
  const personal = ['tim', 'Tim', 'home.example', 'acme.example', '11.0.', '203.0.', 'canary', 'RK-']

  beforeAll(async () => {
    installation = await install(await databases.createDatabase())
    const { folder } = installation
    const file = join(folder, 'spans')
    writeFileSync(join(folder, 'your-sdk.mjs'), sdkOfTheGuide(file))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    await installation.start({ imports: ['./your-sdk.mjs'], env: { OTEL_BSP_SCHEDULE_DELAY: '20' } })
    const tim = await installation.add({ name: 'tim' })
    const stubborn = createStubbornPerson(installation, tim)
    await stubborn.walk('reset', password)
    await settled(installation)
    const link = installation.mail.messages.map(({ text }) => /\/not-me\/([\w-]+)/.exec(text)?.[1]).find(Boolean) ?? ''
    await installation.browser().get(`/not-me/${link}`)
    await installation.browser().raw('GET', `/reset?name=${encodeURIComponent(tim.username)}`)
    const codes = installation.mail.messages.flatMap(({ text }) => codeIn(text) ?? [])
    const cookies = [...stubborn.browser.cookies.values()].filter((value) => value.length > 8)
    secrets.push(link, password, ...codes, ...cookies, tim.mail, ...[-1, 0, 1].map((drift) => tim.code(drift)))
    await vi.waitFor(
      () => {
        told = existsSync(file) ? readFileSync(file, 'utf8') : ''
        expect(told).toContain('"name":"GET /not-me/:token"')
        expect(told).toContain('"name":"GET /reset"')
      },
      { timeout: 30_000, interval: 50 },
    )
    spans = told
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Span)
  })

  it('hold a request with its statements, and the step that it was, inside of it', () => {
    const request = spans.find(({ name }) => name === 'POST /reset/new-password')
    expect(request?.parent).toBe(null)
    expect(request?.attributes).toEqual({
      'http.request.method': 'POST',
      'http.route': '/reset/new-password',
      'rekey.outcome': '303',
    })
    const inside = spans.filter(({ trace }) => trace === request?.trace)
    const ids = new Set(inside.map(({ id }) => id))
    expect(inside.filter(({ parent }) => parent === null)).toEqual([request])
    expect(inside.every(({ parent }) => parent === null || ids.has(parent))).toBe(true)
    const names = inside.map(({ name }) => name)
    expect(names).toContain('step')
    expect(inside.filter(({ attributes }) => attributes['db.system.name'] === 'postgresql').length).toBeGreaterThan(1)
    expect(spans.map(({ name }) => name)).toContain('mail')
    expect(spans.some(({ name }) => name.startsWith('directory '))).toBe(true)
  })

  it('name no person, address, network, reference, link, code, cookie or password', () => {
    expect(secrets.length).toBeGreaterThan(8)
    for (const { parent, id, trace, ...said } of spans) {
      const text = JSON.stringify(said)
      expect(personal.filter((each) => text.includes(each))).toEqual([])
      expect(secrets.filter((each) => text.includes(each)).length).toBe(0)
    }
  })

  it('say of themselves what the numbers are labelled with, and nothing more', () => {
    const keys = new Set(spans.flatMap(({ attributes }) => Object.keys(attributes)))
    expect([...keys].sort()).toEqual([
      'db.operation.name',
      'db.system.name',
      'http.request.method',
      'http.route',
      'rekey.directory',
      'rekey.outcome',
      'rekey.step',
      'rekey.verb',
    ])
    expect(spans.filter(({ events, status }) => events > 0 || status.message !== undefined)).toEqual([])
  })
})
