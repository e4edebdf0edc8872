// A set-up link from its making to its end, against the built-in directory, a real database and a real mail server.
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestOrganisation, type TestOrganisation } from '../../../tests/support/test-organisation.ts'
import { authenticatorApp } from '../../core/methods/authenticator-app/authenticator-app.ts'
import { email } from '../../core/methods/email/email.ts'
import type { TokenHash } from '../../core/people/identifiers.ts'
import { newPassword } from '../../core/people/new-password.ts'
import type { Role } from '../../core/people/roles.ts'
import { readSession } from '../account/session.ts'
import { sessionWrite } from '../account/session-write.ts'
import { findByName, type NamedAccount } from '../administer/find-by-name.ts'
import { makeSetUpLink } from '../administer/make-tokens.ts'
import { emptyDraft } from '../journey/step-draft.ts'
import type { Visitor } from '../request.ts'
import { type Actor, answerCode, offerAddress, offerSecret } from '../security-info/actions.ts'
import { lookAtSecurityInfo } from '../security-info/look.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { beginSetUp, chooseFirstPassword, lookAtSetUp } from './set-up.ts'

let acme: TestOrganisation
beforeAll(async () => {
  acme = await startTestOrganisation()
})
afterAll(() => acme.stop())

const network = { address: '198.51.100.9/32', network: '198.51.100.0/24', private: false }
const visitor: Visitor = { browser: null, network, device: '', address: '198.51.100.9', locale: 'en' }
const chosen = 'mellow harbours count twice'

async function named(username: string): Promise<NamedAccount> {
  const found = await findByName(username, acme.room)
  if (typeof found === 'string') throw new Error(`${username} is ${found}`)
  return found
}

async function linkFor(username: string, role: Role | null = null, liftsFreeze = false): Promise<TokenHash> {
  const link = await makeSetUpLink(await named(username), role, { breakGlass: false, liftsFreeze }, acme.room)
  return acme.room.secrets.tokenHash(link?.split('/set-up/')[1] ?? '')
}

async function begun(link: TokenHash): Promise<Actor> {
  const cookie = await beginSetUp(link, visitor, acme.room)
  if (cookie === null) throw new Error('the link does not work')
  return { session: acme.room.secrets.tokenHash(cookie), visitor, room: acme.room }
}

/** The session goes on under the identifier that the step gave it. */
const renewed = (actor: Actor, cookie: string | null): Actor =>
  cookie === null ? actor : { ...actor, session: acme.room.secrets.tokenHash(cookie) }

async function withPassword(actor: Actor, password = chosen): Promise<Actor> {
  const outcome = await chooseFirstPassword(actor.session, newPassword(password), visitor, acme.room)
  if (outcome.kind !== 'set') throw new Error(`the password is ${JSON.stringify(outcome)}`)
  return renewed(actor, outcome.session)
}

async function personOf({ session }: Actor) {
  const person = await readSession(session, visitor, acme.room)
  if (person === null) throw new Error('nobody is there')
  return person
}

async function answered(actor: Actor, code: string): Promise<Actor> {
  const { errand } = (await personOf(actor)).session.state
  if (errand === null) throw new Error('nothing is being registered')
  const taken = await answerCode(errand.challenge.id, code, actor)
  if (taken.kind !== 'moved') throw new Error(`the code was ${taken.kind}`)
  return renewed(actor, taken.cookie)
}

async function withMail(actor: Actor, address: string): Promise<Actor> {
  await offerAddress(email.kind, address, null, actor)
  const mail = await acme.mail.waitFor((each) => each.envelope.to.includes(address))
  return answered(actor, /\b\d{4} \d{4}\b/.exec(mail.text)?.[0] ?? '')
}

async function withApp(actor: Actor): Promise<Actor> {
  await offerSecret(authenticatorApp.kind, null, actor)
  const secret = lookAtSecurityInfo(await personOf(actor), acme.room).errand?.secret?.text ?? ''
  return answered(actor, new TOTP({ secret: Secret.fromBase32(secret) }).generate())
}

