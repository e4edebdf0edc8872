// CH-09: a help desk sets a one-time password only for a caller who proved, in this call and to this agent, something they registered;
// it is ours, shown once, works for an hour, and has to be changed at once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/storage/database.ts'
import { openMemory } from '../../src/storage/open-memory.ts'
import { apiOf, type CallsApi, signInAs } from '../support/api-client.ts'
import { appCode } from '../support/prove.ts'
import { startTestOrganisation, type TestOrganisation, type TestPerson } from '../support/test-organisation.ts'

let database: Database
let acme: TestOrganisation
let desk: CallsApi
let other: CallsApi

beforeAll(async () => {
  database = await openMemory()
  acme = await startTestOrganisation({ database })
  desk = await agent('desk')
  other = await agent('other')
})
afterAll(() => acme.stop())

async function agent(name: string): Promise<CallsApi> {
  const browser = acme.browser()
  await signInAs(browser, await acme.addPerson(name, { role: 'help-desk-administrator' }))
  return apiOf(browser)
}

const methodsOf = async ({ id }: TestPerson): Promise<{ email: string; app: string }> => {
  const { methods } = (await desk('GET', `/accounts/${id}`)).json
  const idOf = (kind: string) => methods.find((each: { kind: string }) => each.kind === kind)?.id
  return { email: idOf('email'), app: idOf('authenticator-app') }
}
const ask = (person: TestPerson, method: string, api = desk) =>
  api('POST', `/accounts/${person.id}/caller-checks`, { body: { method } })
const answer = (person: TestPerson, check: string, code: string, api = desk) =>
  api('POST', `/accounts/${person.id}/caller-checks/answer`, { body: { check, code } })
const set = (person: TestPerson, check: string, api = desk) =>
  api('POST', `/accounts/${person.id}/one-time-password`, { body: { check, reason: 'She called from her desk' } })

async function provenCheck(person: TestPerson, api = desk): Promise<string> {
  const { app } = await methodsOf(person)
  const { check } = (await ask(person, app, api)).json
  return (await answer(person, check, appCode(person.totpSecret), api)).json.check
}

async function signsIn(person: TestPerson, password: string): Promise<string> {
  const browser = acme.browser()
  await browser.get('/sign-in')
  return (await browser.send('/sign-in', { username: person.username, password })).path
}

const mailsTo = (address: string, since: number) =>
  acme.mail.messages.slice(since).filter(({ envelope }) => envelope.to.includes(address))

