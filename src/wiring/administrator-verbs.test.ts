// `rekey admin …` and `rekey account …` on an installation of their own: what they make, whom they refuse, what stays.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Refused } from '../cli/actions.ts'
import type { Config, OrganisationSettings } from '../config/config.ts'
import { loadConfigFile } from '../config/load-config.ts'
import { accountId, directoryKey, externalId } from '../core/people/identifiers.ts'
import { newPassword } from '../core/people/new-password.ts'
import type { Role } from '../core/people/roles.ts'
import { noPasswordYet } from '../ports/directory.ts'
import { newKeyringText } from '../secrets/keyring.ts'
import { sessionWrite } from '../use-cases/account/session-write.ts'
import { findByName, operator } from '../use-cases/administer/find-by-name.ts'
import { emptyDraft } from '../use-cases/journey/step-draft.ts'
import { lookAtSetUp } from '../use-cases/set-up/set-up.ts'
import { signIn } from '../use-cases/sign-in/sign-in.ts'
import {
  createAdministrator,
  listAdministrators,
  makeEnrolmentCode,
  makeSetUpLink,
  removeAdministrator,
} from './administrator-verbs.ts'
import { atHost, type Host } from './host.ts'

let config: Config
let organisation: OrganisationSettings
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rekey-verbs-'))
  writeFileSync(join(folder, 'keyring'), newKeyringText(), { mode: 0o600 })
  const file = join(folder, 'rekey.yaml')
  writeFileSync(
    file,
    `
database: { pglite: data }
secret-key-file: keyring
mail: { host: localhost, port: 2525, tls: none }
organisations:
  - id: 7b0c6a52-3f1e-4a86-9d55-0b6f2c9e8d14
    name: Acme
    base-url: http://localhost:8080
    mail-from: reset@acme.example
    directories: [{ key: staff, kind: built-in }]
`,
  )
  const loaded = loadConfigFile(file, {}, null)
  const [first] = 'config' in loaded ? loaded.config.organisations : []
  if (!('config' in loaded) || first === undefined) throw new Error('the configuration is not right')
  config = loaded.config
  organisation = first
  // Making the database takes longer than a test may.
  await onHost(async () => ({}))
})
afterAll(() => rmSync(folder, { recursive: true }))

const of = (username: string) => ({ config, organisation, username })
const create = (username: string, liftFreeze = false) =>
  createAdministrator({ ...of(username), displayName: null, liftFreeze })

async function onHost<Result extends object>(work: (host: Host) => Promise<Result>): Promise<Result> {
  const result: Result | Refused = await atHost(config, organisation, work)
  if ('refused' in result) throw new Error(String(result.refused))
  return result
}

interface Traits {
  readonly role?: Role
  readonly disabled?: true
  readonly lockedByAdministrator?: true
}

const add = (username: string, traits: Traits = {}) =>
  onHost(async ({ rows }) => {
    const id = accountId(randomUUID())
    await rows.seeding.account({
      id,
      subject: randomUUID(),
      directory: directoryKey('staff'),
      externalId: externalId(id.replaceAll('-', '')),
      username,
      displayName: username,
      canonicalNames: [username],
      passwordHash: noPasswordYet,
      passwordExpiresAt: null,
      mustChangePassword: false,
      disabled: traits.disabled ?? false,
      lockedByAdministrator: traits.lockedByAdministrator ?? false,
      role: traits.role ?? null,
      groups: [],
      locale: null,
      timeZone: null,
      contactMail: null,
    })
    return {}
  })

const freeze = (username: string) =>
  onHost(async ({ room }) => {
    const named = await findByName(username, room)
    if (typeof named === 'string') throw new Error(named)
    const change = { freezes: named.account.id }
    await room.sessions.commit(sessionWrite(named, emptyDraft(), [], operator(room), room, change))
    return {}
  })

/** What a link would lead to, or null. */
const linkLeadsTo = (answer: { readonly link: string } | Refused) =>
  onHost(async ({ room }) => {
    const token = 'link' in answer ? (answer.link.split('/set-up/')[1] ?? '') : ''
    const link = await lookAtSetUp(room.secrets.tokenHash(token), operator(room), room)
    return { link: link === null ? null : { username: link.account.entry.username, role: link.role } }
  })

