// Registration as an attacker would use it: with a stolen session, a phished password, somebody else's address, a race.
import { beforeAll, expect, it } from 'vitest'
import { usePostgres } from '../servers/use-postgres.ts'
import { hiddenField } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
import { burst, formShot } from './support/burst.ts'
import {
  bringCode,
  codeMailedTo,
  enter,
  factsOf,
  methodsOf,
  offerMail,
  registerApp,
  registerMail,
  stepUp,
} from './support/registering.ts'
import { type Site, startSite } from './support/site.ts'
import { brandNew, offer, passwordOf, proveMail, type Walk } from './support/walk.ts'

describeWith('postgres', 'registration', () => {
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

  it('RG-01: a stolen session changes nothing: every write asks for a proof of at most five minutes', async () => {
    const person = await site.add()
    const owner = walk()
    await enter(owner, person)
    const thief = walk()
    thief.browser.cookies.set('rekey-session', owner.browser.cookies.get('rekey-session') ?? '')
    await thief.browser.get('/')
    const before = await methodsOf(site, person)
    const writes: readonly [string, Record<string, string>][] = [
      ['/security-info/add', { kind: 'email', address: 'thief@evil.example' }],
      ['/security-info/add', { kind: 'authenticator-app' }],
      ['/security-info/add', { kind: 'authenticator-app', replaces: person.methods.app }],
      ['/security-info/remove', { method: person.methods.app, anyway: 'yes' }],
      ['/security-info/rename', { method: person.methods.app, name: 'mine' }],
      ['/security-info', { method: person.methods.email, do: 'default' }],
    ]
    for (const [path, fields] of writes) {
      expect((await thief.browser.send(path, fields)).path, path).toMatch(/^\/prove/)
    }
    expect(await methodsOf(site, person)).toEqual(before)
    expect((await thief.browser.get('/security-info')).path, 'nothing is shown either').toMatch(/^\/prove/)

    await stepUp(owner, person)
    await age(person.id, 5)
    await owner.browser.get('/')
    for (const [path, fields] of writes) {
      expect((await owner.browser.send(path, fields)).path, `five minutes later: ${path}`).toMatch(/^\/prove/)
    }
    expect(await methodsOf(site, person)).toEqual(before)
    expect(site.mail.messages.filter(({ envelope }) => envelope.to.includes('thief@evil.example'))).toEqual([])
  })

  it('RG-01: with a fresh proof the same writes go through, so that the test above refuses for its reason', async () => {
    const person = await site.add()
    const one = walk()
    await enter(one, person)
    await stepUp(one, person)
    await one.browser.send('/security-info/rename', { method: person.methods.app, name: 'My phone' })
    await one.browser.send('/security-info', { method: person.methods.app, do: 'default' })
    expect(await factsOf(site, person, 'method-renamed')).toHaveLength(1)
    expect(await factsOf(site, person, 'default-method-chosen')).toHaveLength(1)
  })

  it('RG-01: the session gets a new identifier with the proof, and the one before is dead', async () => {
    const person = await site.add()
    const one = walk()
    await enter(one, person)
    const before = one.browser.cookies.get('rekey-session') ?? ''
    await stepUp(one, person)
    const thief = walk()
    thief.browser.cookies.set('rekey-session', before)
    expect((await thief.browser.get('/')).path).toMatch(/^\/sign-in/)
    expect(one.browser.cookies.get('rekey-session')).not.toBe(before)
  })

  it('RG-02: forged posts from elsewhere change nothing, over every unsafe route and eight vectors', async () => {
    const person = await site.add()
    const one = walk()
    await enter(one, person)
    await stepUp(one, person)
    const before = await methodsOf(site, person)
    const token = hiddenField((await one.browser.get('/security-info/add?kind=email')).html, '_csrf')
    const bodies = {
      '/security-info/add': `kind=email&address=thief%40evil.example`,
      '/security-info': `method=${person.methods.app}&do=default`,
      '/security-info/remove': `method=${person.methods.app}&anyway=yes`,
      '/security-info/rename': `method=${person.methods.app}&name=mine`,
      '/security-info/code': 'do=resend',
      '/prove': `method=${person.methods.email}`,
      '/register': 'do=skip',
      '/sessions': `session=${person.methods.app}`,
      '/set-up': '',
      '/sign-out': 'do=everywhere',
    }
    const evil = { origin: 'https://evil.example' }
    const vectors: readonly (readonly [Record<string, string>, (body: string) => string])[] = [
      [{ 'sec-fetch-site': 'cross-site', ...evil }, (body) => `${body}&_csrf=${encodeURIComponent(token)}`],
      [{ 'sec-fetch-site': 'same-site', ...evil }, (body) => `${body}&_csrf=${encodeURIComponent(token)}`],
      [{ 'sec-fetch-site': 'none' }, (body) => `${body}&_csrf=${encodeURIComponent(token)}`],
      [{ 'sec-fetch-site': '', origin: 'null' }, (body) => `${body}&_csrf=${encodeURIComponent(token)}`],
      [{}, (body) => body],
      [{}, (body) => `${body}&_csrf=`],
      [{}, (body) => `${body}&_csrf=${'A'.repeat(43)}`],
      [{ 'content-type': 'text/plain' }, (body) => `{"${body}":"_csrf=${token}"}`],
    ]
    for (const [path, body] of Object.entries(bodies)) {
      for (const [headers, make] of vectors) {
        const { status } = await one.browser.raw('POST', path, { body: make(body), headers })
        expect([400, 403, 415], `${path} ${JSON.stringify(headers)}`).toContain(status)
      }
    }
    expect(await methodsOf(site, person)).toEqual(before)
    expect((await one.browser.get('/security-info')).path).toBe('/security-info')
  })

  it('RG-03: an address counts after its own code alone, whatever the form claims', async () => {
    const person = await site.add({ methods: [] })
    const one = walk()
    await enter(one, person)
    for (const more of [{ verified: 'true' }, { provenAt: '1' }, { source: 'imported' }]) {
      expect((await offerMail(one, 'a@home.example', more)).status).toBe(400)
    }
    await offerMail(one, 'first@home.example')
    const first = await codeMailedTo(site, 'first@home.example')
    await one.browser.get('/register')
    await offerMail(one, 'second@home.example')
    await codeMailedTo(site, 'second@home.example')
    await bringCode(one, first)
    expect(await methodsOf(site, person), 'the code of another address').toEqual([])
    await bringCode(one, await codeMailedTo(site, 'second@home.example'))
    expect(await methodsOf(site, person)).toMatchObject([{ kind: 'email', source: 'self', proven: true }])
  })

  it('RG-04: of a hundred races between a code and a change of the address, none confirms what got no code', async () => {
    for (let round = 0; round < 100; round += 1) {
      const person = await site.add({ methods: [] })
      const one = walk()
      await enter(one, person)
      const [old, next] = [`old${round}@home.example`, `new${round}@home.example`]
      await offerMail(one, old)
      const code = await codeMailedTo(site, old)
      const challenge = hiddenField(one.browser.page().html, 'challenge')
      await burst([
        formShot(site.urls[0] ?? '', one.browser, '/security-info/code', { challenge, code }),
        formShot(site.urls[1] ?? '', one.browser, '/security-info/add', { kind: 'email', address: next }),
      ])
      const [row] = await site.sql<{ lookup: string | null }>(
        'select min(address_lookup) as lookup from methods where account_id = $1',
        [person.id],
      )
      const allowed = [null, site.secrets.lookup(site.organisation, 'address', old)]
      expect(allowed, `round ${round}`).toContain(row?.lookup ?? null)
    }
  }, 180_000)

  it('RG-09: an address that the attacker registers first changes nothing for its owner, and many accounts are told of', async () => {
    const shared = 'shared@home.example'
    for (let count = 0; count < 4; count += 1) {
      const attacker = await site.add({ methods: [] })
      const one = walk()
      await enter(one, attacker)
      await offerMail(one, shared)
      await bringCode(one, await codeMailedTo(site, shared, count))
      expect(await methodsOf(site, attacker)).toHaveLength(1)
      expect(await factsOf(site, attacker, 'method-shared')).toHaveLength(count < 3 ? 0 : 1)
    }
    const victim = await site.add({ mail: shared })
    const reset = walk()
    await proveMail(reset, victim)
    expect(reset.browser.page().path).toBe('/reset/proof')
  })

  it('RG-09: nobody has more than ten, nor one address twice', async () => {
    const person = await site.add()
    const one = walk()
    await enter(one, person)
    await stepUp(one, person)
    await one.browser.get('/security-info/add?kind=email')
    const twice = await offerMail(one, person.mail.toUpperCase())
    expect([twice.status, /You have this one already/.test(twice.html)]).toEqual([422, true])
    await site.sql(
      `insert into methods (tenant_id, id, account_id, kind, source, proven_at, sealed)
       select tenant_id, gen_random_uuid(), account_id, 'other', 'administrator', now(), sealed from methods, generate_series(1, 8)
       where id = $1`,
      [person.methods.app],
    )
    const eleventh = await offerMail(one, 'eleven@home.example')
    expect([eleventh.status, /ten ways back in/.test(eleventh.html)]).toEqual([422, true])
    expect(site.mail.messages.filter(({ envelope }) => envelope.to.includes('eleven@home.example'))).toEqual([])
  })

  it('registers nobody’s address in the organisation’s own domain, and sends nothing there', async () => {
    const person = await site.add({ methods: [] })
    const one = walk()
    await enter(one, person)
    for (const own of ['x@acme.example', 'x@MAIL.acme.example']) {
      const refused = await offerMail(one, own)
      expect([refused.status, /opens with the password you may forget/.test(refused.html)]).toEqual([422, true])
    }
    expect(await methodsOf(site, person)).toEqual([])
    expect(site.mail.messages.filter(({ envelope }) => envelope.to.some((each) => /x@/i.test(each)))).toEqual([])
  })

  it('an app and an address of a first enrolment count at once, and with both a password is reset', async () => {
    const person = await site.add({ methods: [] })
    const one = walk()
    await enter(one, person)
    await registerMail(one, 'fresh@home.example')
    const { totp } = await registerApp(one)
    expect(await methodsOf(site, person)).toMatchObject([
      { kind: 'email', held: false },
      { kind: 'authenticator-app', held: false },
    ])
    expect(await factsOf(site, person, 'method-added')).toMatchObject([
      { byPasswordAlone: true },
      { byPasswordAlone: true },
    ])
    const before = await passwordOf(site, person)
    const reset = walk()
    await proveMail(reset, { ...person, mail: 'fresh@home.example' })
    await reset.browser.send('/reset/proof', { method: 'authenticator-app' })
    const challenge = hiddenField(reset.browser.page().html, 'challenge')
    // The code that registered the app is spent (RFC 6238 §5.2).
    const code = totp.generate({ timestamp: Date.now() + 30_000 })
    await reset.browser.send('/reset/proof', { challenge, code })
    await offer(reset, brandNew)
    expect((await passwordOf(site, person)).hash).not.toBe(before.hash)
  })
})
