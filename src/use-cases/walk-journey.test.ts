// Steps of a journey that a directory outside has a part in, against a real database.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { appCode } from '../../tests/support/prove.ts'
import { startTestOrganisation, type TestOrganisation } from '../../tests/support/test-organisation.ts'
import { authenticatorApp } from '../core/methods/authenticator-app/authenticator-app.ts'
import type { Directory } from '../ports/directory.ts'
import { lookAtJourney } from './journey/look-at-journey.ts'
import { resolveJourney } from './journey/resolve-journey.ts'
import { startJourney } from './journey/start-journey.ts'
import type { OrganisationRoom } from './organisation-room.ts'
import type { Visitor } from './request.ts'
import { type Action, takeStep } from './walk-journey.ts'

let acme: TestOrganisation
let room: OrganisationRoom
beforeAll(async () => {
  acme = await startTestOrganisation({ policy: { gates: 1 } })
  room = {
    ...acme.room,
    directories: new Map([...acme.room.directories].map(([key, directory]) => [key, outside(directory)])),
  }
})
afterAll(() => acme.stop())

/** It writes by itself, once the step that intends it is on record. */
const outside = (directory: Directory): Directory => ({
  ...directory,
  capabilities: { ...directory.capabilities, writesWithStep: false },
})

const visitor: Visitor = {
  browser: null,
  network: { address: '198.51.100.9', network: '198.51.100.0', private: true },
  device: '',
  address: '198.51.100.9',
  locale: 'en',
}

it('keeps the browser on its journey when the proof that renews its cookie also unlocks', async () => {
  const dee = await acme.addPerson('dee')
  const started = await startJourney(dee.username, visitor, room)
  if (started.kind !== 'started') throw new Error(`no journey: ${started.kind}`)
  await resolveJourney(started.journey, started.name, visitor, room)
  const before = room.secrets.tokenHash(started.cookie)
  const step = async (action: Action) => {
    const taken = await takeStep(before, action, visitor, room)
    if (taken === null || 'objected' in taken) throw new Error('no step was taken')
    return taken
  }
  await step({ type: 'choose-reason', purpose: 'unlock' })
  const { journey } = await step({ type: 'choose-method', kind: authenticatorApp.kind })
  if (journey.stage.at !== 'challenged') throw new Error('nothing is asked')
  const { id: challenge } = journey.stage.challenge
  const { cookie, browser } = await step({ type: 'answer', challenge, typed: appCode(dee.totpSecret) })
  expect(browser, 'the browser is known now').not.toBeNull()
  const view = cookie === null ? null : await lookAtJourney(room.secrets.tokenHash(cookie), visitor, room)
  expect(view?.journey.stage).toEqual({ at: 'done', outcome: 'unlock' })
})
