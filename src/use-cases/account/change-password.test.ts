// Changing a password one knows, against the built-in directory and a real database.
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  startTestOrganisation,
  type TestOrganisation,
  type TestPerson,
} from '../../../tests/support/test-organisation.ts'
import { newPassword } from '../../core/people/new-password.ts'
import type { Directory } from '../../ports/directory.ts'
import { lookAtJourney } from '../journey/look-at-journey.ts'
import { resolveJourney } from '../journey/resolve-journey.ts'
import { startJourney } from '../journey/start-journey.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import type { Visitor } from '../request.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { changePassword } from './change-password.ts'

let acme: TestOrganisation
beforeAll(async () => {
  acme = await startTestOrganisation()
})
afterAll(() => acme.stop())

const visitor: Visitor = {
  browser: null,
  network: { address: '198.51.100.7', network: '198.51.100.0', private: true },
  device: '',
  address: '198.51.100.7',
  locale: 'en',
}

async function sessionOf({ username, password }: TestPerson) {
  const outcome = await signIn(username, newPassword(password), visitor, acme.room)
  if (outcome.kind !== 'signed-in') throw new Error(`not signed in: ${outcome.kind}`)
  return acme.room.secrets.tokenHash(outcome.session)
}

type SessionHash = Awaited<ReturnType<typeof sessionOf>>

const change = (session: SessionHash, old: string, next: string, room: OrganisationRoom = acme.room) =>
  changePassword(session, newPassword(old), newPassword(next), visitor, room)

const next = 'mellow harbours count twice'

it('ends every journey that was begun under the old password', async () => {
  const ann = await acme.addPerson('ann')
  const session = await sessionOf(ann)
  const started = await startJourney(ann.username, visitor, acme.room)
  if (started.kind !== 'started') throw new Error(`no journey: ${started.kind}`)
  await resolveJourney(started.journey, started.name, visitor, acme.room)
  const look = () => lookAtJourney(acme.room.secrets.tokenHash(started.cookie), visitor, acme.room)
  expect((await look())?.lapsed).toBe(false)
  expect((await change(session, ann.password, next)).kind).toBe('changed')
  expect((await look())?.lapsed).toBe(true)
})

it('says that a new password was used before only to whoever may still try, however many try at once', async () => {
  const bea = await acme.addPerson('bea')
  const session = await sessionOf(bea)
  expect(await change(session, bea.password, bea.password), 'one at a time').toEqual({
    kind: 'refused',
    remark: 'password-used-before',
  })
  const room = roomWhere(async () => {
    for (let count = 0; count < 10; count += 1) await change(session, `wrong guess number ${count}`, next)
  })
  expect(await change(session, bea.password, bea.password, room), 'locked out meanwhile').toEqual({ kind: 'wrong' })
})

/** The room, but the first time a directory has judged an old password there is time for `meanwhile`. */
function roomWhere(meanwhile: () => Promise<void>): OrganisationRoom {
  let first = true
  const slow = (directory: Directory): Directory => ({
    ...directory,
    change: async (...asked) => {
      const outcome = await directory.change(...asked)
      if (first) {
        first = false
        await meanwhile()
      }
      return outcome
    },
  })
  return { ...acme.room, directories: new Map([...acme.room.directories].map(([key, each]) => [key, slow(each)])) }
}
