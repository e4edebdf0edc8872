// The contract, on every directory there is.
import { afterAll } from 'vitest'

import { authenticatorApp } from '../../../src/core/methods/authenticator-app/authenticator-app.ts'
import { groupId, lookupHash } from '../../../src/core/people/identifiers.ts'
import type { StagedWrite } from '../../../src/ports/directory.ts'
import { noSessionParts } from '../../../src/use-cases/account/session-write.ts'
import type { OrganisationRoom } from '../../../src/use-cases/organisation-room.ts'
import { everyone, main, startTestOrganisation } from '../../support/test-organisation.ts'
import { describeDirectory } from './directory.contract.ts'

describeDirectory('built in', async () => {
  const acme = await startTestOrganisation()
  afterAll(() => acme.stop())
  const { seeding } = acme.storage.forTenant(acme.room.organisation.id)
  const outer = groupId('outer')
  await seeding.group(main, outer, 'Outer')
  await seeding.nest(main, everyone, outer)
  // A cycle must not hang anybody.
  await seeding.nest(main, outer, everyone)
  const tim = await acme.addPerson('tim')
  const disabled = await acme.addPerson('dan', { disabled: true })
  const nested = await acme.addPerson('nell', { methods: [authenticatorApp.kind] })
  const directory = acme.room.directories.get(main)
  if (directory === undefined) throw new Error('the test organisation has no directory')
  return {
    directory,
    tim: { ...tim, also: ['TIM', 'Tim@acme.test', ' tim ', 'ACME\\tim', 'ＴＩＭ'] },
    disabled,
    nested: { ...nested, groups: [everyone, outer] },
    account: (entry) => ({
      id: tim.id,
      entry,
      methods: [],
      frozenAt: null,
      registration: { confirmedAt: null, skips: 0, defaultMethod: null },
      locale: null,
      timeZone: null,
    }),
    settle: (outcome) => carryOut(outcome, acme.room),
  }
})

/** A staged write joins whatever step it belongs to; here one that does nothing else. */
async function carryOut(outcome: unknown, { sessions, sessionTimes }: OrganisationRoom): Promise<void> {
  if (!isStaged(outcome)) return
  const handle = { by: 'name', candidate: outcome, buckets: [lookupHash('none')] } as const
  const { counters } = await sessions.load({ handle, browser: null, network: null, times: sessionTimes })
  const moved = await sessions.commit({
    counters,
    facts: [],
    outbox: [],
    network: null,
    tally: { starts: 0, failures: 0, shard: 0 },
    staged: outcome,
    endsSessionsOf: null,
    remembersBrowser: null,
    notMeLink: null,
    ...noSessionParts,
  })
  if (moved === 'lost') throw new Error('a staged write was lost')
}

const isStaged = (outcome: unknown): outcome is StagedWrite =>
  typeof outcome === 'object' && outcome !== null && Reflect.get(outcome, 'kind') === 'staged'