describe('a one-time password', () => {
  it('comes after a mailed code that was read out, ends what was open, and has to be changed at once', async () => {
    const ann = await acme.addPerson('ann')
    const open = acme.browser()
    await signInAs(open, ann)
    const since = acme.mail.messages.length
    const { email } = await methodsOf(ann)
    const asked = await ask(ann, email)
    expect(asked.status).toBe(201)
    expect(asked.json).toMatchObject({ kind: 'email', masked: expect.stringContaining('•') })
    const mail = await acme.mail.waitFor(
      (each) =>
        acme.mail.messages.indexOf(each) >= since &&
        each.envelope.to.includes(ann.mail) &&
        /\d{4} \d{4}/.test(each.text),
    )
    expect(mail.text).toContain('Read this code to the help desk')
    const [code = ''] = /\d{4} \d{4}/.exec(mail.text) ?? []
    const answered = (await answer(ann, asked.json.check, code)).json
    expect(answered).toMatchObject({ right: true, provenUntil: expect.any(String) })
    const given = await set(ann, answered.check)
    expect(given.status).toBe(201)
    const { password } = given.json
    expect(password).toMatch(/^[a-z]+(?:-[a-z]+)+-\d{4}$/)

    expect(await signsIn(ann, ann.password), 'the old one is dead').toBe('/sign-in')
    await open.get('/')
    expect(open.page().path, 'and so is her session').toContain('/sign-in')
    expect(await signsIn(ann, password)).toBe('/change-password')
    const told = await acme.mail.waitFor(
      (each) =>
        acme.mail.messages.indexOf(each) >= since &&
        each.envelope.to.includes(ann.mail) &&
        each.text.includes('one-time password'),
    )
    expect(told.text).not.toContain(password)
    const kept = JSON.stringify(await desk('GET', `/accounts/${ann.id}/events`))
    expect(kept).toContain('one-time-password')
    expect(kept).not.toContain(password)
    expect((await set(ann, answered.check)).json.code, 'one proof sets one').toBe('not-possible')
  })

  it('is dead after the hour, like a wrong one', async () => {
    const bea = await acme.addPerson('bea')
    const { password } = (await set(bea, await provenCheck(bea))).json
    await database.script(
      `update built_in_accounts set password_expires_at = now() - interval '1 second' where username = '${bea.username}'`,
    )
    expect(await signsIn(bea, password)).toBe('/sign-in')
  })

  it('is set by personal data alone never, nor with another’s proof, another agent’s, an old one, or a made-up one', async () => {
    const cleo = await acme.addPerson('cleo')
    const dora = await acme.addPerson('dora')
    const cleos = await provenCheck(cleo)
    for (const [what, attempt] of [
      ['nothing', set(cleo, '')],
      ['a made-up check', set(cleo, 'A'.repeat(43))],
      ['the name', set(cleo, cleo.username)],
      ['another’s proof', set(dora, cleos)],
      ['another agent’s', set(cleo, cleos, other)],
    ] as const) {
      expect((await attempt).json.code, what).toBe('not-possible')
    }
    const { app } = await methodsOf(dora)
    const unanswered = (await ask(dora, app)).json.check
    expect((await set(dora, unanswered)).json.code, 'a check that was not answered').toBe('not-possible')
    await database.script(`update account_tokens set expires_at = now() where purpose = 'caller-proven'`)
    expect((await set(cleo, cleos)).json.code, 'an old proof').toBe('not-possible')
    expect(await signsIn(cleo, cleo.password), 'her own password is as it was').toBe('/')
  })

  it('asks three times at most, and wrong answers count as a stranger’s do', async () => {
    const fred = await acme.addPerson('fred')
    const { email } = await methodsOf(fred)
    let { check } = (await ask(fred, email)).json
    const tried: unknown[] = []
    for (let times = 0; times < 3; times += 1) {
      const { json } = await answer(fred, check, '00000000')
      tried.push([json.right, json.triesLeft ?? json.code])
      if (typeof json.check !== 'string') break
      check = json.check
    }
    expect(tried).toEqual([
      [false, 2],
      [false, 1],
      [false, 0],
    ])
    expect((await answer(fred, check, '00000000')).json.code).toBe('not-found')
    const again = (await ask(fred, email)).json
    expect((await answer(fred, again.check, '00000000')).json.code, 'the account waits').toBe('too-many')
    expect((await desk('GET', `/accounts/${fred.id}`)).json.waits).toEqual([
      expect.objectContaining({ what: 'answers', failures: 3 }),
    ])
  })

  it('takes a code of the app once, here or anywhere', async () => {
    const gwen = await acme.addPerson('gwen')
    const { app } = await methodsOf(gwen)
    const code = appCode(gwen.totpSecret)
    const first = (await ask(gwen, app)).json.check
    expect((await answer(gwen, first, code)).json.right).toBe(true)
    const second = (await ask(gwen, app)).json.check
    expect((await answer(gwen, second, code)).json.right).toBe(false)
  })

  it('is refused for administrators, for oneself, for whoever is disabled, by a token, and for a method on hold', async () => {
    const uma = await acme.addPerson('uma', { role: 'user-administrator' })
    const away = await acme.addPerson('away', { disabled: true })
    const held = await acme.addPerson('held')
    const any = '7d3f3c1e-0000-4000-8000-00000000ffff'
    expect((await ask(uma, any)).json).toMatchObject({
      code: 'not-allowed',
      detail: expect.stringContaining('administrator'),
    })
    expect((await set(away, await provenCheck(away))).json.code).toBe('not-possible')
    await database.script(`update methods set held_until = now() + interval '1 day' where account_id = '${held.id}'`)
    const { email } = await methodsOf(held)
    const since = acme.mail.messages.length
    expect((await ask(held, email)).json.code).toBe('not-found')
    expect(mailsTo(held.mail, since)).toEqual([])
  })

  it('is given twenty times a day by one agent, and not once more', async () => {
    const ivy = await acme.addPerson('ivy')
    const check = await provenCheck(ivy)
    const acting = (
      await database.run<{ readonly by: string }>({
        name: '',
        text: `select fact ->> 'by' as by from audit_events where fact ->> 'act' = 'one-time-password' limit 1`,
        parameters: [],
      })
    )[0]?.by
    await database.script(
      `insert into audit_events (tenant_id, id, at, fact)
       select '${acme.room.organisation.id}', gen_random_uuid(), now(),
         jsonb_build_object('kind', 'account-helped', 'act', 'one-time-password', 'by', '${acting}', 'why', 'x')
       from generate_series(1, 20)`,
    )
    expect((await set(ivy, check)).json.code).toBe('too-many')
    expect(await signsIn(ivy, ivy.password)).toBe('/')
  })
})
