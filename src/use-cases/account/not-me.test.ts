// "This was not me": the link of a real notice, against a real database.
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  startTestOrganisation,
  type TestOrganisation,
  type TestPerson,
} from '../../../tests/support/test-organisation.ts'
import type { TokenHash } from '../../core/people/identifiers.ts'
import { newPassword } from '../../core/people/new-password.ts'
import type { Visitor } from '../request.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { changePassword } from './change-password.ts'
import { disown, lookAtNotMe } from './not-me.ts'

let acme: TestOrganisation
beforeAll(async () => {
  acme = await startTestOrganisation()
})
afterAll(() => acme.stop())

const network = { address: '198.51.100.9/32', network: '198.51.100.0/24', private: false }
const visitor: Visitor = { browser: null, network, device: '', address: '198.51.100.9', locale: 'en' }

/** Signs in, changes the password, and reads the link out of the notice. */
async function linkAfterChange(person: TestPerson): Promise<{ link: TokenHash; browser: string; password: string }> {
  const { secrets } = acme.room
  const entered = await signIn(person.username, newPassword(person.password), visitor, acme.room)
  if (entered.kind !== 'signed-in' || entered.browser === null) throw new Error(entered.kind)
  const password = `another one for ${person.username}`
  const session = secrets.tokenHash(entered.session)
  const changed = await changePassword(session, newPassword(person.password), newPassword(password), visitor, acme.room)
  expect(changed.kind).toBe('changed')
  const notice = await acme.mail.waitFor(
    (mail) => mail.envelope.to.includes(person.mail) && mail.text.includes('/not-me/'),
  )
  const token = /\/not-me\/([\w-]+)/.exec(notice.text)?.[1] ?? ''
  return { link: secrets.tokenHash(token), browser: entered.browser, password }
}

it('acts only on what its page showed', async () => {
  const ann = await acme.addPerson('ann')
  const { link, password } = await linkAfterChange(ann)
  const shown = await lookAtNotMe(link, visitor, acme.room)
  expect(await disown(link, 'RK-OTHER-LINK', visitor, acme.room)).toBeNull()
  expect((await signIn(ann.username, newPassword(password), visitor, acme.room)).kind, 'nothing happened').toBe(
    'signed-in',
  )
  expect(await disown(link, shown?.about.reference ?? '', visitor, acme.room)).not.toBeNull()
  expect((await signIn(ann.username, newPassword(password), visitor, acme.room)).kind).toBe('refused')
})

it('forgets the browsers that were known, and works once', async () => {
  const bob = await acme.addPerson('bob')
  const { link, browser } = await linkAfterChange(bob)
  const hash = acme.room.secrets.tokenHash(browser)
  const isKnown = async () => {
    const [directory] = acme.room.directories.values()
    const found = await directory?.find({ text: 'bob', canonical: 'bob' })
    const candidate = found?.kind === 'entry' ? found.entry : null
    const handle = {
      by: 'name',
      candidate,
      buckets: [acme.room.secrets.lookup(acme.room.organisation.id, 'name', 'bob')],
    } as const
    return (await acme.room.sessions.load({ handle, browser: hash, network: null, times: acme.room.sessionTimes }))
      .knownBrowser
  }
  expect(await isKnown()).toBe(true)
  const shown = await lookAtNotMe(link, visitor, acme.room)
  const reference = shown?.about.reference ?? ''
  expect(await disown(link, reference, visitor, acme.room)).not.toBeNull()
  expect(await isKnown()).toBe(false)
  expect(await disown(link, reference, visitor, acme.room)).toBeNull()
})
