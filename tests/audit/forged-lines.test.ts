// DL-06: whatever somebody calls themselves, their browser or their reason: one event is one line, and no line is theirs.
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import fastify, { type FastifyBaseLogger, LogController } from 'fastify'
import { describe, expect, it } from 'vitest'
import { type ExportedEvent, eventLines } from '../../src/contract/event-line.ts'
import { canBeLogged } from '../../src/core/audit/reason.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { logRequests } from '../../src/web/middleware/request-log/request-log.ts'
import { hostileText, longestQuoted, megabytes, mischief, shortHostileText, wellFormed } from './hostile-text.ts'

const acme = '7b0c6a52-3f1e-4a86-9d55-0b6f2c9e8d14'

/** A log as the program writes it, into memory; `taken` empties it. */
function logInMemory() {
  let written = ''
  const log = createLog('debug', {
    write: (line: string) => {
      written += line
    },
  })
  const taken = () => {
    const lines = written
    written = ''
    return lines
  }
  return { log, taken }
}

function expectOneLine(written: string): Record<string, unknown> {
  expect(written.endsWith('\n')).toBe(true)
  const line = written.slice(0, -1)
  expect(mischief.test(line)).toBe(false)
  expect(longestQuoted(line)).toBeLessThanOrEqual(1_024)
  return JSON.parse(line) as Record<string, unknown>
}

describe('DL-06: the log', () => {
  const { log, taken } = logInMemory()

  it('has one line for an event, whatever its fields say, and no field of more than 1 KB', () => {
    fc.assert(
      fc.property(hostileText, shortHostileText, (name, reason) => {
        log.warn({ name, below: { list: [reason, 7] } }, reason)
        const { time, level, name: kept, below, ...rest } = expectOneLine(taken())
        expect(level).toBe(40)
        expect(Object.keys(rest)).toEqual(['msg'])
        expect(String(kept).slice(0, 80)).toBe(name.slice(0, Math.min(80, String(kept).length)))
        expect((below as { list: unknown[] }).list[1]).toBe(7)
      }),
      { numRuns: 2_000 },
    )
  })

  it('has the kind, the message and the frames of an error, and none of what hangs on it', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const error = Object.assign(new TypeError(text), {
          detail: 'Key (mail)=(tim@home.example)',
          parameters: [text],
        })
        log.error({ err: error }, 'request failed')
        const { err, msg } = expectOneLine(taken()) as { err: Record<string, unknown>; msg: string }
        expect(msg).toBe('request failed')
        expect(Object.keys(err)).toEqual(['type', 'message', 'stack'])
        expect(err['type']).toBe('TypeError')
        expect((err['stack'] as string[])[0]).toMatch(/^at .*forged-lines\.test\.ts/)
      }),
      { numRuns: 500 },
    )
  })

  it('keeps what is short enough as it was, and cuts what is not where a character ends', () => {
    log.info({ short: '電'.repeat(341), long: '電'.repeat(342) }, 'x')
    const { short, long } = expectOneLine(taken())
    expect([short, long]).toEqual(['電'.repeat(341), `${'電'.repeat(340)}…`])
  })

  it('has for a request its route, its status and its reference, and no word of the visitor’s', async () => {
    const app = fastify({
      loggerInstance: log as FastifyBaseLogger,
      logController: new LogController({ disableRequestLogging: true }),
      genReqId: () => 'RK-0000-0000',
    })
    logRequests(app, (host) => (host === 'reset.acme.example' ? acme : null))
    app.get('/not-me/:token', async () => 'seen')
    await fc.assert(
      fc.asyncProperty(hostileText, fc.boolean(), async (text, known) => {
        const said = encodeURIComponent(wellFormed(text.slice(0, 60)))
        await app.inject({
          method: 'GET',
          url: known ? `/not-me/${said}` : `/secret/${said}?q=secret`,
          headers: {
            'user-agent': text.slice(0, 16_384).replace(/[^\t\x20-\x7e\x80-\xff]/gu, '?'),
            'x-forwarded-for': '203.0.113.7',
            cookie: 'rekey-session=secret',
            host: 'reset.acme.example',
          },
        })
        const line = taken()
        const { time, milliseconds, bytes, ...event } = expectOneLine(line)
        expect(event).toEqual({
          level: 30,
          reqId: 'RK-0000-0000',
          reference: 'RK-0000-0000',
          organisation: acme,
          method: 'GET',
          route: known ? '/not-me/:token' : 'none',
          status: known ? 200 : 404,
          msg: 'request',
        })
        expect(line).not.toMatch(/secret|203\.0\.113|forged|gnp|HYPERLINK/)
      }),
      { numRuns: 1_000 },
    )
    await app.close()
  })
})

describe('DL-06: an exported fact', () => {
  const event = fc.record({
    at: fc.constant('2026-11-27T05:00:00.000Z'),
    kind: fc.constant('account-helped'),
    username: shortHostileText,
    account: fc.constant(acme),
    reference: fc.constant('RK-7F3K-92QD'),
    journey: fc.constant(null),
    sequence: fc.nat(),
    details: fc.record({ why: shortHostileText, changes: fc.array(shortHostileText, { maxLength: 2 }) }),
  })

  const columns = eventLines.csv.head.trimEnd().split(',')

  function expectOneFact(said: ExportedEvent): void {
    const json = eventLines.jsonl.line(said)
    expect(mischief.test(json.slice(0, -1))).toBe(false)
    expect(JSON.parse(json)).toEqual(said)
    const csv = eventLines.csv.line(said)
    expect(mischief.test(csv.slice(0, -2))).toBe(false)
    const rows = parse(csv, { max_record_size: 0 }) as string[][]
    expect(rows).toHaveLength(1)
    expect(rows[0]).toHaveLength(columns.length)
    expect(rows[0]?.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
  }

  it('is one line in either format, with the cells of its columns and nothing that a spreadsheet runs', () => {
    fc.assert(fc.property(event, expectOneFact), { numRuns: 500 })
  })

  it.each(megabytes)(
    'is one line where a name is a megabyte of %j',
    (mark) => {
      const [said] = fc.sample(event, 1)
      if (said === undefined) throw new Error('a sample of one')
      expectOneFact({ ...said, username: mark.repeat(1_048_576) })
    },
    60_000,
  )

  it('never held a reason of several lines, with marks that turn it round, or of more than 1 KB', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        if (canBeLogged(text)) {
          expect(mischief.test(text)).toBe(false)
          expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1_024)
        }
      }),
      { numRuns: 1_000 },
    )
    expect(canBeLogged('電'.repeat(341))).toBe(true)
    expect(canBeLogged('電'.repeat(342))).toBe(false)
    expect(canBeLogged('She called from her desk, extension 4711.')).toBe(true)
  })
})