it('the first administrator is an account without a password, a link, and no right', async () => {
  const answer = await create('grace')
  expect(answer).toMatchObject({ created: true, breakGlass: false })
  expect('link' in answer && answer.link).toMatch(/^http:\/\/localhost:8080\/set-up\/[\w-]{43}$/)
  expect(await linkLeadsTo(answer)).toEqual({ link: { username: 'grace', role: 'global-administrator' } })
  expect(await listAdministrators({ config, organisation })).toEqual({ holders: [] })
  const opened = await onHost(async ({ room }) => ({
    kinds: await Promise.all(
      ['', '!', noPasswordYet].map(async (each) => {
        const outcome = await signIn('grace', newPassword(each), operator(room), room)
        return outcome.kind
      }),
    ),
  }))
  expect(opened.kinds, 'no password opens it').toEqual(['refused', 'refused', 'refused'])
})

it('a second link kills the first, and makes no second account', async () => {
  const first = await create('hugo')
  const second = await create('HUGO')
  expect([first, second]).toMatchObject([{ created: true }, { created: false }])
  expect(await linkLeadsTo(first)).toEqual({ link: null })
  expect(await linkLeadsTo(second)).toMatchObject({ link: { username: 'hugo' } })
})

it('where a global administrator is there already the glass is broken', async () => {
  await add('ida', { role: 'global-administrator' })
  expect(await create('joe')).toMatchObject({ breakGlass: true })
  expect(await create('ida'), 'for the only one too').toMatchObject({ created: false, breakGlass: true })
})

it.each([
  ['disabled', { disabled: true }],
  ['locked by an administrator', { lockedByAdministrator: true }],
] as const)('no link is made for an account that is %s', async (what, traits) => {
  const username = what.replaceAll(' ', '-')
  await add(username, traits)
  for (const verb of [create, (name: string) => makeSetUpLink(of(name))]) {
    expect(await verb(username)).toMatchObject({ refused: `${username} is ${what}.` })
  }
})

it('a frozen account is thawed only by saying so', async () => {
  await add('kim')
  await freeze('kim')
  expect(await create('kim')).toMatchObject({ cure: expect.stringContaining('--lift-freeze') })
  expect(await makeSetUpLink(of('kim'))).toMatchObject({ refused: expect.stringContaining('kim is frozen') })
  const lifted = await create('kim', true)
  expect(await linkLeadsTo(lifted)).toMatchObject({ link: { username: 'kim' } })
})

it('a name that can be nobody’s makes no account', async () => {
  expect(await create('a\u0007b')).toMatchObject({ refused: expect.stringContaining('name') })
  expect(await create(' ')).toMatchObject({ refused: expect.stringContaining('name') })
})

it('account set-up-link grants nothing, and leaves global administrators to admin create', async () => {
  await add('lea')
  await add('max', { role: 'user-administrator' })
  const [leas, maxs] = [await makeSetUpLink(of('lea')), await makeSetUpLink(of('max'))]
  expect([leas, maxs]).toMatchObject([{ breakGlass: false }, { breakGlass: true }])
  for (const each of [leas, maxs]) expect(await linkLeadsTo(each)).toMatchObject({ link: { role: null } })
  expect(await makeSetUpLink(of('ida'))).toEqual({
    refused: 'ida is a global administrator.',
    cure: 'make the link with: rekey admin create ida',
  })
})

it('a role is taken away, but never the last global administrator’s', async () => {
  expect(await removeAdministrator(of('max'))).toEqual({ was: 'user-administrator' })
  expect(await removeAdministrator(of('max'))).toEqual({ refused: 'max holds no role.' })
  expect(await removeAdministrator(of('ida'))).toMatchObject({
    refused: 'ida is the last global administrator, and stays one.',
  })
  await add('nia', { role: 'global-administrator' })
  expect(await removeAdministrator(of('ida'))).toEqual({ was: 'global-administrator' })
  expect(await removeAdministrator(of('nia'))).toMatchObject({ refused: expect.stringContaining('the last') })
  expect(await listAdministrators({ config, organisation })).toEqual({
    holders: [{ account: expect.any(String), username: 'nia', displayName: 'nia', role: 'global-administrator' }],
  })
})

it('nobody is found under a name that no account has', async () => {
  const refused = { refused: 'No account has the name stranger.' }
  for (const verb of [removeAdministrator, makeSetUpLink, makeEnrolmentCode]) {
    expect(await verb(of('stranger'))).toEqual(refused)
  }
})
