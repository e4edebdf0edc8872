// Codes, links and identifiers as an attacker would use them: twice, changed, swapped, somebody else's, or half made.
import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it, vi } from 'vitest'
import { usePostgres } from '../servers/use-postgres.ts'
import { hiddenField, referenceOn } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
import { burst, formShot } from './support/burst.ts'
import { comparisonsOf, isProven } from './support/comparisons.ts'
import type { Person } from './support/people.ts'
import { type Site, startSite } from './support/site.ts'
import {
  answer,
  beginWith,
  brandNew,
  failuresOf,
  journeyOf,
  mailedCode,
  offer,
  passwordOf,
  proveMail,
  toNewPassword,
  type Walk,
} from './support/walk.ts'

describeWith('postgres', 'codes and links', () => {
  const databases = usePostgres()
  let site: Site
  beforeAll(async () => {
    site = await startSite(databases, { processes: 2 })
  })

  const walk = (at = 0): Walk => ({ site, browser: site.browser({ at }) })

  it('CG-10: of 50 uses of one authenticator code at one moment, in two journeys over two processes, one proves', async () => {
    const person = await site.add()
    const journeys = [walk(), walk()]
    for (const each of journeys) await beginWith(each, person.username, 'authenticator-app')
    const code = person.code()
    const shots = Array.from({ length: 50 }, (_, n) => {
      const { browser } = journeys[n % 2] ?? walk()
      const challenge = hiddenField(browser.page().html, 'challenge')
      return formShot(site.urls[Math.floor(n / 2) % 2] ?? '', browser, '/reset/proof', { challenge, code })
    })
    await burst(shots)
    expect((await comparisonsOf(site, person)).passed).toBe(1)
    const [{ proofs } = { proofs: 0 }] = await site.sql<{ proofs: number }>(
      "select sum(jsonb_array_length(state -> 'proofs'))::integer as proofs from journeys where account_id = $1",
      [person.id],
    )
    expect(proofs).toBe(1)
  })

  it.each([
    [-3, false],
    [-2, false],
    [-1, true],
    [0, true],
    [1, true],
    [2, false],
    [3, false],
  ])('CG-10: a code of the step %i away is accepted: %s, whatever time the client claims', async (drift, accepted) => {
    const person = await site.add()
    const one = walk()
    await beginWith(one, person.username, 'authenticator-app')
    // Far enough from the next step that the answer arrives in this one.
    await vi.waitFor(() => expect(Date.now() % 30_000).toBeLessThan(25_000), { timeout: 6_000, interval: 100 })
    const challenge = hiddenField(one.browser.page().html, 'challenge')
    const body = formShot(site.url, one.browser, '', { challenge, code: person.code(drift) })
      .text.split('\r\n')
      .at(-1)
    const headers = { date: new Date(Date.now() + drift * 30_000).toUTCString() }
    await one.browser.raw('POST', '/reset/proof', { body: body ?? '', headers })
    expect((await comparisonsOf(site, person)).passed).toBe(accepted ? 1 : 0)
  })

  it('CG-11: a "this was not me" link works as it is and only once, and 300 changed ones do nothing', async () => {
    const person = await site.add()
    const token = await disowningToken(person)
    const frozen = async () =>
      (await site.sql<{ at: Date | null }>('select frozen_at as at from accounts where id = $1', [person.id]))[0]?.at

    const { browser } = walk()
    for (const changed of changedTokens(token, 300)) {
      browser.cookies.set('rekey-not-me', changed)
      const { html } = await browser.get('/not-me')
      if (html.includes('Was this you') || /<form[^>]*action="\/not-me"/.test(html)) expect(changed).toBe('refused')
    }
    await browser.send('/not-me', referenceOn(browser))
    expect(await frozen()).toBeNull()

    // Swapped for another purpose it opens nothing either.
    for (const name of ['rekey-journey', 'rekey-session', 'rekey-browser']) browser.cookies.set(name, token)
    expect((await browser.raw('GET', '/')).headers['location']).toBe('/sign-in?because=session-ended')
    expect((await browser.raw('GET', '/reset/new-password')).headers['location']).toBe('/reset')

    browser.cookies.set('rekey-not-me', token)
    await browser.get('/not-me')
    await burst(
      Array.from({ length: 20 }, (_, n) => formShot(site.urls[n % 2] ?? '', browser, '/not-me', referenceOn(browser))),
    )
    expect(await frozen()).not.toBeNull()
    const facts = await site.sql(
      "select 1 from audit_events e join subjects s on s.id = e.subject where s.account_id = $1 and fact ->> 'kind' = 'account-frozen'",
      [person.id],
    )
    expect(facts).toHaveLength(1)
  })

  it('FL-12: looking at a link twenty times changes nothing, and it still works', async () => {
    const person = await site.add()
    const token = await disowningToken(person)
    const before = await newestWrite()
    for (let n = 0; n < 10; n += 1) {
      const scanner = walk(n % 2).browser
      await scanner.raw('HEAD', `/not-me/${token}`)
      await scanner.get(`/not-me/${token}`)
      expect(scanner.page().path).toBe('/not-me')
    }
    expect(await newestWrite()).toEqual(before)
    const { browser } = walk()
    await browser.get(`/not-me/${token}`)
    await browser.send('/not-me', referenceOn(browser))
    expect(await newestWrite()).not.toEqual(before)
  })

  it('FL-02: switching, going back, resending and late answers carry no proof over', async () => {
    const person = await site.add()
    const one = walk()
    await beginWith(one, person.username)
    const mail = hiddenField(one.browser.page().html, 'challenge')
    const code = await mailedCode(one, person)
    await one.browser.send('/reset/proof', { do: 'another-way' })
    await one.browser.send('/reset/proof', { challenge: mail, code })
    expect(await isProven(one)).toBe(false)
    await one.browser.send('/reset/proof', { method: 'authenticator-app' })
    const app = hiddenField(one.browser.page().html, 'challenge')
    for (const [challenge, answer] of [
      [mail, code],
      [app, code],
      [mail, person.code()],
      [randomUUID(), person.code()],
    ] as const) {
      await one.browser.send('/reset/proof', { challenge, code: answer })
      expect(await isProven(one)).toBe(false)
    }
    await offer(one, brandNew)
    expect((await passwordOf(site, person)).resets).toBe(0)
  })

  it("FL-05: nobody's number, name, code or cookie leads from one journey to another's account", async () => {
    const [mine, other] = [await site.add(), await site.add()]
    const victim = walk()
    await beginWith(victim, other.username)
    const theirs = {
      challenge: hiddenField(victim.browser.page().html, 'challenge'),
      code: await mailedCode(victim, other),
    }
    const one = walk()
    await proveMail(one, mine)
    await one.browser.send('/reset/proof', { method: 'authenticator-app' })
    await one.browser.send('/reset/proof', theirs)
    await one.browser.send('/reset/proof', {
      challenge: hiddenField(one.browser.page().html, 'challenge'),
      code: other.code(),
    })
    expect((await journeyOf(one)).proofs).toHaveLength(1)
    await answer(one, mine.code())
    // The name in this form is for password managers; the server reads its own.
    await one.browser.send('/reset/new-password', {
      username: other.username,
      'new-password': brandNew,
      again: brandNew,
    })
    expect((await passwordOf(site, mine)).resets).toBe(1)
    expect((await passwordOf(site, other)).resets).toBe(0)
    expect(await isProven(victim)).toBe(false)

    await one.browser.get('/reset')
    await one.browser.send('/reset', { username: other.username })
    expect((await journeyOf(one)).proofs).toEqual([])
  })

  it('FL-08: what is not made yet has no empty answer', async () => {
    const person = await site.add()
    const one = walk()
    await beginWith(one, person.username)
    const set = (value: string) =>
      site.sql(
        "update journeys set state = jsonb_set(state, '{stage,challenge,issued}', $2::jsonb) where account_id = $1",
        [person.id, value],
      )
    const challenge = hiddenField(one.browser.page().html, 'challenge')
    for (const issued of ['null', `{"method":"${person.methods.email}","address":null,"answer":null,"triesLeft":5}`]) {
      await set(issued)
      for (const code of ['', '00000000', 'null', 'undefined', '[]', '0'])
        await one.browser.send('/reset/proof', { challenge, code })
      expect(await isProven(one)).toBe(false)
    }
    const { browser } = walk()
    for (const empty of ['', 'null', 'undefined', '[]', '%00']) {
      for (const name of ['rekey-journey', 'rekey-session', 'rekey-not-me']) browser.cookies.set(name, empty)
      expect((await browser.get('/reset/proof')).path).toBe('/reset')
      expect((await browser.get('/')).path).toMatch(/^\/sign-in/)
    }
  })

  it('FL-06: whatever is typed, a message has one recipient, and that is an address on file', async () => {
    const person = await site.add()
    const evil = 'evil@attacker.example'
    for (const name of [
      `${person.username},${evil}`,
      `${person.username};${evil}`,
      `${person.username} ${evil}`,
      `${person.username}%0Abcc:${evil}`,
      `"${person.username}" <${evil}>`,
      person.username.replace('p', 'р'), // Cyrillic
      `${person.username}\u0307`,
    ]) {
      await beginWith(walk(), name)
    }
    const one = walk()
    await one.browser.get('/reset')
    for (const extra of ['email', 'to', 'mail', 'recipient', 'username[]']) {
      await one.browser.get('/reset')
      expect((await one.browser.send('/reset', { username: person.username, [extra]: evil })).status).toBe(400)
    }
    await one.browser.get('/reset')
    const twice = formShot(site.url, one.browser, '/reset', { username: person.username }).text.split('\r\n').at(-1)
    const body = `${twice}&username=${encodeURIComponent(evil)}`
    expect((await one.browser.raw('POST', '/reset', { body })).status).toBe(400)
    await toNewPassword(one, person)
    await offer(one, brandNew)
    await mailTo(person, /not-me/)
    for (const { envelope } of site.mail.messages) {
      expect(envelope.to).toHaveLength(1)
      expect(envelope.to[0]).toMatch(/^(mail\.)?person\d+@(home|acme)\.example$/)
    }
    expect(await failuresOf(site, person)).toEqual({ strangers: 0, known: 0 })
  })

  const mailTo = (person: Person, text: RegExp) =>
    site.mail.waitFor((each) => each.envelope.to.includes(person.mail) && text.test(each.text))

  /** From the notice of a reset. */
  async function disowningToken(person: Person): Promise<string> {
    const one = walk()
    await toNewPassword(one, person)
    await offer(one, brandNew)
    const { text } = await mailTo(person, /\/not-me\//)
    return /\/not-me\/([\w-]+)/.exec(text)?.[1] ?? ''
  }

  /** The newest transaction that wrote to any table people's steps write to. */
  const newestWrite = () =>
    site.sql(
      ['accounts', 'methods', 'counters', 'journeys', 'sessions', 'known_browsers', 'not_me_links', 'network_tallies']
        .map(
          (table) =>
            `select '${table}' as name, count(*)::integer as rows, max(xmin::text::bigint) as newest from ${table}`,
        )
        .join(' union all '),
    )
})

/** Cut, lengthened, in other case, with one character exchanged, or another token altogether. */
function changedTokens(token: string, count: number): readonly string[] {
  const changed = Array.from({ length: count }, (_, n) => {
    const at = n % token.length
    const character = token.charAt(at)
    const other = character === 'A' ? 'B' : 'A'
    return [
      token.slice(0, at),
      token.slice(at + 1),
      token + token.slice(0, at + 1),
      token.slice(0, at) + other + token.slice(at + 1),
      token.slice(0, at) +
        (character === character.toUpperCase() ? character.toLowerCase() : character.toUpperCase()) +
        token.slice(at + 1),
    ][n % 5] as string
  })
  return [token.toLowerCase(), token.toUpperCase(), `${token}=`, ...changed].filter((each) => each !== token)
}
