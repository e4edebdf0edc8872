// Set-up links and enrolment codes as they are made on the host: whom they are for, how long, and who is told.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  startTestOrganisation,
  type TestOrganisation,
  type TestPerson,
} from '../../../tests/support/test-organisation.ts'
import { email } from '../../core/methods/email/email.ts'
import { newPassword } from '../../core/people/new-password.ts'
import { initialPolicy } from '../../core/policy/policy.ts'
import { minutes } from '../../core/time.ts'
import type { Visitor } from '../request.ts'
import { type Actor, offerAddress } from '../security-info/actions.ts'
import { typeEnrolmentCode } from '../security-info/type-secrets.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { findByName, type NamedAccount } from './find-by-name.ts'
import { makeEnrolmentCode, makeSetUpLink } from './make-tokens.ts'

let acme: TestOrganisation
beforeAll(async () => {
  const { registration } = initialPolicy([])
  acme = await startTestOrganisation({
    policy: { registration: { ...registration, firstEnrolment: 'enrolment-code' } },
  })
})
afterAll(() => acme.stop())

const network = { address: '198.51.100.9/32', network: '198.51.100.0/24', private: false }
const visitor: Visitor = { browser: null, network, device: '', address: '198.51.100.9', locale: 'en' }

async function named(username: string): Promise<NamedAccount> {
  const found = await findByName(username, acme.room)
  if (typeof found === 'string') throw new Error(`${username} is ${found}`)
  return found
}

const codeFor = async ({ username }: TestPerson): Promise<string> =>
  (await makeEnrolmentCode(await named(username), acme.room)) ?? ''

async function enter({ username, password }: TestPerson): Promise<Actor> {
  const entered = await signIn(username, newPassword(password), visitor, acme.room)
  if (entered.kind !== 'signed-in') throw new Error(entered.kind)
  return { session: acme.room.secrets.tokenHash(entered.session), visitor, room: acme.room }
}

const offer = (actor: Actor) => offerAddress(email.kind, 'new@home.test', null, actor)

describe('an enrolment code', () => {
  it('is read out in groups of four, and found however it is typed', async () => {
    const ann = await acme.addPerson('ann', { methods: [] })
    const code = await codeFor(ann)
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/)
    const actor = await enter(ann)
    expect(await offer(actor), 'without it').toEqual({ kind: 'refused', why: 'enrolment-code-first' })
    const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
    expect(await typeEnrolmentCode(typed, actor)).toMatchObject({ kind: 'moved', session: { state: { remark: null } } })
  })

  it('works once, and dies with the next one for the same account', async () => {
    const bob = await acme.addPerson('bob', { methods: [] })
    const [first, second] = [await codeFor(bob), await codeFor(bob)]
    expect(await typed(first, bob)).toBe('enrolment-code-wrong')
    expect(await typed(second, bob)).toBeNull()
    expect(await typed(second, bob), 'in another session').toBe('enrolment-code-wrong')
  })

  it('is bound to its account, and not spent by somebody else who types it', async () => {
    const [cleo, dan] = [await acme.addPerson('cleo', { methods: [] }), await acme.addPerson('dan', { methods: [] })]
    const code = await codeFor(cleo)
    expect(await typed(code, dan)).toBe('enrolment-code-wrong')
    expect(await typed(code, cleo)).toBeNull()
  })

  it('is no set-up link, and a set-up link is no code', async () => {
    const eve = await acme.addPerson('eve', { methods: [] })
    const code = (await codeFor(eve)).replaceAll('-', '')
    const link = await makeSetUpLink(
      await named(eve.username),
      null,
      { breakGlass: false, liftsFreeze: false },
      acme.room,
    )
    expect(await typed(link?.split('/').at(-1) ?? '', eve)).toBe('enrolment-code-wrong')
    const asLink = { by: 'token', purpose: 'set-up', hash: acme.room.secrets.tokenHash(code) } as const
    expect((await load(asLink)).token).toBeNull()
  })

  it('and a set-up link live for an hour', async () => {
    const fay = await acme.addPerson('fay', { methods: [] })
    const code = (await codeFor(fay)).replaceAll('-', '')
    const { token, now } = await load({
      by: 'token',
      purpose: 'enrolment-code',
      hash: acme.room.secrets.tokenHash(code),
    })
    expect((token?.expiresAt ?? 0) - now).toBeGreaterThan(minutes(59))
    expect((token?.expiresAt ?? 0) - now).toBeLessThanOrEqual(minutes(60))
  })

  /** In a session of its own; the remark that it left. */
  async function typed(code: string, person: TestPerson) {
    const taken = await typeEnrolmentCode(code, await enter(person))
    return taken.kind === 'moved' ? taken.session.state.remark : taken.kind
  }
})

describe('breaking the glass', () => {
  it('is told to every other global administrator, and to nobody else', async () => {
    const [grace, greg] = [
      await acme.addPerson('grace', { role: 'global-administrator' }),
      await acme.addPerson('greg', { role: 'global-administrator' }),
    ]
    const away = await acme.addPerson('away', { role: 'global-administrator', disabled: true })
    const helper = await acme.addPerson('helper', { role: 'help-desk-administrator' })
    const link = await makeSetUpLink(
      await named(grace.username),
      'global-administrator',
      { breakGlass: true, liftsFreeze: false },
      acme.room,
    )
    const told = await acme.mail.waitFor(({ envelope }) => envelope.to.includes(greg.mail))
    expect(told.subject).toBe('A set-up link for an administrator was made')
    expect(told.text.replaceAll('\n', ' ')).toContain('gives grace@acme.test the role global-administrator')
    expect(told.raw, 'no secret').not.toContain(link?.split('/').at(-1))
    const others = [grace, away, helper].map(({ mail }) => mail)
    await quiet()
    const aboutGrace = acme.mail.messages.filter(({ text }) => text.includes('grace@acme.test'))
    expect(aboutGrace.filter(({ envelope }) => envelope.to.some((to) => others.includes(to)))).toEqual([])
  })

  it('for an administrator of another kind grants nothing, and is told as what it is', async () => {
    const hugo = await acme.addPerson('hugo', { role: 'user-administrator' })
    await makeSetUpLink(await named(hugo.username), null, { breakGlass: true, liftsFreeze: false }, acme.room)
    const told = await acme.mail.waitFor(({ text }) => text.includes('hugo@acme.test'))
    expect(told.text.replaceAll('\n', ' ')).toContain('for hugo@acme.test, who is an administrator')
    expect(told.text).not.toContain('the role of global administrator')
  })

  it('is not what a first administrator or a member is: nobody is told', async () => {
    const ida = await acme.addPerson('ida')
    await makeSetUpLink(await named(ida.username), null, { breakGlass: false, liftsFreeze: false }, acme.room)
    await quiet()
    expect(acme.mail.messages.filter(({ text }) => text.includes('ida@acme.test'))).toEqual([])
  })

  /** Everything that is due was sent: a mail that is asked for after it has come. */
  async function quiet(): Promise<void> {
    const marker = await acme.addPerson(`marker${acme.mail.messages.length}`, { role: 'user-administrator' })
    await makeSetUpLink(await named(marker.username), null, { breakGlass: true, liftsFreeze: false }, acme.room)
    await acme.mail.waitFor(({ text }) => text.includes(marker.username))
  }
})

const load = (handle: Parameters<typeof acme.room.sessions.load>[0]['handle']) =>
  acme.room.sessions.load({ handle, browser: null, network: null, times: acme.room.sessionTimes })
