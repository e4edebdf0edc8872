// What a crash left, taken up against a real database.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestOrganisation, type TestOrganisation } from '../../../tests/support/test-organisation.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import type { Visitor } from '../request.ts'
import { sweepJourneys } from './resolve-journey.ts'
import { startJourney } from './start-journey.ts'

let acme: TestOrganisation
beforeAll(async () => {
  acme = await startTestOrganisation()
})
afterAll(() => acme.stop())

const visitor: Visitor = {
  browser: null,
  network: { address: '198.51.100.11', network: '198.51.100.0', private: true },
  device: '',
  address: '198.51.100.11',
  locale: 'en',
}

/** Its name is on record, and the process ends before anybody looks for it. */
async function leaveUnresolved(name: string) {
  const started = await startJourney(name, visitor, acme.room)
  if (started.kind !== 'started') throw new Error(`no journey: ${started.kind}`)
  return started.journey
}

it('takes up every other journey when one can’t be, and says that one could not', async () => {
  const left = []
  for (const name of ['one', 'two', 'three', 'four', 'five', 'six']) left.push(await leaveUnresolved(name))
  const [lost] = left
  const room: OrganisationRoom = {
    ...acme.room,
    journeys: { ...acme.room.journeys, unfinished: (_age, most) => acme.room.journeys.unfinished(0, most) },
    secrets: {
      ...acme.room.secrets,
      open: (place, sealed) => {
        if (place.owner === lost) throw new Error('sealed with a key that is gone')
        return acme.room.secrets.open(place, sealed)
      },
    },
  }
  await expect(sweepJourneys(room)).rejects.toThrow('a key that is gone')
  expect(await room.journeys.unfinished(0, 50)).toEqual([lost])
})
