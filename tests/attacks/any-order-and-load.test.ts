// Every address in any order, with anybody's cookies and answers; and more than the machine can do. Whatever comes, no
// password is written without its proofs, nothing ends but the request, and others are still served.
import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { usePostgres } from '../servers/use-postgres.ts'
import { formToken, hiddenField } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
import { burst, formShot } from './support/burst.ts'
import type { Person } from './support/people.ts'
import { type Site, startSite } from './support/site.ts'
import { beginWith, brandNew, codeIn, passwordOf, proveMail, toNewPassword, type Walk } from './support/walk.ts'

describeWith('postgres', 'any order, and too much', () => {
  const databases = usePostgres()
  let site: Site
  /** Half a request each, from before the first test on. */
  let slow: readonly Slow[]
  beforeAll(async () => {
    site = await startSite(databases)
    slow = Array.from({ length: 100 }, () => openSlowly(Number(new URL(site.url).port)))
  })

  const walk = (): Walk => ({ site, browser: site.browser() })

  it('FL-01: no order of requests writes a password before both proofs, with answers of another person, another journey or an older challenge', async () => {
    const [mine, other] = [await site.add(), await site.add()]
    const rival = walk()
    await beginWith(rival, other.username)
    const foreign = hiddenField(rival.browser.page().html, 'challenge')
    const before = [await passwordOf(site, mine), await passwordOf(site, other)]
    const steps = [
      '/reset',
      '/reset/reason',
      'email',
      'app',
      'foreign',
      'stale',
      'mailed elsewhere',
      'password',
      'resend',
      'another-way',
      'more-time',
      'start-over',
      'get',
    ] as const
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...steps), { minLength: 3, maxLength: 12 }), async (order) => {
        const { browser } = walk()
        await browser.get('/reset')
        let stale = foreign
        for (const step of order) {
          const { html } = browser.page()
          const challenge = hiddenField(html, 'challenge') || stale
          if (step === 'get') await browser.get('/reset/new-password')
          else await browser.send(...requestOf(step, challenge, stale))
          stale = challenge
          if (formToken(browser.page().html) === '') await browser.get('/reset')
          expect(browser.page().status).toBeLessThan(500)
        }
      }),
      { numRuns: 60 },
    )
    expect([await passwordOf(site, mine), await passwordOf(site, other)]).toEqual(before)
    const early = await site.sql(
      "select 1 from audit_events where fact ->> 'kind' in ('proof-passed', 'password-reset')",
    )
    expect(early).toEqual([])

    /** Mine is the only app code that is right, and no mailed code is: one proof of two at most. */
    function requestOf(
      step: (typeof steps)[number],
      challenge: string,
      stale: string,
    ): [string, Record<string, string>] {
      switch (step) {
        case '/reset':
          return ['/reset', { username: mine.username }]
        case '/reset/reason':
          return ['/reset/reason', { choice: 'reset' }]
        case 'email':
          return ['/reset/proof', { method: 'email' }]
        case 'app':
          return ['/reset/proof', { method: 'authenticator-app' }]
        case 'foreign':
          return ['/reset/proof', { challenge: foreign, code: other.code() }]
        case 'stale':
          return ['/reset/proof', { challenge: stale, code: other.code() }]
        case 'mailed elsewhere':
          return ['/reset/proof', { challenge, code: mailedTo(other) }]
        case 'password':
          return ['/reset/new-password', { 'new-password': brandNew, again: brandNew }]
        case 'resend':
        case 'another-way':
        case 'more-time':
        case 'start-over':
          return ['/reset/proof', { do: step }]
        case 'get':
          return ['/reset', {}]
      }
    }
  })

  it('FL-01: with one proof of two, no address takes the next step', async () => {
    const person = await site.add()
    const one = walk()
    await proveMail(one, person)
    for (const path of [
      '/reset/new-password',
      '/reset/wait',
      '/reset/proof',
      '/reset/reason',
      '/reset/done',
      '/reset/ended',
      '/change-password',
    ]) {
      for (const fields of [
        { 'new-password': brandNew, again: brandNew },
        { do: 'again' },
        { do: 'check' },
        { choice: 'reset' },
        { choice: 'unlock' },
      ]) {
        await one.browser.get('/reset/proof')
        await one.browser.send(path, fields)
      }
    }
    expect((await passwordOf(site, person)).resets).toBe(0)
    expect((await one.browser.get('/reset/done')).path).toBe('/reset/proof')
  })

  it('RS-02: a flood of sign-ins takes its share and no more: the rest are told when to come back, pages go on, memory stays', async () => {
    const person = await site.add()
    const one = walk()
    await toNewPassword(one, person)
    const { browser } = walk()
    await browser.get('/sign-in')
    const before = memoryOf(site.pids[0] ?? 0)
    // Six times what may wait: a machine that hashes many while the burst still arrives turns enough of them away.
    const shots = Array.from({ length: 300 }, (_, n) => {
      const shot = formShot(site.url, browser, '/sign-in', { username: `nobody${n}`, password: 'not the password' })
      return { ...shot, text: shot.text.replace('11.255.0.1', `12.${n >> 8}.${n & 255}.1`) }
    })
    const flood = burst(shots)
    expect((await walk().browser.raw('GET', '/healthz')).status).toBe(200)
    // The last step of a reset has places of its own in the queue.
    const { path } = await one.browser.send('/reset/new-password', { 'new-password': brandNew, again: brandNew })
    expect(path).toBe('/reset/done')
    const answers = await flood
    expect([...new Set(answers.map((each) => each.status))].filter((each) => each !== 422 && each !== 503)).toEqual([])
    const busy = answers.filter((each) => each.status === 503)
    expect(busy.length).toBeGreaterThan(50)
    for (const each of busy) expect(Number(each.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(memoryOf(site.pids[0] ?? 0) - before).toBeLessThan(250)
  })

  it('RS-07: 400 requests of any kind, some cut off in the middle, end no process and are no fault', async () => {
    const { port, host } = new URL(site.url)
    const methods = fc.constantFrom('GET', 'POST', 'PUT', 'HEAD', 'OPTIONS', 'DELETE', 'TRACE', 'PROPFIND', 'get')
    const paths = fc.oneof(
      fc.constantFrom(
        '/',
        '/reset',
        '/reset/proof',
        '/sign-in',
        '/not-me',
        '/assets/x',
        '/demo',
        '/api/v1',
        '/admin',
        '*',
      ),
      fc.webPath().map((path) => `/${path}`),
      fc.webQueryParameters().map((query) => `/reset?${query}`),
    )
    const header = fc.tuple(
      fc.constantFrom(
        'cookie',
        'accept-language',
        'origin',
        'content-type',
        'transfer-encoding',
        'range',
        'if-none-match',
      ),
      fc.string({ maxLength: 40 }).map((text) => text.replaceAll(/[^\x20-\x7e]/g, '')),
    )
    await fc.assert(
      fc.asyncProperty(
        methods,
        paths,
        fc.array(header, { maxLength: 3 }),
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.boolean(),
        async (method, path, headers, body, cut) => {
          const lines = [
            `${method} ${path} HTTP/1.1`,
            `host: ${host}`,
            'connection: close',
            ...headers.map((each) => each.join(': ')),
            `content-length: ${Buffer.byteLength(body)}`,
            '',
            body,
          ]
          const text = lines.join('\r\n')
          if (cut) await cutOff(Number(port), text.slice(0, Math.ceil(text.length / 2)))
          else
            for (const { status } of await burst([{ port: Number(port), text }]))
              expect(status).toSatisfy((code: number) => code < 500 || code === 501 || code === 505)
        },
      ),
      { numRuns: 400 },
    )
    expect((await walk().browser.raw('GET', '/readyz')).status).toBe(200)
    expect(site.printed()).not.toMatch(/"level":(50|60)|unhandled|ERR_/i)
  })

  it('RS-04: a hundred clients that never end their request are cut off, and nobody waited for them', async () => {
    expect((await walk().browser.get('/reset')).status).toBe(200)
    const late = await Promise.all(slow.map((each) => each.closed))
    expect(Math.max(...late)).toBeLessThan(20_000)
  })

  const mailedTo = (person: Person): string =>
    site.mail.messages.flatMap((each) =>
      each.envelope.to.includes(person.mail) ? (codeIn(each.text) ?? []) : [],
    )[0] ?? '0'
})

interface Slow {
  readonly socket: Socket
  /** Milliseconds until the server ended it. */
  readonly closed: Promise<number>
}

function openSlowly(port: number): Slow {
  const socket = connect(port, '127.0.0.1')
  const begun = performance.now()
  socket.write('GET /reset HTTP/1.1\r\nhost: ')
  socket.on('error', () => undefined)
  socket.resume()
  return { socket, closed: new Promise((resolve) => socket.on('close', () => resolve(performance.now() - begun))) }
}

function cutOff(port: number, text: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1', () => socket.resetAndDestroy()))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve())
  })
}

/** Resident memory of a process, in MB. */
const memoryOf = (pid: number): number => {
  const [, pages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')
  return (Number(pages) * 4096) / 1e6
}
