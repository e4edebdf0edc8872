// DL-06: whatever a request says, the log has one JSON line for it, and nothing of what it said.
import { Writable } from 'node:stream'
import fastify, { type FastifyBaseLogger, LogController } from 'fastify'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { logRequests } from './request-log.ts'

const acme = '7b0c6a52-3f1e-4a86-9d55-0b6f2c9e8d14'

const hostile = [
  'Mozilla\\r\\n{"level":30,"msg":"forged"}',
  '\u001b[2J\u001b[31mred',
  '\u202egnp.exe',
  '{"level":60}',
  'x'.repeat(8_000),
]

it('DL-06: a request is one line of JSON: its route, status and reference, and no word of the visitor’s', async () => {
  let written = ''
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      written += chunk.toString('utf8')
      done()
    },
  })
  const log: FastifyBaseLogger = pino(stream)
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => 'RK-0000-0000',
  })
  logRequests(app, (host) => (host === 'reset.acme.example' ? acme : null))
  app.get('/not-me/:token', async () => 'seen')
  for (const text of hostile) {
    const headers = {
      'user-agent': encodeURI(text),
      'x-forwarded-for': '203.0.113.7',
      cookie: 'rekey-session=secret',
      host: 'reset.acme.example',
    }
    await app.inject({ method: 'GET', url: `/not-me/${encodeURIComponent(text.slice(0, 60))}`, headers })
    await app.inject({ method: 'GET', url: `/${encodeURIComponent(text.slice(0, 60))}?q=secret`, headers })
  }
  await app.close()
  const lines = written.trimEnd().split('\n')
  expect(lines).toHaveLength(hostile.length * 2)
  expect(lines.map((line) => (JSON.parse(line) as { bytes: number }).bytes > 0)).not.toContain(false)
  for (const line of lines) {
    const { time, reqId, ...event } = JSON.parse(line) as Record<string, unknown>
    expect(Object.keys(event).sort()).toEqual([
      'bytes',
      'hostname',
      'level',
      'method',
      'milliseconds',
      'msg',
      'organisation',
      'pid',
      'reference',
      'route',
      'status',
    ])
    expect([event['reference'], event['organisation']]).toEqual(['RK-0000-0000', acme])
    expect(['/not-me/:token', 'none']).toContain(event['route'])
    expect(line).not.toMatch(/secret|203\.0\.113|forged|gnp|xxxx/)
  }
})
