// A method that was added by somebody who was in already: on hold, told of, and taken back.
import { beforeAll, expect, it, vi } from 'vitest'
import { usePostgres } from '../servers/use-postgres.ts'
import { hiddenField } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
import { codeMailedTo, enter, factsOf, methodsOf, registerMail, stepUp } from './support/registering.ts'
import { type Site, startSite } from './support/site.ts'
import { beginWith, type Walk } from './support/walk.ts'

describeWith('postgres', 'holds', () => {
  const databases = usePostgres()
  let site: Site
  beforeAll(async () => {
    site = await startSite(databases, { processes: 2 })
  })
  const walk = (at = 0): Walk => ({ site, browser: site.browser({ at }) })

  /** As time would: what was proven in the person's sessions is so much older now. */
  const age = (id: string, minutes: number) =>
    site.sql(
      `update sessions set state = jsonb_set(state, '{proofs}', (
         select coalesce(jsonb_agg(jsonb_set(p, '{at}', to_jsonb((p ->> 'at')::bigint - $2::bigint))), '[]')
         from jsonb_array_elements(state -> 'proofs') p)) where account_id = $1`,
      [id, minutes * 60_000],
    )

  it('RG-05: what is added later is on hold for 24 hours, and every other address is told with a link that takes it back', async () => {
    const person = await site.add()
    const one = walk()
    await enter(one, person)
    await stepUp(one, person)
    await registerMail(one, 'added@home.example')
    const added = (await methodsOf(site, person)).find(({ held }) => held)
    expect(added).toMatchObject({ kind: 'email', proven: true, held: true })
    const notice = await site.mail.waitFor(
      ({ text, envelope }) => envelope.to.includes(person.mail) && /was added/.test(text),
    )
    await site.mail.waitFor(({ text, envelope }) => envelope.to.includes(person.username) && /was added/.test(text))
    const about = site.mail.messages.filter(({ text }) => /was added/.test(text))
    expect(about.flatMap(({ envelope }) => envelope.to).toSorted()).toEqual([person.mail, person.username].toSorted())

    // It proves nothing yet: not in a reset, not in a step-up.
    const reset = walk()
    await beginWith(reset, person.username)
    await vi.waitFor(async () => {
      expect(
        site.mail.messages.some(({ envelope, text }) => envelope.to.includes(person.mail) && /\d{4} \d{4}/.test(text)),
      ).toBe(true)
    })
    expect(
      site.mail.messages.filter(
        ({ envelope, text }) => envelope.to.includes('added@home.example') && /get further/.test(text),
      ),
    ).toEqual([])
    await age(person.id, 6)
    expect((await one.browser.get('/prove?then=security-info')).html).not.toContain(added?.id)

    const [, token = ''] = /\/not-me\/([\w-]{43})/.exec(notice.text) ?? []
    const elsewhere = walk(1)
    await elsewhere.browser.get(`/not-me/${token}`)
    expect(await methodsOf(site, person), 'looking changes nothing').toHaveLength(3)
    const reference = hiddenField(elsewhere.browser.page().html, 'reference')
    await elsewhere.browser.send('/not-me', { reference })
    expect((await methodsOf(site, person)).map(({ id }) => id)).toEqual(
      expect.arrayContaining([person.methods.email, person.methods.app]),
    )
    expect(await methodsOf(site, person)).toHaveLength(2)
    expect(await factsOf(site, person, 'method-changes-undone')).toHaveLength(1)
    expect((await one.browser.get('/')).path, 'the session that added it is over').toMatch(/^\/sign-in/)
  })

  it('RG-05: taking it back also brings back what was removed', async () => {
    const person = await site.add()
    const thief = walk()
    await enter(thief, person)
    await stepUp(thief, person)
    await thief.browser.send('/security-info/remove', { method: person.methods.email, anyway: 'yes' })
    expect(await methodsOf(site, person)).toHaveLength(1)
    const notice = await site.mail.waitFor(
      ({ text, envelope }) => envelope.to.includes(person.mail) && /was removed/.test(text),
    )
    const [, token = ''] = /\/not-me\/([\w-]{43})/.exec(notice.text) ?? []
    const owner = walk(1)
    await owner.browser.get(`/not-me/${token}`)
    await owner.browser.send('/not-me', { reference: hiddenField(owner.browser.page().html, 'reference') })
    expect((await methodsOf(site, person)).map(({ id }) => id).toSorted()).toEqual(
      [person.methods.email, person.methods.app].toSorted(),
    )
  })

  it('RG-05: two fresh proofs of different kinds spare the hold, since they would reset the password anyway', async () => {
    const person = await site.add()
    const one = walk()
    await enter(one, person)
    await stepUp(one, person)
    await one.browser.get('/prove?then=change-password')
    await one.browser.send('/prove?then=security-info', { method: person.methods.email })
    const challenge = hiddenField(one.browser.page().html, 'challenge')
    await one.browser.send('/prove?then=security-info', { challenge, code: await codeMailedTo(site, person.mail) })
    await one.browser.get('/security-info/add?kind=email')
    await registerMail(one, 'both@home.example')
    expect(await methodsOf(site, person)).toHaveLength(3)
    expect((await methodsOf(site, person)).some(({ held }) => held)).toBe(false)
  })
})
