// UP-02: the database comes back from a backup. After `rekey restored` nothing that was open then is open again, and
// nothing that was used since can be used a second time.
import { execFileSync } from 'node:child_process'
import { readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, it, vi } from 'vitest'
import type { Person } from '../attacks/support/people.ts'
import { brandNew } from '../attacks/support/walk.ts'
import { findPostgres } from '../servers/postgres.ts'
import { type RekeyProcess, startRekey } from '../servers/rekey-process.ts'
import { usePostgres } from '../servers/use-postgres.ts'
import { type BareBrowser, hiddenField, referenceOn } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
import { type Installation, install } from './support/installation.ts'
import { codesTo, failuresOf, settled } from './support/invariants.ts'
import { atMailedCode, atSecondGate, createStubbornPerson } from './support/stubborn-person.ts'

describeWith('postgres', 'UP-02: a backup that was restored', () => {
  const databases = usePostgres()
  let installation: Installation
  let restored: string
  let rekey: RekeyProcess

  beforeAll(async () => {
    installation = await install(await databases.createDatabase())
    restored = await databases.createDatabase()
    rekey = await installation.start()
  })

  it('lets no code, app code, session or link live a second time', async () => {
    const tim = await installation.add()
    const eve = await installation.add()
    const link = await changedWithLink(eve.username, eve.password)
    await settled(installation)
    const ann = await installation.add()
    await failsOnce(ann)
    const setUp = await setUpLinkFor(ann)
    const session = installation.browser()
    await signIn(session, tim.username, tim.password)
    const { walk, browser } = createStubbornPerson(installation, tim)
    await walk('reset', brandNew, atMailedCode)
    const code = await vi.waitFor(() => codesTo(installation, tim).at(-1) ?? missing(), patience)
    const challenge = hiddenField(browser.page().html, 'challenge')
    const before = new Map(browser.cookies)
    const backup = postgresProgram('pg_dump', [installation.databaseUrl])

    // What happened after the backup was made: the code, a code of the app, and the link were used.
    await browser.send('/reset/proof', { challenge, code })
    await browser.send('/reset/proof', { method: 'authenticator-app' })
    const appCode = tim.code()
    await browser.send('/reset/proof', { challenge: hiddenField(browser.page().html, 'challenge'), code: appCode })
    expect(browser.page().path).toBe('/reset/new-password')
    const clicked = installation.browser()
    await clicked.get(link)
    await clicked.send('/not-me', referenceOn(clicked))
    const setsUp = installation.browser()
    await setsUp.get(setUp)
    expect((await setsUp.send('/set-up', {})).html).toContain('name="new-password"')
    await rekey.stop()

    postgresProgram('psql', ['--quiet', '--set', 'ON_ERROR_STOP=1', restored], backup)
    const database = { url: restored }
    const file = installation.configure({ settings: { database } })
    const verb = await startRekey(['restored', '--config', file], { ready: /epoch is 2 now/ })
    expect((await verb.ended).code).toBe(0)
    rekey = await installation.start({ settings: { database } })

    expect((await session.get('/')).path).toMatch(/^\/sign-in/)
    for (const [name, value] of before) browser.cookies.set(name, value)
    expect((await browser.get('/reset/proof')).path).toBe('/reset')
    await browser.send('/reset/proof', { challenge, code })
    expect(browser.page().path).toBe('/reset')
    const again = installation.browser()
    expect((await again.get(link)).html).not.toContain('action="/not-me"')

    expect((await setsUp.get('/')).path).toMatch(/^\/sign-in/)
    expect((await installation.browser().get(setUp)).html).toContain('This link no longer works')
    // One was counted in the backup; how many since, nobody knows: all but one day's of the month, and none that would make Tim wait.
    expect([await failuresOf(installation, ann), failuresIn(restored, ann), failuresIn(restored, tim)]).toEqual([
      1, 20, 20,
    ])

    const afresh = createStubbornPerson(installation, tim)
    await afresh.walk('reset', brandNew, atSecondGate)
    await afresh.browser.send('/reset/proof', { method: 'authenticator-app' })
    const answered = await afresh.browser.send('/reset/proof', {
      challenge: hiddenField(afresh.browser.page().html, 'challenge'),
      code: appCode,
    })
    expect(answered.path).toBe('/reset/proof')
  })

  async function failsOnce(person: Person): Promise<void> {
    const { walk, browser } = createStubbornPerson(installation, person)
    await walk('reset', brandNew, atMailedCode)
    await vi.waitFor(() => codesTo(installation, person).at(-1) ?? missing(), patience)
    await browser.send('/reset/proof', { challenge: hiddenField(browser.page().html, 'challenge'), code: '00000000' })
    expect(await failuresOf(installation, person)).toBe(1)
  }

  async function setUpLinkFor({ username }: Person): Promise<string> {
    const file = join(installation.folder, 'link')
    const verb = ['account', 'set-up-link', username, '--organisation', installation.organisation.name]
    const options = ['--config', installation.configure(), '--file', file]
    await (await startRekey([...verb, ...options], { ready: /link is in/ })).ended
    return new URL(readFileSync(file, 'utf8').trim()).pathname
  }

  async function changedWithLink(username: string, password: string): Promise<string> {
    const browser = installation.browser()
    await signIn(browser, username, password)
    await browser.get('/change-password')
    await browser.send('/change-password', { 'current-password': password, 'new-password': brandNew, again: brandNew })
    const notice = await installation.mail.waitFor(({ text }) => text.includes('/not-me/'))
    return /\/not-me\/[\w-]+/.exec(notice.text)?.[0] ?? missing()
  }

  async function signIn(browser: BareBrowser, username: string, password: string): Promise<void> {
    await browser.get('/sign-in')
    expect((await browser.send('/sign-in', { username, password })).path).toBe('/')
  }
})

const failuresIn = (database: string, { id }: Person): number => {
  const asked = `select jsonb_array_length(value -> 'failures' -> 'strangers') from counters where key = 'account:${id}'`
  return Number(postgresProgram('psql', ['--no-align', '--tuples-only', '--command', asked, database]))
}

const patience = { timeout: 20_000, interval: 20 }

const postgresProgram = (name: string, args: readonly string[], input = ''): string =>
  execFileSync(join(programs(), name), args, { input, encoding: 'utf8', maxBuffer: 1 << 26 })

/** `initdb` on the PATH may be a link that stands there alone. */
const programs = (): string => dirname(realpathSync(join(findPostgres() ?? missing(), 'initdb')))

function missing(): never {
  throw new Error('it is not there')
}
