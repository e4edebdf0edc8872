// The last step: taken many times at once it happens once, and what it leaves behind is a new password and nothing more.
import { beforeAll, expect, it } from 'vitest'
import { usePostgres } from '../servers/use-postgres.ts'
import { describeWith } from '../support/required-servers.ts'
import { burst, formShot } from './support/burst.ts'
import type { Person } from './support/people.ts'
import { type Site, startSite } from './support/site.ts'
import { begin, brandNew, offer, passwordOf, proveMail, signIn, toNewPassword, type Walk } from './support/walk.ts'

describeWith('postgres', 'the last step of a reset', () => {
  const databases = usePostgres()
  let site: Site
  beforeAll(async () => {
    site = await startSite(databases, { processes: 2 })
  })

  const walk = (at = 0): Walk => ({ site, browser: site.browser({ at }) })

  it('FL-07: of 50 final submits with 50 passwords, over two processes, one is written and told of, and nobody sees a failure', async () => {
    const person = await site.add()
    const one = walk()
    await toNewPassword(one, person)
    const before = await passwordOf(site, person)
    const shots = Array.from({ length: 50 }, (_, n) => {
      const password = `brisk orchard lamp number ${n + 100}`
      const fields = { 'new-password': password, again: password }
      return formShot(site.urls[n % 2] ?? '', one.browser, '/reset/new-password', fields)
    })
    const answers = await burst(shots)

    const after = await passwordOf(site, person)
    expect(after.hash).not.toBe(before.hash)
    expect(after.resets).toBe(1)
    // Whoever found no room to hash is told to come back, with nothing burned; all others are led to where the journey is.
    const led = answers.filter((each) => each.status !== 503)
    expect(led.map((each) => `${each.status} ${each.headers.get('location')}`)).toEqual(
      led.map(() => '303 /reset/done'),
    )
    expect(led.length).toBeGreaterThan(0)
    expect(await noticesTo(person)).toEqual([person.mail, person.username].sort())

    await offer(one, 'another lamp in the orchard')
    expect(one.browser.page().path).toBe('/reset/done')
    expect(await passwordOf(site, person)).toEqual(after)
  })

  it('FL-11: the cookie of a finished reset opens nothing else, and no method has changed', async () => {
    const person = await site.add()
    const methods = () =>
      site.sql('select id, kind, sealed, proven_at, held_until from methods where account_id = $1 order by id', [
        person.id,
      ])
    const before = await methods()
    const one = walk()
    await toNewPassword(one, person)
    await offer(one, brandNew)
    for (const path of ['/', '/change-password', '/admin', '/api/v1', '/security-info']) {
      const { status, headers } = await one.browser.raw('GET', path)
      expect([path, status, headers['location'] ?? null]).toEqual(
        status === 404 ? [path, 404, null] : [path, 303, path === '/' ? '/sign-in' : `/sign-in?then=${path.slice(1)}`],
      )
    }
    const journey = one.browser.cookies.get('rekey-journey') ?? ''
    one.browser.cookies.set('rekey-session', journey)
    expect((await one.browser.raw('GET', '/')).headers['location']).toBe('/sign-in?because=session-ended')
    expect(await methods()).toEqual(before)
    expect((await signIn(walk(), person, person.password)).status).toBe(422)
    expect((await signIn(walk(), person, brandNew)).path).toBe('/')
  })

  it('SE-09: a reset ends every session, every other journey and every code on its way, in both processes', async () => {
    const person = await site.add()
    const sessions = [walk(0), walk(0), walk(1), walk(1)]
    for (const each of sessions) {
      await signIn(each, person, person.password)
      expect(each.browser.page().path).toBe('/')
    }
    const rival = walk(1)
    await proveMail(rival, person)
    const late = walk(0)
    await begin(late, person.username)
    const one = walk()
    await toNewPassword(one, person)
    await offer(one, brandNew)
    for (const each of sessions) {
      expect((await each.browser.raw('GET', '/')).headers['location']).toBe('/sign-in?because=session-ended')
    }
    await rival.browser.send('/reset/proof', { method: 'authenticator-app' })
    expect((await rival.browser.get('/reset/proof')).path).toBe('/reset/ended')
    expect((await late.browser.get('/reset/proof')).path).toBe('/reset/ended')
    expect((await passwordOf(site, person)).resets).toBe(1)
  })

  async function noticesTo(person: Person): Promise<string[]> {
    const found = () =>
      site.mail.messages.filter((each) => each.subject.includes('password') && isFor(each.envelope.to, person))
    await Promise.all(
      [person.mail, person.username].map((address) =>
        site.mail.waitFor((each) => each.envelope.to.includes(address) && /not-me/.test(each.text)),
      ),
    )
    return found()
      .filter((each) => /not-me/.test(each.text))
      .flatMap((each) => [...each.envelope.to])
      .sort()
  }
})

const isFor = (to: readonly string[], { mail, username }: Person): boolean => to.includes(mail) || to.includes(username)
