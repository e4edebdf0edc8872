// The organisation's alarm with several processes, each with its watch, on one database.
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startTestOrganisation, type TestOrganisation, type TestPerson } from '../../tests/support/test-organisation.ts'
import type { Database } from '../storage/database.ts'
import { openMemory } from '../storage/open-memory.ts'
import { statement } from '../storage/statement.ts'
import { createAttackWatch } from './watch-for-attack.ts'

const soc = 'soc@acme.test'
let acme: TestOrganisation
let database: Database
let grace: TestPerson

beforeAll(async () => {
  database = await openMemory()
  acme = await startTestOrganisation({
    database,
    policy: {
      notifications: {
        people: { reset: true, unlock: true, change: true },
        // Attacks are told of whatever else is not.
        administrators: { passwords: 'nobody', policySaved: false, mailboxes: [soc] },
      },
    },
  })
  grace = await acme.addPerson('grace', { role: 'global-administrator' })
  await acme.addPerson('hugo', { role: 'help-desk-administrator' })
  await acme.addPerson('tim')
})
afterAll(() => acme.stop())

const sql = (text: string) => database.run<{ readonly n: number }>(statement('', text))
const facts = async () =>
  (await sql(`select count(*)::integer as n from audit_events where fact ->> 'kind' = 'attack-mode-entered'`))[0]?.n
const attack = () =>
  sql(`insert into network_tallies (tenant_id, place, bucket, starts, failures, last_at)
    values ('${acme.room.organisation.id}', '*0', floor(extract(epoch from now()) / 300)::integer, 0, 5000, now())`)
const calm = () => sql('delete from network_tallies')
/** As if every mail about attacks had gone out so much earlier. */
const pass = (hours: number) =>
  sql(`update counters set value = jsonb_set(value, '{sends}', (
    select jsonb_agg(jsonb_set(each, '{at}', to_jsonb((each ->> 'at')::float8 - ${hours} * 3600000)))
    from jsonb_array_elements(value -> 'sends') as each)) where jsonb_array_length(value -> 'sends') > 0`)
const heard = () => acme.mail.messages.flatMap(({ envelope }) => envelope.to).sort()
/** All that was to be sent is. */
const toldTimes = async (times: number) => {
  await vi.waitFor(async () => expect(await sql('select 1 from outbox where payload is not null')).toEqual([]), {
    timeout: 10_000,
    interval: 20,
  })
  expect(heard()).toEqual([...Array(times).fill(grace.mail), ...Array(times).fill(soc)].sort())
}

it('is mailed once for an attack, to global administrators and the mailbox, by however many processes it is seen', async () => {
  const alarms: number[] = []
  const watches = [1, 2, 3].map((n) => createAttackWatch(acme.room, () => alarms.push(n)))
  const everybodyLooks = () => Promise.all(watches.map((look) => look()))
  await everybodyLooks()
  expect([alarms, await facts()]).toEqual([[], 0])

  await attack()
  await everybodyLooks()
  await everybodyLooks()
  expect(alarms.sort()).toEqual([1, 2, 3])
  await toldTimes(1)
  const [mail] = acme.mail.messages
  expect(mail?.subject).toBe('Many failed attempts at Acme Widgets')

  // It flares up again within the hour: on record, and not mailed.
  const before = (await facts()) ?? 0
  await calm()
  await everybodyLooks()
  await attack()
  await everybodyLooks()
  expect(await facts()).toBeGreaterThan(before)
  await toldTimes(1)
})

it('is mailed again for another attack an hour later, and five times a day at most', async () => {
  for (let n = 2; n <= 7; n += 1) {
    await calm()
    await pass(2)
    const look = createAttackWatch(acme.room, () => undefined)
    await attack()
    await look()
    await toldTimes(Math.min(n, 5))
  }
})

it('is raised in the next round where it could not be recorded at once', async () => {
  await calm()
  let away = true
  const sessions = {
    ...acme.room.sessions,
    commit: (write: Parameters<typeof acme.room.sessions.commit>[0]) =>
      away ? Promise.reject(new Error('the database is away')) : acme.room.sessions.commit(write),
  }
  const alarms: string[] = []
  const look = createAttackWatch({ ...acme.room, sessions }, () => alarms.push('alarm'))
  await attack()
  const before = (await facts()) ?? 0
  await expect(look()).rejects.toThrow('away')
  expect(alarms).toEqual([])
  away = false
  await look()
  await look()
  expect(alarms).toEqual(['alarm'])
  expect(await facts()).toBeGreaterThan(before)
})