const signedIn = (username: string, password: string) => signIn(username, newPassword(password), visitor, acme.room)
const roleOf = async (username: string) => (await named(username)).account.entry.role
const methodsOf = async (username: string) =>
  (await named(username)).account.methods.map(({ masked, kind }): string => masked ?? kind).sort()

describe('a link', () => {
  it('shows whose account it is for, what it leads to and until when, and changes nothing by it', async () => {
    const ann = await acme.addPerson('ann', { methods: [] })
    const link = await linkFor(ann.username, 'global-administrator')
    for (let n = 0; n < 3; n += 1) {
      const shown = await lookAtSetUp(link, visitor, acme.room)
      expect([shown?.account.entry.username, shown?.role]).toEqual([ann.username, 'global-administrator'])
    }
    expect((await signedIn(ann.username, ann.password)).kind, 'the old password').toBe('signed-in')
    expect(await beginSetUp(link, visitor, acme.room)).not.toBeNull()
  })

  it('begins once, and dies with the next one that is made for the same account', async () => {
    const bob = await acme.addPerson('bob')
    const [first, second] = [await linkFor(bob.username), await linkFor(bob.username)]
    expect(await lookAtSetUp(first, visitor, acme.room)).toBeNull()
    expect(await beginSetUp(first, visitor, acme.room)).toBeNull()
    await begun(second)
    expect(await beginSetUp(second, visitor, acme.room)).toBeNull()
    expect(await lookAtSetUp(second, visitor, acme.room)).toBeNull()
  })

  it('of one account leaves those of others alone', async () => {
    const [cleo, dan] = [await acme.addPerson('cleo'), await acme.addPerson('dan')]
    const cleos = await linkFor(cleo.username)
    await begun(await linkFor(dan.username))
    await begun(cleos)
  })

  it.each([
    ['disabled', { disabled: true }],
    ['locked', { lockedByAdministrator: true }],
  ] as const)('for an account that is %s opens nothing', async (name, traits) => {
    const person = await acme.addPerson(name, traits)
    const link = await linkFor(person.username)
    expect(await lookAtSetUp(link, visitor, acme.room)).toBeNull()
    expect(await beginSetUp(link, visitor, acme.room)).toBeNull()
  })

  it('for an account that was frozen opens nothing, unless it was made to lift that', async () => {
    const eve = await acme.addPerson('eve')
    const before = await linkFor(eve.username)
    const { account, loaded } = await named(eve.username)
    const frozen = sessionWrite({ account, loaded }, emptyDraft(), [], visitor, acme.room, { freezes: account.id })
    expect(await acme.room.sessions.commit(frozen)).toBe('moved')
    expect(await beginSetUp(before, visitor, acme.room), 'the one from before').toBeNull()
    expect(await beginSetUp(await linkFor(eve.username), visitor, acme.room)).toBeNull()
    await begun(await linkFor(eve.username, null, true))
  })
})

describe('a set-up', () => {
  it('leads through a password and two methods of different kinds, and only then to the role', async () => {
    const fay = await acme.addPerson('fay')
    const old = await methodsOf(fay.username)
    let actor = await begun(await linkFor(fay.username, 'global-administrator'))
    expect([(await personOf(actor)).session.kind, await roleOf(fay.username)]).toEqual(['set-up', null])

    actor = await withPassword(actor)
    expect([(await personOf(actor)).session.kind, await roleOf(fay.username)]).toEqual(['set-up', null])
    expect(await methodsOf(fay.username), 'what was there is there until the end').toEqual(old)

    actor = await withMail(actor, 'fay.new@home.test')
    expect([(await personOf(actor)).session.kind, await roleOf(fay.username)]).toEqual(['set-up', null])

    actor = await withApp(actor)
    expect([(await personOf(actor)).session.kind, await roleOf(fay.username)]).toEqual(['full', 'global-administrator'])
    expect(await methodsOf(fay.username)).toEqual([authenticatorApp.kind, 'f•••@h•••'])
    expect((await signedIn(fay.username, fay.password)).kind, 'the old password').toBe('refused')
    expect(await signedIn(fay.username, chosen)).toMatchObject({ kind: 'signed-in', next: 'second-proof' })
  })

  it('of a member ends with what the policy asks for, and grants nothing', async () => {
    const gus = await acme.addPerson('gus', { methods: [] })
    let actor = await begun(await linkFor(gus.username))
    actor = await withApp(await withMail(await withPassword(actor), 'gus.new@home.test'))
    expect([(await personOf(actor)).session.kind, await roleOf(gus.username)]).toEqual(['full', null])
  })

  it('registers nothing before its password is chosen', async () => {
    const hal = await acme.addPerson('hal', { methods: [] })
    const actor = await begun(await linkFor(hal.username, 'global-administrator'))
    expect((await offerAddress(email.kind, 'hal.new@home.test', null, actor)).kind).toBe('stayed')
    expect((await offerSecret(authenticatorApp.kind, null, actor)).kind).toBe('stayed')
    expect((await personOf(actor)).session.state.errand).toBeNull()
    expect(acme.mail.messages.filter(({ envelope }) => envelope.to.includes('hal.new@home.test'))).toEqual([])
  })

  it('ends every session with its password, and again with its end: none of them gets the new rights', async () => {
    const ida = await acme.addPerson('ida', { methods: [] })
    const before = await signedIn(ida.username, ida.password)
    let actor = await begun(await linkFor(ida.username, 'global-administrator'))
    const link = actor.session
    actor = await withPassword(actor)
    expect(await isThere(before), 'the session under the old password').toBe(false)
    expect(await readSession(link, visitor, acme.room), 'its own, under the old identifier').toBeNull()

    const meanwhile = await signedIn(ida.username, chosen)
    expect(await isThere(meanwhile)).toBe(true)
    actor = await withApp(await withMail(actor, 'ida.new@home.test'))
    expect(await isThere(meanwhile), 'one that began as a member').toBe(false)
    expect((await personOf(actor)).account.entry.role).toBe('global-administrator')
  })

  it('takes no password that the rules refuse, and its second is no first one', async () => {
    const joe = await acme.addPerson('joe', { methods: [] })
    const actor = await begun(await linkFor(joe.username))
    const offer = (password: string, { session }: Actor) =>
      chooseFirstPassword(session, newPassword(password), visitor, acme.room)
    expect(await offer('short', actor)).toMatchObject({ kind: 'refused' })
    expect(await offer(joe.password, actor)).toEqual({ kind: 'refused', remark: 'password-used-before' })
    expect((await signedIn(joe.username, joe.password)).kind, 'nothing was written').toBe('signed-in')
    const after = await withPassword(actor)
    expect(await offer('another phrase of five words', after)).toEqual({ kind: 'nobody' })
    expect((await signedIn(joe.username, chosen)).kind).toBe('signed-in')
  })

  it('tells every address that the account had before, and names what it recorded', async () => {
    const kim = await acme.addPerson('kim')
    let actor = await begun(await linkFor(kim.username))
    actor = await withApp(await withMail(await withPassword(actor), 'kim.new@home.test'))
    const told = (subject: string) =>
      acme.mail.waitFor((mail) => mail.envelope.to.includes(kim.mail) && mail.subject.includes(subject))
    await told('password was replaced')
    const end = await told('set up with a link')
    expect(end.text).toContain('/not-me/')
    const kinds = (
      await acme.room.sessions.recentFacts(
        kim.id,
        ['set-up-link-made', 'set-up-started', 'set-up-password-set', 'set-up-completed'],
        9,
      )
    ).map(({ fact }) => fact)
    expect(kinds).toEqual([
      { kind: 'set-up-completed', role: null, methods: [email.kind, authenticatorApp.kind] },
      { kind: 'set-up-password-set' },
      { kind: 'set-up-started' },
      { kind: 'set-up-link-made', role: null, breakGlass: false },
    ])
    expect((await personOf(actor)).session.kind).toBe('full')
  })
})

async function isThere(entered: Awaited<ReturnType<typeof signedIn>>): Promise<boolean> {
  if (entered.kind !== 'signed-in') throw new Error(`not signed in: ${entered.kind}`)
  return (await readSession(acme.room.secrets.tokenHash(entered.session), visitor, acme.room)) !== null
}
